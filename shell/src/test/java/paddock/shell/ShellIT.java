package paddock.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import paddock.shell.command.CommandTable;
import paddock.testkit.PaddockServer;

/// The shell against a server.
@Timeout(120)
class ShellIT {
    private PaddockServer server;

    @BeforeEach
    void start() {
        server = PaddockServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Typing type(String... lines) throws Exception {
        return Typing.lines(server.connectString(), lines);
    }

    private Typing once(String... command) throws Exception {
        return Typing.once(server.connectString(), command);
    }

    @Test
    void aSingleCommandPrintsItsResultAndEnds() throws Exception {
        once("create", "/a", "hello world");

        Typing get = once("get", "/a");

        assertThat(get.out()).containsExactly("hello world");
        assertThat(get.err()).isEmpty();
        assertThat(get.exitCode()).isZero();
    }

    @Test
    void theExitCodeIsThatOfTheLastLine() throws Exception {
        assertThat(once("get", "/nope").exitCode()).isEqualTo(1);
        assertThat(once("bogus").exitCode()).isEqualTo(127);
        assertThat(type("get /nope", "ls /").exitCode()).isZero();
        assertThat(type("ls /", "get /nope").exitCode()).isEqualTo(1);
        assertThat(type("get /nope", "quit").exitCode()).isEqualTo(1);
    }

    @Test
    void thePromptCountsLinesThatAreNotBlank() throws Exception {
        Typing typing = type("", "ls /", "  ", "quit");

        String prompt = "[zk: " + server.connectString() + "(CONNECTED) ";
        assertThat(typing.raw())
                .containsSubsequence(prompt + "0] ", prompt + "0] ", prompt + "1] ", prompt + "1] ")
                .doesNotContain(prompt + "2] ");
    }

    @Test
    void eventsComeBeforeTheResultOfWhatCausedThem() throws Exception {
        Typing typing = type("create /a x", "get -w /a", "set -s /a y");

        assertThat(typing.out())
                .startsWith(
                        "x",
                        "WatchedEvent state:SyncConnected type:NodeDataChanged path:/a zxid: 3",
                        "cZxid = 0x2");
    }

    @Test
    void eventsCanBeSwitchedOff() throws Exception {
        Typing typing = type("printwatches off", "addWatch /", "create /a x", "printwatches");

        assertThat(typing.out()).containsExactly("printwatches is off");
    }

    @Test
    void ephemeralsEndWithTheCommandThatMadeThem() throws Exception {
        once("create", "-e", "/e", "x");

        assertThat(once("stat", "/e").err()).containsExactly("Node does not exist: /e");
    }

    @Test
    void anEphemeralOfOneShellIsSeenInAnother() throws Exception {
        Typing typing = type("create -e /e x", "getEphemerals", "connect", "stat /e");

        assertThat(typing.out()).containsExactly("[/e]");
        assertThat(typing.err()).containsExactly("Created /e", "Node does not exist: /e");
    }

    @Test
    void theVersionOfTheOlderFormsCounts() throws Exception {
        Typing typing =
                type("create /a x", "set /a y 7", "set /a y 0", "delete /a 5", "delete /a 1");

        assertThat(typing.err())
                .containsExactly(
                        "Created /a",
                        "version No is not valid : /a",
                        "'delete path [version]' has been deprecated. Please use 'delete [-v"
                                + " version] path' instead.",
                        "version No is not valid : /a",
                        "'delete path [version]' has been deprecated. Please use 'delete [-v"
                                + " version] path' instead.");
    }

    @Test
    void commandsThatWereTakenAwayStillWork() throws Exception {
        Typing typing = type("create /a", "create /a/b", "ls2 /a", "rmr /a", "ls /");

        assertThat(typing.out()).startsWith("[b]", "cZxid = 0x2").endsWith("[zookeeper]");
        assertThat(typing.err())
                .endsWith(
                        "'ls2' has been deprecated. Please use 'ls [-s] path' instead.",
                        "The command 'rmr' has been deprecated. Please use 'deleteall' instead.");
    }

    @Test
    void aSubtreeIsDeletedInBatches() throws Exception {
        String[] lines = new String[28];
        lines[0] = "create /a";
        for (int i = 1; i < 26; i++) {
            lines[i] = "create /a/" + i;
        }
        lines[26] = "deleteall -b 4 /a";
        lines[27] = "ls /";

        assertThat(type(lines).out()).containsExactly("[zookeeper]");
    }

    @Test
    void aDeadSessionIsSaid() throws Exception {
        Typing typing = type("close", "ls /", "printwatches", "connect", "ls /");

        assertThat(typing.out())
                .containsExactly(
                        "Not connected", "printwatches is on", "Not connected", "[zookeeper]");
    }

    @Test
    void aRefusedIdentityEndsTheSession() throws Exception {
        Typing typing = type("addauth bogus x", "sync /", "ls /");

        assertThat(typing.raw())
                .contains("WatchedEvent state:AuthFailed type:None path:null zxid: -1")
                .contains("(AUTH_FAILED) 2] Not connected");
    }

    @Test
    void numbersThatAreNoneDoNotEndTheShell() throws Exception {
        Typing typing = type("redo x", "set -v x / y", "set -b / !", "ls /");

        assertThat(typing.out()).containsExactly("[zookeeper]");
        assertThat(typing.err()).hasSize(3);
    }

    @Test
    void linesCanBeRepeated() throws Exception {
        Typing typing = type("create -s /a", "redo 0", "redo 9", "redo", "history");

        assertThat(typing.err())
                .containsExactly(
                        "Created /a0000000000",
                        "Created /a0000000001",
                        "Command index out of range");
        assertThat(typing.out())
                .containsExactly(
                        "0 - create -s /a",
                        "1 - create -s /a",
                        "2 - redo 9",
                        "3 - redo",
                        "4 - history");
    }

    @Test
    void programsGetJson() throws Exception {
        Typing typing =
                type(
                        "create /a x digest:ann:h=:r,world:anyone:cdrwa",
                        "ls --json /",
                        "get --json /a",
                        "set -b /a gP8=",
                        "get --json /a",
                        "getAcl --json /a",
                        "getAllChildrenNumber --json /a");

        assertThat(typing.out())
                .containsExactly(
                        "{\"children\":[\"a\",\"zookeeper\"]}",
                        "{\"data\":\"x\"}",
                        "{\"dataBase64\":\"gP8=\"}",
                        "{\"acl\":[\"digest:ann:h=:r\",\"world:anyone:cdrwa\"]}",
                        "{\"count\":0}");
    }

    @Test
    void everyCommandHasHelpWithAnExample() throws Exception {
        for (String name : CommandTable.standard().names()) {
            Typing help = once("help", name);

            assertThat(help.exitCode()).as(name).isZero();
            assertThat(help.out()).as(name).anyMatch(each -> each.startsWith("  example: " + name));
        }
    }

    @Test
    void aServerThatIsNotThereIsSaid() throws Exception {
        String gone = server.connectString();
        server.stop();

        Typing ls = Typing.words("-timeout", "2000", "-server", gone, "ls", "/");
        Typing waited =
                Typing.words("-timeout", "500", "-waitforconnection", "-server", gone, "ls", "/");

        assertThat(ls.err()).containsExactly("KeeperErrorCode = ConnectionLoss for /");
        assertThat(ls.exitCode()).isEqualTo(1);
        assertThat(waited.err()).containsExactly("KeeperErrorCode = ConnectionLoss");
        assertThat(waited.exitCode()).isEqualTo(1);
    }

    @Test
    void aChrootIsPartOfTheConnectString() throws Exception {
        type("create /app", "create /app/x");

        assertThat(Typing.once(server.connectString() + "/app", "ls", "/").out())
                .containsExactly("[x]");
    }

    @Test
    void aFileOfPropertiesThatIsMissingHasItsExitCode() throws Exception {
        Typing typing = Typing.words("-client-configuration", "/nope", "ls", "/");

        assertThat(typing.err())
                .containsExactly("Error while processing /nope: /nope file is missing");
        assertThat(typing.exitCode()).isEqualTo(2);
    }
}
