package paddock.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.ExtendWith;

import paddock.testkit.junit.PaddockExtension;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/// What a method gets that runs before all tests, those tests get too.
@ExtendWith(PaddockExtension.class)
final class ServerOfAClassIT {
    private static final Set<PaddockServer> SEEN = new LinkedHashSet<>();

    @BeforeAll
    static void ofTheClass(PaddockServer server) {
        SEEN.add(server);
    }

    @RepeatedTest(2)
    void isTheServerOfEachOfItsTests(PaddockServer server) throws IOException {
        try (var client = RawClient.connect(server.port())) {
            assertThat(client.exists("/")).isTrue();
        }
        SEEN.add(server);
    }

    @AfterAll
    static void wasOne(PaddockServer server) {
        assertThat(SEEN).containsExactly(server);
    }
}
