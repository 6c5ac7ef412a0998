package paddock.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import paddock.wire.protocol.Request;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

class SwarmIT {
    private static final byte[] READ = Frames.request(1, new Request.GetData("/a", false));

    @Test
    void everyMemberSendsWhatIsItsOwn() throws Exception {
        try (RunningEcho echo = new RunningEcho();
                Swarm swarm = new Swarm(List.of(echo.address()), 1_000)) {
            List<Integer> asked = new ArrayList<>();
            swarm.connect(5);

            swarm.callEach(
                    index -> {
                        asked.add(index);
                        return Frames.ping();
                    });
            swarm.callAll(Collections.nCopies(7, READ));

            assertThat(asked).containsExactly(0, 1, 2, 3, 4);
            // What the echo server grants, whatever it is asked for.
            assertThat(swarm.grantedTimeoutMillis()).isEqualTo(120_000);
        }
    }
}
