package paddock.storage.apache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import paddock.storage.fixture.Nodes;
import paddock.storage.fixture.ToolRun;
import paddock.storage.fixture.Txns;
import paddock.storage.log.LogListener;
import paddock.storage.log.LogSettings;
import paddock.storage.log.TxnLog;
import paddock.storage.snapshot.SnapshotSettings;
import paddock.storage.snapshot.SnapshotWriter;
import paddock.storage.tool.SnapshotComparer;
import paddock.storage.tool.SnapshotFormatter;
import paddock.storage.tool.SnapshotRecursiveSummary;
import paddock.storage.tool.TxnLogToolkit;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.Id;
import paddock.wire.protocol.OpCode;
import paddock.wire.txn.Txn;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Our tools against the reference's, on files the reference wrote.
final class ToolConformance {
    private static final String SERVER = "org.apache.zookeeper.server.";
    private static final String TOOLKIT = SERVER + "persistence.TxnLogToolkit";

    @TempDir private static Path dir;
    private static ApacheZooKeeper apache;

    @BeforeAll
    static void work() {
        apache = new ApacheZooKeeper(dir);
        apache.work();
    }

    @Test
    void dumpsLookAlike() {
        String log = dir.resolve("version-2/log.1").toString();

        assertThat(ToolRun.of(TxnLogToolkit::run, log)).isEqualTo(apache.tool(TOOLKIT, "", log));
    }

    @Test
    void everyKindOfTransactionLooksAlike() throws Exception {
        String log = everyKind();

        ToolRun ours = ToolRun.of(TxnLogToolkit::run, log);
        assertThat(ours).isEqualTo(apache.tool(TOOLKIT, "", log));
        assertThat(ours.out()).endsWith("EOF reached after 14 txns.\n");
    }

    @Test
    void repairsLookAlike() throws Exception {
        Path log = Path.of(everyKind());
        byte[] bytes = Files.readAllBytes(log);
        bytes[indexOf(bytes, "server.1")] = 'S';
        bytes[indexOf(bytes, "/e1") + 1] = 'E';
        Files.write(log, bytes);
        Path fixed = Path.of(log + ".fixed");

        for (String input : List.of("", "y\nn\n", "what\nNO\nyes\n")) {
            String[] args =
                    input.isEmpty()
                            ? new String[] {"-ry", log.toString()}
                            : new String[] {"--recover", log.toString()};
            ToolRun theirs = apache.tool(TOOLKIT, input, args);
            String dumpOfTheirs = ToolRun.of(TxnLogToolkit::run, fixed.toString()).out();
            Files.delete(fixed);
            assertThat(ToolRun.withInput(TxnLogToolkit::run, input, args)).isEqualTo(theirs);
            assertThat(apache.tool(TOOLKIT, "", fixed.toString()).out()).isEqualTo(dumpOfTheirs);
            Files.delete(fixed);
        }
        assertThat(ToolRun.withInput(TxnLogToolkit::run, "abort\n", "-r", log.toString()))
                .isEqualTo(
                        new ToolRun(
                                0,
                                "ZooKeeper Transactional Log File with dbid 0 txnlog format"
                                        + " version 2\nCRC ERROR - "
                                        + entry(log, "reconfig /zookeeper/config,Server.1")
                                        + "\nWould you like to fix it (Yes/No/Abort) ? ",
                                "Recovery aborted.\n"));
        assertThat(fixed).doesNotExist();
    }

    private static String entry(Path log, String what) {
        return ToolRun.of(TxnLogToolkit::run, log.toString())
                .out()
                .lines()
                .filter(line -> line.contains(what) && !line.startsWith("CRC"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void choppedLogsAreTheSameBytes() throws Exception {
        String log = everyKind();
        Path chopped = Path.of(log + ".chopped4");

        ToolRun theirs = apache.tool(TOOLKIT, "", "-c", "-z", "0x4", log);
        byte[] bytes = Files.readAllBytes(chopped);

        assertThat(ToolRun.of(TxnLogToolkit::run, "-c", "-z", "0x4", log)).isEqualTo(theirs);
        assertThat(Files.readAllBytes(chopped)).isEqualTo(bytes);
        assertThat(ToolRun.of(TxnLogToolkit::run, "-c", "-z", "99", log))
                .isEqualTo(apache.tool(TOOLKIT, "", "-c", "-z", "99", log));
    }

    @Test
    void snapshotsLookAlike() {
        String snapshot = dir.resolve("version-2/snapshot.18").toString();

        for (String option : List.of("", "-d")) {
            String[] args =
                    option.isEmpty() ? new String[] {snapshot} : new String[] {option, snapshot};
            assertThat(ToolRun.of(SnapshotFormatter::run, args).sorted())
                    .isEqualTo(apache.tool(SERVER + "SnapshotFormatter", "", args).sorted());
        }
        String[] all = {snapshot, "/", "0"};
        assertThat(ToolRun.of(SnapshotRecursiveSummary::run, all).sorted())
                .isEqualTo(apache.tool(SERVER + "SnapshotRecursiveSummary", "", all).sorted());
    }

    @Test
    void comparisonsLookAlike() throws Exception {
        // The order of a layer is that of whole paths: '-' comes before '/'.
        String left =
                snapshot(
                        new Nodes()
                                .add("", null)
                                .add("/a", new byte[10])
                                .add("/a/x", new byte[3])
                                .add("/a/x/deep", new byte[1])
                                .add("/a/x/deep/er", null)
                                .add("/a/y", new byte[100])
                                .add("/a-b", new byte[1])
                                .add("/a-b/c", new byte[2])
                                .add("/only", new byte[5])
                                .add("/zookeeper", null));
        String right =
                snapshot(
                        new Nodes()
                                .add("", new byte[1])
                                .add("/a", new byte[8])
                                .add("/a/x", new byte[6])
                                .add("/a/y", new byte[101])
                                .add("/a/\u00e4", new byte[4])
                                .add("/a-b", new byte[1])
                                .add("/b", null)
                                .add("/b/1", null)
                                .add("/b/2", null)
                                .add("/zookeeper", null));
        List<List<String>> thresholds =
                List.of(List.of("0", "0"), List.of("2", "1"), List.of("1000", "2"));

        for (List<String> each : thresholds) {
            for (String mode : List.of("", "-d", "-i", "--debug -i")) {
                List<String> args = new ArrayList<>(List.of("-l", left, "--right=" + right));
                args.addAll(List.of("--bytes", each.get(0), "-n", each.get(1)));
                args.addAll(mode.isEmpty() ? List.of() : List.of(mode.split(" ")));
                comparesAlike(
                        "0\nx\n /a\n\n5\n-1\n4\n/\n/a\n/b\n/only\n/none\n+2\n\n\n\n\n",
                        args.toArray(String[]::new));
            }
        }
        comparesAlike("");
        comparesAlike("", "-l", left, "-b", "1", "-n", "1");
        comparesAlike("", "-l", left, "--nope");
        comparesAlike("", "-l", left, "-r", right, "-b", "1", "-n");
        comparesAlike("", "-l", "-r", right, "-b", "1", "-n", "1");
    }

    private static void comparesAlike(String input, String... args) {
        ToolRun theirs = apache.tool(SERVER + "SnapshotComparer", input, args);
        ToolRun ours = ToolRun.withInput(SnapshotComparer::run, input, args);

        assertThat(withoutTimes(ours)).isEqualTo(withoutTimes(theirs));
    }

    private static ToolRun withoutTimes(ToolRun run) {
        String out = run.out().replaceAll(" in \\d+\\.\\d{6} seconds", " in TIME");
        return new ToolRun(run.exitCode(), out, run.err());
    }

    private static String snapshot(Nodes nodes) throws IOException {
        Path folder = Files.createTempDirectory(dir, "compared");
        return new SnapshotWriter(SnapshotSettings.DEFAULT)
                .write(nodes.image(9, 0), folder, false)
                .toString();
    }

    private static int indexOf(byte[] bytes, String text) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
    }

    private static String everyKind() throws Exception {
        Path folder = Files.createTempDirectory(dir, "kinds");
        List<Acl> two = List.of(new Acl(1, new Id("ip", "1.2.3.4")), new Acl(31, Id.ANYONE));
        byte[] odd = {(byte) 0xff, 10, 65};
        List<Txn> kinds =
                List.of(
                        new Txn.CreateSession(4000),
                        new Txn.Create(OpCode.CREATE2, "/a", null, two, false, -1),
                        new Txn.CreateContainer("/c", new byte[] {65}, two, 1),
                        new Txn.CreateTtl("/t", odd, Acl.OPEN, 1, 77),
                        new Txn.Delete(OpCode.DELETE_CONTAINER, "/c"),
                        new Txn.SetData(
                                OpCode.RECONFIG,
                                "/zookeeper/config",
                                "server.1".getBytes(StandardCharsets.UTF_8),
                                -1),
                        new Txn.SetData(OpCode.SET_DATA, "/a", null, 2),
                        new Txn.SetAcl("/a", two, 1),
                        new Txn.Multi(
                                List.of(
                                        new Txn.Create(OpCode.CREATE2, "/m", null, two, true, 3),
                                        new Txn.CreateTtl("/t2", null, two, 1, 77),
                                        new Txn.CreateContainer("/c2", null, two, 1),
                                        new Txn.SetData(OpCode.SET_DATA, "/a", odd, 1),
                                        new Txn.Delete(OpCode.DELETE, "/a"),
                                        new Txn.Check("/q", 2))),
                        new Txn.Multi(List.of()),
                        new Txn.CloseSession(List.of("/e1", "/e2")),
                        new Txn.CloseSession(List.of()),
                        new Txn.CloseSession(null),
                        new Txn.Error(-4));
        LogSettings settings = new LogSettings(true, 64 << 10, 0, 4096);
        try (TxnLog log = new TxnLog(folder, settings, LogListener.NONE)) {
            long zxid = 1;
            for (Txn kind : kinds) {
                byte[] bytes = Txns.bytes(Txns.of(zxid, kind));
                log.append(zxid, bytes, 0, bytes.length);
                zxid++;
            }
        }
        return folder.resolve("log.1").toString();
    }
}
