package paddock.core.tree;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import paddock.wire.protocol.Acl;

import java.nio.charset.StandardCharsets;

/// Statistics as the reference keeps them: each expected text was read from it.
final class QuotaTrackerTest {
    private final DataTree tree = new DataTree(new ZnodeKinds(false, false), false);

    @BeforeEach
    void limitS() {
        create("/s", null);
        create("/zookeeper/quota/s", null);
        create("/zookeeper/quota/s/zookeeper_limits", "count=100");
    }

    @Test
    void statisticsStartFromWhatIsThere() {
        create("/s/a", "12345");
        create("/zookeeper/quota/s/zookeeper_stats", "count=0,bytes=0");

        assertThat(data("/zookeeper/quota/s/zookeeper_stats")).isEqualTo("count=2,bytes=5");
    }

    @Test
    void statisticsFollowEveryChange() {
        create("/zookeeper/quota/s/zookeeper_stats", null);
        create("/s/a", "123");
        assertThat(data("/zookeeper/quota/s/zookeeper_stats")).isEqualTo("count=2,bytes=3");
        set("/s/a", null);
        assertThat(data("/zookeeper/quota/s/zookeeper_stats")).isEqualTo("count=2,bytes=0");
        tree.delete("/s/a", 1);
        assertThat(data("/zookeeper/quota/s/zookeeper_stats")).isEqualTo("count=1,bytes=0");
    }

    @Test
    void statisticsThatSomebodyWroteAreContinued() {
        create("/zookeeper/quota/s/zookeeper_stats", null);
        set("/zookeeper/quota/s/zookeeper_stats", "");
        create("/s/a", "123");
        assertThat(data("/zookeeper/quota/s/zookeeper_stats")).isEqualTo("count=0,bytes=2");

        set("/zookeeper/quota/s/zookeeper_stats", "count=-5,bytes=7=;x=9");
        create("/s/c", "123");
        assertThat(data("/zookeeper/quota/s/zookeeper_stats")).isEqualTo("count=-4,bytes=10=;x=9");
    }

    @Test
    void statisticsThatCannotBeReadStartFromNothing() {
        create("/zookeeper/quota/s/zookeeper_stats", null);
        set("/zookeeper/quota/s/zookeeper_stats", "garbage");
        create("/s/a", "123");
        assertThat(data("/zookeeper/quota/s/zookeeper_stats")).isEqualTo("count=1,bytes=3");
    }

    @Test
    void withoutLimitsStatisticsStandStill() {
        create("/zookeeper/quota/s/zookeeper_stats", null);
        tree.delete("/zookeeper/quota/s/zookeeper_limits", 1);
        create("/s/a", "123");
        assertThat(data("/zookeeper/quota/s/zookeeper_stats")).isEqualTo("count=1,bytes=0");
    }

    @Test
    void onlyTheQuotasThemselvesAreNotCounted() {
        create("/zookeeper/x", null);
        create("/zookeeper2", null);
        for (String root : new String[] {"/zookeeper/x", "/zookeeper2"}) {
            StringBuilder quota = new StringBuilder("/zookeeper/quota");
            for (String name : root.substring(1).split("/")) {
                create(quota.append('/').append(name).toString(), null);
            }
            create(quota + "/zookeeper_limits", "count=5");
            create(quota + "/zookeeper_stats", null);
            create(root + "/y", "12");
            assertThat(data(quota + "/zookeeper_stats")).isEqualTo("count=2,bytes=2");
        }
    }

    @Test
    void statisticsOfTheRootAreOfTheWholeTree() {
        create("/zookeeper/quota/zookeeper_stats", "hello");

        // The four built-in znodes, /s, its quota with the limits, and the statistics themselves.
        assertThat(data("/zookeeper/quota/zookeeper_stats")).isEqualTo("count=8,bytes=14");
    }

    private void create(String path, @Nullable String data) {
        assertThat(tree.create(path, bytes(data), Acl.OPEN, 0, -1, 1, 1)).as(path).isNotNull();
    }

    private void set(String path, @Nullable String data) {
        assertThat(tree.setData(path, bytes(data), 1, 1, 1)).as(path).isNotNull();
    }

    private String data(String path) {
        Znode node = tree.find(path);
        byte[] data = node == null ? null : node.data();
        return data == null ? "" : new String(data, StandardCharsets.UTF_8);
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
