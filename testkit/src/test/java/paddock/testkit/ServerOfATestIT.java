package paddock.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.ExtendWith;

import paddock.testkit.junit.PaddockExtension;

import java.util.LinkedHashSet;
import java.util.Set;

/// Tests that ask by themselves have a server each, and it ends with them.
@ExtendWith(PaddockExtension.class)
final class ServerOfATestIT {
    private static final Set<PaddockServer> SEEN = new LinkedHashSet<>();

    @BeforeEach
    void beforeEach(PaddockServer server) {
        assertThat(SEEN.add(server)).isTrue();
        assertThat(SEEN.stream().filter(PaddockServer::isRunning)).containsExactly(server);
    }

    @RepeatedTest(2)
    void isTheOneThatWasPrepared(PaddockServer server) {
        assertThat(SEEN.add(server)).isFalse();
        assertThat(server.isRunning()).isTrue();
    }

    @AfterAll
    static void allHaveEnded() {
        assertThat(SEEN).hasSize(2).noneMatch(PaddockServer::isRunning);
        assertThat(SEEN).allSatisfy(server -> assertThat(server.dataDir()).doesNotExist());
    }
}
