package paddock.client.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import paddock.client.zookeeper.programs.Values;

import java.util.ArrayList;
import java.util.List;

/// Values, texts and messages that no server has a part in.
class SameValuesTest {
    @Test
    void everyValueIsAsInApachesJars() throws Exception {
        List<String> ours = new ArrayList<>();

        Values.run("", ours::add);

        assertThat(ours).hasSizeGreaterThan(200);
        assertThat(String.join("\n", ours))
                .isEqualTo(String.join("\n", ApacheClient.run(Values.class, "")));
    }
}
