package paddock.core.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import paddock.core.acl.AclRules;
import paddock.core.acl.Identities;
import paddock.core.database.Applied;
import paddock.core.database.ChangeListener;
import paddock.core.database.Database;
import paddock.core.tree.Znode;
import paddock.core.tree.ZnodeKinds;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.ErrorCode;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;
import paddock.wire.protocol.Stat;
import paddock.wire.txn.LoggedTxn;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// What the reference answered to the same updates with quotas enforced.
final class QuotaEnforcementTest {
    private static final long SESSION = 1;

    private final Database database = new Database(new ZnodeKinds(false, false), true);
    private final Preparer preparer =
            new Preparer(
                    database,
                    new AclRules(List.of(), false),
                    new PrepareRules(true, true, true, false),
                    (path, root, hard) -> {});

    @BeforeEach
    void open() {
        apply(preparer.prepareOpenSession(SESSION, 1_000, 1));
        create("/q", null);
        create("/zookeeper/quota/q", null);
    }

    @Test
    void aHardLimitHolds() {
        create("/zookeeper/quota/q/zookeeper_limits", "countHardLimit=2");
        create("/zookeeper/quota/q/zookeeper_stats", null);

        assertThat(create("/q/a", null)).isZero();
        assertThat(create("/q/b", null)).isEqualTo(ErrorCode.QUOTA_EXCEEDED.code());
    }

    @Test
    void withoutStatisticsNothingIsRefused() {
        create("/zookeeper/quota/q/zookeeper_limits", "countHardLimit=0");

        assertThat(create("/q/a", null)).isZero();
    }

    @Test
    void limitsThatCannotBeReadRefuseEverything() {
        create("/zookeeper/quota/q/zookeeper_limits", null);
        assertThat(create("/q/a", null)).isEqualTo(ErrorCode.MARSHALLING_ERROR.code());

        set("/zookeeper/quota/q/zookeeper_limits", "count");
        assertThat(create("/q/a", null)).isEqualTo(ErrorCode.MARSHALLING_ERROR.code());

        set("/zookeeper/quota/q/zookeeper_limits", "");
        assertThat(create("/q/a", null)).isZero();
    }

    @Test
    void partsOfAMultiDoNotSeeEachOthersUsage() {
        create("/zookeeper/quota/q/zookeeper_limits", "countHardLimit=3");
        create("/zookeeper/quota/q/zookeeper_stats", null);
        List<Request> ops =
                List.of(
                        request("/q/a", null),
                        request("/q/b", null),
                        request("/q/c", null),
                        request("/q/d", null));

        Applied applied = apply(new Request.Multi(false, ops));

        assertThat(applied.parts()).extracting(Applied::err).containsOnly(0);
        assertThat(create("/q/e", null)).isEqualTo(ErrorCode.QUOTA_EXCEEDED.code());
    }

    @Test
    void theAnswerToACreateOfStatisticsTellsOfTheDataThatWasSent() {
        String stats = "/zookeeper/quota/q/zookeeper_stats";
        Applied applied =
                apply(
                        new Request.Create(
                                OpCode.CREATE_CONTAINER, stats, bytes("hello"), Acl.OPEN, 4, 0));

        assertThat(applied.stat()).extracting(Stat::dataLength).isEqualTo(5);
        assertThat(database.tree().find(stats))
                .extracting(Znode::data)
                .isEqualTo(bytes("count=1,bytes=0"));
    }

    private int create(String path, @Nullable String data) {
        return apply(request(path, data)).err();
    }

    private void set(String path, String data) {
        assertThat(apply(new Request.SetData(path, bytes(data), -1)).err()).isZero();
    }

    private static Request request(String path, @Nullable String data) {
        return new Request.Create(OpCode.CREATE, path, bytes(data), Acl.OPEN, 0, 0);
    }

    private Applied apply(Request request) {
        return apply(preparer.prepare(SESSION, 1, request, Identities.NONE, 1));
    }

    private Applied apply(Prepared prepared) {
        assertThat(prepared).isInstanceOf(Prepared.Proposed.class);
        LoggedTxn txn = ((Prepared.Proposed) prepared).txn();
        Applied applied = database.applyOwn(txn, ChangeListener.NONE);
        preparer.applied(txn.header().zxid());
        return applied;
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
