package paddock.conformance.clients;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import paddock.conformance.server.ServerKind;
import paddock.conformance.server.ServerOptions;
import paddock.conformance.server.ServerUnderTest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The program everybody starts with (what people were taught, section 5).
class FirstProgramIT {
    private final List<String> printed = Collections.synchronizedList(new ArrayList<>());

    @ParameterizedTest
    @MethodSource("paddock.conformance.server.ServerKinds#underTest")
    void printsItsLinesInTheOrderPeopleKnow(ServerKind kind) throws Exception {
        try (var server = ServerUnderTest.start(kind, ServerOptions.standard())) {
            var stat = program(server.connectString());

            assertThat(stat.getMzxid()).isEqualTo(stat.getCzxid());
            assertThat(stat.getPzxid()).isEqualTo(stat.getCzxid() + 1);
            assertThat(stat.getVersion()).isZero();
            assertThat(stat.getCversion()).isOne();
            assertThat(stat.getAversion()).isZero();
            assertThat(stat.getEphemeralOwner()).isZero();
            assertThat(stat.getDataLength()).isEqualTo(12);
            assertThat(stat.getNumChildren()).isOne();
        }
    }

    private Stat program(String connectString) throws Exception {
        Stat stat;
        List<String> lines;
        try (var zk =
                new ZooKeeper(
                        connectString, 30_000, event -> printed.add(event.getType() + " event"))) {
            awaitLines(1);
            zk.create(
                    "/testRootPath",
                    bytes("testRootData"),
                    Ids.OPEN_ACL_UNSAFE,
                    CreateMode.PERSISTENT);
            zk.create(
                    "/testRootPath/testChildPathOne",
                    bytes("testChildDataOne"),
                    Ids.OPEN_ACL_UNSAFE,
                    CreateMode.PERSISTENT);
            printed.add(text(zk.getData("/testRootPath", false, null)));
            printed.add(zk.getChildren("/testRootPath", true).toString());
            zk.setData("/testRootPath/testChildPathOne", bytes("modifyChildDataOne"), -1);
            stat = zk.exists("/testRootPath", true);
            printed.add("stat of the node");
            zk.create(
                    "/testRootPath/testChildPathTwo",
                    bytes("testChildDataTwo"),
                    Ids.OPEN_ACL_UNSAFE,
                    CreateMode.PERSISTENT);
            awaitLines(5);
            printed.add(text(zk.getData("/testRootPath/testChildPathTwo", true, null)));
            zk.delete("/testRootPath/testChildPathTwo", -1);
            zk.delete("/testRootPath/testChildPathOne", -1);
            zk.delete("/testRootPath", -1);
            awaitLines(8);
            lines = List.copyOf(printed); // closing prints one more, since 3.5
        }
        assertThat(lines)
                .containsExactly(
                        "None event",
                        "testRootData",
                        "[testChildPathOne]",
                        "stat of the node",
                        "NodeChildrenChanged event",
                        "testChildDataTwo",
                        "NodeDeleted event",
                        "NodeDeleted event");
        return stat;
    }

    // Events are printed by a thread of their own; by then they have come, or never will.
    private void awaitLines(int count) {
        Awaitility.await().until(() -> printed.size() >= count);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
