package paddock.client.recipe.naming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import paddock.client.Client;
import paddock.client.recipe.Grant;
import paddock.client.recipe.foundation.Scene;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

@Timeout(180)
final class NamingIT {
    private static final String PATH = "/naming";

    private final Scene scene = new Scene();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void aNameIsBorneByOneAtATime() throws Exception {
        Names one = new Names(scene.client(), PATH);
        Names two = new Names(scene.client(), PATH);
        Grant bears = one.claim("alpha").orElseThrow();

        assertThat(two.claim("alpha")).isEmpty();
        assertThat(one.claim("alpha")).isEmpty();
        assertThat(two.claim("beta")).isPresent();
        assertThat(one.taken()).containsExactly("alpha", "beta");
        assertThat(two.claim("alpha", Duration.ofMillis(100))).isEmpty();
        CompletableFuture<Optional<Grant>> waiting =
                scene.begin(() -> two.claim("alpha", Scene.PATIENCE));
        bears.close();
        assertThat(Scene.result(waiting)).isPresent();
        assertThatIllegalArgumentException().isThrownBy(() -> one.claim("a/b"));
    }

    @Test
    void theNameOfASessionThatExpiresIsFree() throws Exception {
        Client doomed = scene.client();
        Grant bears = new Names(doomed, PATH).claim("alpha").orElseThrow();
        Names restarted = new Names(scene.client(), PATH);
        CompletableFuture<Optional<Grant>> waiting =
                scene.begin(() -> restarted.claim("alpha", Scene.PATIENCE));
        scene.expire(doomed);
        Grant next = Scene.result(waiting).orElseThrow();

        assertThat(next.fencingToken()).isGreaterThan(bears.fencingToken());
        assertThat(bears.isHeld()).isFalse();
    }

    @Test
    void eachNameIsClaimedOnceWhileConnectionsBreak() throws Exception {
        List<CompletableFuture<Integer>> programs = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Names names = new Names(scene.client(), PATH);
            programs.add(
                    scene.begin(
                            () -> {
                                int claimed = 0;
                                for (int name = 0; name < 30; name++) {
                                    if (names.claim("name-" + name).isPresent()) {
                                        claimed++;
                                    }
                                }
                                return claimed;
                            }));
        }
        Client watching = scene.client();
        for (int i = 0; !programs.stream().allMatch(CompletableFuture::isDone); i++) {
            Scene.breathe(i);
            scene.server().dropConnections();
            watching.exists("/");
        }
        int claimed = 0;
        for (CompletableFuture<Integer> each : programs) {
            claimed += Scene.result(each);
        }

        assertThat(claimed).isEqualTo(30);
        assertThat(new Names(watching, PATH).taken()).hasSize(30);
    }

    @Test
    void idsAreUniqueAndAskedForInBlocks() throws Exception {
        AtomicLong requests = new AtomicLong();
        Ids one = new Ids(scene.client(requests), "/ids/orders", 100);
        Ids two = new Ids(scene.client(), "/ids/orders", 10);

        assertThat(one.next()).isZero();
        assertThat(two.nextName("order")).isEqualTo("order-100");
        long before = requests.get();
        for (int i = 1; i < 100; i++) {
            assertThat(one.next()).isEqualTo(i);
        }
        assertThat(requests).hasValue(before);
        assertThat(one.next()).isEqualTo(110);
        assertThatIllegalArgumentException().isThrownBy(() -> new Ids(scene.client(), "/x", 0));
    }

    @Test
    void nobodyGetsAnIdTwiceWhileConnectionsBreakAndParticipantsDie() throws Exception {
        List<CompletableFuture<List<Long>>> programs = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Ids ids = new Ids(scene.client(), "/ids/orders", 3);
            programs.add(
                    scene.begin(
                            () -> {
                                List<Long> had = new ArrayList<>();
                                for (int round = 0; round < 40; round++) {
                                    had.add(ids.next());
                                }
                                return had;
                            }));
        }
        List<Long> all = new ArrayList<>();
        for (int i = 0; !programs.stream().allMatch(CompletableFuture::isDone); i++) {
            Scene.breathe(i);
            scene.server().dropConnections();
            Client doomed = scene.client();
            all.add(new Ids(doomed, "/ids/orders", 3).next());
            scene.expire(doomed);
        }
        for (CompletableFuture<List<Long>> each : programs) {
            assertThat(Scene.result(each)).isSorted();
            all.addAll(each.join());
        }

        assertThat(all).hasSizeGreaterThanOrEqualTo(160).doesNotHaveDuplicates();
    }
}
