package paddock.conformance.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import paddock.conformance.server.ServerKind;
import paddock.conformance.server.ServerOptions;
import paddock.conformance.server.ServerUnderTest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The shells side by side.
class ShellConformance {
    private static final ServerOptions OPTIONS =
            ServerOptions.standard().property("zookeeper.extendedTypesEnabled", "true");

    @TempDir private Path folder;

    private ShellUnderTest.Printed type(ShellUnderTest shell, List<String> lines) throws Exception {
        try (var server = ServerUnderTest.start(ServerKind.PADDOCK, OPTIONS)) {
            return shell.type(server.connectString(), lines, folder);
        }
    }

    @Execution(CONCURRENT)
    @ParameterizedTest
    @ValueSource(strings = {"znodes", "acls", "quotas", "watches", "words", "session"})
    void linesAreAnsweredAlike(String topic) throws Exception {
        List<String> lines = ShellUnderTest.lines(topic);

        ShellUnderTest.Printed apache = type(ShellUnderTest.APACHE, lines);
        ShellUnderTest.Printed paddock = type(ShellUnderTest.PADDOCK, lines);

        var compared = new SoftAssertions();
        compared.assertThat(paddock.answers()).hasSameSizeAs(apache.answers());
        for (int i = 0; i < Math.min(apache.answers().size(), paddock.answers().size()); i++) {
            compared.assertThat(paddock.answers().get(i)).isEqualTo(apache.answers().get(i));
        }
        compared.assertThat(paddock.events()).containsExactlyInAnyOrderElementsOf(apache.events());
        compared.assertThat(paddock.exit()).isEqualTo(apache.exit());
        compared.assertAll();
        assertThat(apache.answers()).hasSizeGreaterThan(lines.size() / 2);
    }

    @Execution(CONCURRENT)
    @Test
    void singleCommandsHaveTheSameStreamsAndExitCodes() throws Exception {
        List<List<String>> commands =
                List.of(
                        List.of("create", "/a", "x"),
                        List.of("create", "/a", "x"),
                        List.of("get", "-s", "/a"),
                        List.of("get", "/nope"),
                        List.of("ls", "-z", "/"),
                        List.of("bogus"),
                        List.of("setquota", "-n", "0", "/a"),
                        List.of("delquota", "/a"),
                        List.of("listquota", "/a"));

        List<ShellUnderTest.Once> apache = once(ShellUnderTest.APACHE, commands);
        List<ShellUnderTest.Once> paddock = once(ShellUnderTest.PADDOCK, commands);

        var compared = new SoftAssertions();
        for (int i = 0; i < commands.size(); i++) {
            compared.assertThat(paddock.get(i))
                    .as(commands.get(i).toString())
                    .isEqualTo(apache.get(i));
        }
        compared.assertAll();
    }

    private List<ShellUnderTest.Once> once(ShellUnderTest shell, List<List<String>> commands)
            throws Exception {
        List<ShellUnderTest.Once> all = new ArrayList<>();
        try (var server = ServerUnderTest.start(ServerKind.PADDOCK, OPTIONS)) {
            for (List<String> command : commands) {
                ShellUnderTest.Once one = shell.once(server.connectString(), command, folder);
                // Every single command is a session of its own, which ours ends before it goes.
                all.add(
                        new ShellUnderTest.Once(
                                one.out().replaceAll("Zxid = 0x\\w+", "Zxid"),
                                one.err(),
                                one.exit()));
            }
        }
        return all;
    }

    @Execution(CONCURRENT)
    @Test
    void whatDiffersDiffersOnPurpose() throws Exception {
        List<String> lines = new ArrayList<>(List.of("create /a x"));
        Difference.ALL.forEach(each -> lines.add(each.line()));

        List<String> apache = type(ShellUnderTest.APACHE, lines).answers();
        List<String> paddock = type(ShellUnderTest.PADDOCK, lines).answers();

        var compared = new SoftAssertions();
        for (int i = 0; i < Difference.ALL.size(); i++) {
            Difference each = Difference.ALL.get(i);
            if (each.apache().equals(Difference.NOTHING)) {
                compared.assertThat(apache.get(i + 1)).as(each.line()).isEqualTo((i + 1) + ": ");
            } else {
                compared.assertThat(apache.get(i + 1)).as(each.line()).contains(each.apache());
            }
            compared.assertThat(paddock.get(i + 1)).as(each.line()).contains(each.paddock());
        }
        compared.assertAll();
    }
}
