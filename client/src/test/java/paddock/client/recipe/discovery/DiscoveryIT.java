package paddock.client.recipe.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import paddock.client.Client;
import paddock.client.recipe.foundation.Scene;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

@Timeout(180)
final class DiscoveryIT {
    private static final String PATH = "/services/search";

    private final Scene scene = new Scene();

    @AfterEach
    void close() {
        scene.close();
    }

    private ServiceDirectory directory(Balancer balancer, int instances) throws Exception {
        ServiceDirectory directory = ServiceDirectory.open(scene.client(), PATH, balancer);
        assertThat(directory.awaitComplete(Scene.PATIENCE)).isTrue();
        Awaitility.await().until(() -> directory.instances().size() == instances);
        return directory;
    }

    private ServiceRegistry.Registered register(String id) throws Exception {
        return new ServiceRegistry(scene.client(), PATH)
                .register(new Instance(id, "host-" + id, 80));
    }

    private static String next(ServiceDirectory directory) {
        return directory.next().orElseThrow().instance().id();
    }

    @Test
    void callsGoAroundAndPassOverWhoDied() throws Exception {
        register("a");
        Client doomed = scene.client();
        Instance b = new Instance("b", "10.0.0.2", 8080, 0, Map.of("zone", "east"));
        new ServiceRegistry(doomed, PATH).register(b);
        register("c");
        ServiceDirectory directory = directory(Balancer.roundRobin(), 3);
        assertThat(directory.instances()).contains(b);
        List<String> chosen = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            chosen.add(next(directory));
        }
        assertThat(chosen).containsExactly("a", "b", "c", "a", "b", "c");
        scene.expire(doomed);
        Awaitility.await().until(() -> directory.instances().size() == 2);

        assertThat(List.of(next(directory), next(directory))).containsExactlyInAnyOrder("a", "c");
    }

    @Test
    void theNextCallGoesToTheLeastBusy() throws Exception {
        ServiceRegistry.Registered a = register("a");
        ServiceRegistry.Registered b = register("b");
        ServiceDirectory directory = directory(Balancer.leastLoaded(), 2);
        a.report(5);
        b.report(2);
        Awaitility.await()
                .until(() -> directory.instances().stream().mapToDouble(Instance::load).sum() == 7);
        List<ServiceDirectory.Call> calls = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            calls.add(directory.next().orElseThrow());
        }
        assertThat(calls).allMatch(call -> call.instance().id().equals("b"));
        // Now both are equally busy, and so each gets one.
        assertThat(List.of(next(directory), next(directory))).containsExactlyInAnyOrder("a", "b");
        calls.forEach(ServiceDirectory.Call::close);
        calls.forEach(ServiceDirectory.Call::close);
        assertThat(next(directory)).isEqualTo("b");
        b.close();
        Awaitility.await().until(() -> directory.instances().size() == 1);
        assertThat(next(directory)).isEqualTo("a");
    }

    @Test
    void withoutServersCallersGoOnWithWhatTheyKnow() throws Exception {
        register("a");
        ServiceDirectory directory = directory(Balancer.roundRobin(), 1);
        scene.server().stop();

        assertThat(next(directory)).isEqualTo("a");
        scene.server().restart();
        register("b");
        Awaitility.await().until(() -> directory.instances().size() == 2);
    }

    @Test
    void whereThereIsNoInstanceThereIsNoCall() throws Exception {
        ServiceDirectory directory = directory(Balancer.leastLoaded(), 0);

        assertThat(directory.next()).isEmpty();
        scene.client().ensurePath(PATH + "/members/odd");
        register("a");
        Awaitility.await().until(() -> !directory.instances().isEmpty());
        assertThat(directory.instances()).extracting(Instance::id).containsExactly("a");
    }

    @Test
    void portsAndLoadsHaveBounds() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Instance("a", "h", 65_536));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Instance("a", "h", 1).withLoad(Double.NaN));
    }
}
