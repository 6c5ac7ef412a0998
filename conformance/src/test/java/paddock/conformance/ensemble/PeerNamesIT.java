package paddock.conformance.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import paddock.conformance.server.ServerKind;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;

/// Members that are known by name, and move.
class PeerNamesIT {
    private static final String NAME = "third.paddock.test";

    /// Less than the half minute for which the JVM would keep an address.
    private static final Duration SOON = Duration.ofSeconds(15);

    @TempDir private Path folder;

    @Test
    void memberThatMovedIsFoundWithoutARestartOfTheOthers() throws IOException {
        Path hosts = folder.resolve("hosts");
        var options =
                EnsembleUnderTest.options()
                        .key("4lw.commands.whitelist", "*,lead")
                        .property("jdk.net.hosts.file", hosts.toString());
        try (var ensemble =
                EnsembleUnderTest.of(
                        options, ServerKind.PADDOCK, ServerKind.PADDOCK, ServerKind.PADDOCK)) {
            var lines = new ArrayList<String>();
            for (MemberUnderTest member : ensemble.members()) {
                lines.add(
                        member.serverLine()
                                .replace("server.3=127.0.0.1:", "server.3=" + NAME + ":"));
            }
            ensemble.members().forEach(member -> member.configure(lines));
            MemberUnderTest third = ensemble.member(3);

            // It is not known where it is yet; that keeps nobody from starting.
            Files.writeString(hosts, "127.0.0.1 localhost\n");
            ensemble.member(1).start();
            ensemble.member(2).start();
            ensemble.awaitSettled();
            for (String address : new String[] {"127.0.0.9", "127.0.0.8"}) {
                Files.writeString(hosts, "127.0.0.1 localhost\n%s %s\n".formatted(address, NAME));
                third.start();
                ensemble.await("follow", SOON, () -> third.mode() == Mode.FOLLOWER);
                // As a leader it has to be found by the others.
                assertThat(ensemble.leader().word("lead 3\n")).contains("handed over to server 3");
                ensemble.await("find it", SOON, () -> ensemble.isSettledOn(third));
                third.stop();
                ensemble.awaitSettled();
            }
        }
    }
}
