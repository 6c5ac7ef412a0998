package paddock.client.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import paddock.client.zookeeper.programs.Behaviour;
import paddock.testkit.PaddockServer;

import java.util.ArrayList;
import java.util.List;

/// Both clients answer a program alike, line by line.
class SameBehaviourTest {
    @Test
    void everyCallComesToTheSameAsWithApachesClient() throws Exception {
        List<String> apache;
        try (PaddockServer server = server()) {
            apache = ApacheClient.run(Behaviour.class, server.connectString());
        }
        List<String> ours = new ArrayList<>();

        try (PaddockServer server = server()) {
            Behaviour.run(server.connectString(), ours::add);
        }

        assertThat(String.join("\n", ours)).isEqualTo(String.join("\n", apache));
    }

    private static PaddockServer server() {
        return PaddockServer.builder().config("extendedTypesEnabled", "true").start();
    }
}
