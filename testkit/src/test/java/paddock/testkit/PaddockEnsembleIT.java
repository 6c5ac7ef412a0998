package paddock.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import paddock.wire.protocol.CreateMode;

import java.io.IOException;

/// What an ensemble promises wherever its members run.
@ParameterizedClass
@MethodSource("paddock.testkit.Where#possible")
final class PaddockEnsembleIT {
    private final Where where;

    PaddockEnsembleIT(Where where) {
        this.where = where;
    }

    @Test
    void whatOneMemberTakesAllHave() throws IOException {
        try (var ensemble = start(3)) {
            assertThat(ensemble.servers()).hasSize(3).contains(ensemble.leader());
            assertThat(ensemble.connectString().split(",", -1)).hasSize(3);

            for (PaddockServer member : ensemble.servers()) {
                try (var client = RawClient.connect(member.port())) {
                    assertThat(client.create("/of" + member.port(), CreateMode.PERSISTENT))
                            .isZero();
                }
            }
            try (var client = RawClient.connect(ensemble.leader().port())) {
                for (PaddockServer member : ensemble.servers()) {
                    assertThat(client.exists("/of" + member.port())).isTrue();
                }
            }
        }
    }

    @Test
    void aLeaderCutOffLosesItsRoleAndComesBack() throws IOException {
        try (var ensemble = start(3)) {
            PaddockServer before = ensemble.leader();
            ensemble.partition(before);

            PaddockServer after = ensemble.leader();
            assertThat(after).isNotSameAs(before);
            write(after, "/while-cut");

            ensemble.heal();
            ensemble.awaitServing();
            assertThat(ensemble.leader()).isSameAs(after);
            try (var client = RawClient.connect(before.port())) {
                assertThat(client.create("/healed", CreateMode.PERSISTENT)).isZero();
                assertThat(client.exists("/while-cut")).isTrue();
            }
        }
    }

    @Test
    void aLeaderThatStandsStillIsReplaced() throws IOException {
        try (var ensemble = start(3)) {
            PaddockServer before = ensemble.leader();
            before.pause();

            PaddockServer after = ensemble.leader();
            assertThat(after).isNotSameAs(before);
            write(after, "/while-paused");

            before.resume();
            ensemble.awaitServing();
        }
    }

    @Test
    void aStoppedMemberCatchesUp() throws IOException {
        try (var ensemble = start(3)) {
            PaddockServer stopped = ensemble.leader();
            stopped.stop();
            write(ensemble.leader(), "/while-stopped");

            stopped.restart();
            ensemble.awaitServing();
            try (var client = RawClient.connect(stopped.port())) {
                assertThat(client.create("/back", CreateMode.PERSISTENT)).isZero();
                assertThat(client.exists("/while-stopped")).isTrue();
            }
        }
    }

    @Test
    void anyMemberHasASessionExpireWhereverItsClientIs() throws IOException {
        try (var ensemble = start(3)) {
            for (PaddockServer asked : ensemble.servers()) {
                for (PaddockServer home : ensemble.servers()) {
                    try (var client = RawClient.connect(home.port());
                            var other = RawClient.connect(asked.port())) {
                        client.create("/e", CreateMode.EPHEMERAL);
                        asked.expireSession(client.sessionId());

                        assertThat(other.exists("/e")).isFalse();
                        assertThat(client.isClosedByServer()).isTrue();
                        try (var again = client.again(home.port())) {
                            assertThat(again.sessionId()).isZero();
                        }
                        assertThatIllegalArgumentException()
                                .isThrownBy(() -> asked.expireSession(client.sessionId()))
                                .withMessageContaining("there is no session");
                    }
                }
            }
        }
    }

    @Test
    void aMemberThatIsCutOffHasTheOthersEndASession() throws IOException {
        try (var ensemble = start(3)) {
            PaddockServer cut = ensemble.leader();
            try (var client = RawClient.connect(cut.port())) {
                ensemble.partition(cut);
                ensemble.leader();
                cut.expireSession(client.sessionId());
                ensemble.heal();
                ensemble.awaitServing();

                try (var again = client.again(cut.port())) {
                    assertThat(again.sessionId()).isZero();
                }
            }
        }
    }

    @Test
    void aServerThatIsAddedCanBecomeAMember() throws IOException {
        try (var ensemble =
                PaddockEnsemble.builder(2)
                        .config("reconfigEnabled", "true")
                        .config("skipACL", "yes")
                        .hosts(where.maker())
                        .start()) {
            PaddockServer added = ensemble.addServer();
            assertThat(ensemble.servers()).hasSize(3).last().isSameAs(added);
            try (var client = RawClient.connect(added.port())) {
                assertThat(client.reconfigure(ensemble.memberLine(added), null)).isZero();
            }

            // With it two of three are enough.
            ensemble.servers().get(0).stop();
            write(ensemble.leader(), "/without-the-first");
            try (var client = RawClient.connect(added.port())) {
                assertThat(client.create("/by-the-added", CreateMode.PERSISTENT)).isZero();
            }
        }
    }

    @Test
    void refusesSizesAndStrangers() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> start(1))
                .withMessageContaining("2 to 15");
        try (var ensemble = start(2);
                var stranger = PaddockServer.start()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ensemble.partition(stranger))
                    .withMessageContaining("is no member");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ensemble.memberLine(stranger))
                    .withMessageContaining("is no member");
            assertThatIllegalStateException()
                    .isThrownBy(ensemble::addServer)
                    .withMessageContaining("reconfigEnabled");
        }
    }

    private PaddockEnsemble start(int members) {
        return PaddockEnsemble.builder(members).hosts(where.maker()).start();
    }

    private static void write(PaddockServer server, String path) throws IOException {
        try (var client = RawClient.connect(server.port())) {
            assertThat(client.create(path, CreateMode.PERSISTENT)).isZero();
        }
    }
}
