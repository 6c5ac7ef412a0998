package paddock.simulator.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import paddock.core.Seeds;
import paddock.simulator.schedule.Schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

class NetworkTest {
    /// Two nodes with a link between them.
    private static final class Pair {
        final Schedule schedule = new Schedule();
        final Network network;
        final End near = new End();
        final End far = new End();

        Pair(RandomGenerator random) {
            network = new Network(schedule, random, Latency.LOCAL);
            network.listen(2, Port.LEARNER, from -> far);
            near.open = network.connect(1, 2, Port.LEARNER, near);
            schedule.runUntil(Schedule.SECOND);
        }

        void pass(long seconds) {
            schedule.runUntil(schedule.nowMicros() + seconds * Schedule.SECOND);
        }
    }

    private static final class End implements LinkListener {
        final List<Object> received = new ArrayList<>();
        @Nullable Link open;
        boolean up;
        String down = "";

        Link link() {
            return Objects.requireNonNull(open);
        }

        @Override
        public void up(Link own) {
            open = own;
            up = true;
        }

        @Override
        public void received(Link own, Object message) {
            received.add(message);
        }

        @Override
        public void down(Link own, String reason) {
            up = false;
            down = reason;
        }
    }

    private final Pair pair = new Pair(new SplittableRandom(1));

    @Test
    void messagesArriveInOrder() {
        Seeds.forEach(
                50,
                random -> {
                    Pair other = new Pair(random);
                    IntStream.range(0, 100).forEach(other.near.link()::send);

                    other.pass(1);

                    assertThat(other.far.received)
                            .isEqualTo(IntStream.range(0, 100).boxed().toList());
                });
    }

    @Test
    void whatWasSentBeforeALinkIsClosedArrives() {
        pair.near.link().send("last words");
        pair.near.link().close("bye");

        pair.pass(1);

        assertThat(pair.far.received).containsExactly("last words");
        assertThat(pair.far.down).isEqualTo("bye");
        assertThat(pair.near.down).isEmpty();
    }

    @Test
    void aCutDirectionHoldsWhatIsSentAndTheOtherWorks() {
        pair.network.cut(1, 2);
        pair.near.link().send("there");
        pair.far.link().send("back");
        pair.pass(1);
        assertThat(pair.far.received).isEmpty();
        assertThat(pair.near.received).containsExactly("back");

        pair.network.heal();
        pair.pass(1);

        assertThat(pair.far.received).containsExactly("there");
        assertThat(pair.near.up).isTrue();
    }

    @Test
    void aDirectionThatIsCutForTooLongBreaksTheLink() {
        pair.network.cut(1, 2);
        pair.near.link().send("lost");

        pair.pass(10);
        pair.network.heal();
        pair.pass(10);

        assertThat(pair.near.down).isEqualTo("timed out");
        assertThat(pair.far.down).isEqualTo("timed out");
        assertThat(pair.far.received).isEmpty();
    }

    @Test
    void nobodyListensAtANodeThatVanished() {
        pair.network.vanish(2, true);
        pair.pass(1);
        assertThat(pair.near.down).isEqualTo("connection reset");

        End again = new End();
        pair.network.connect(1, 2, Port.LEARNER, again);
        pair.pass(1);

        assertThat(again.down).isEqualTo("connection refused");
    }

    @Test
    void aNodeThatVanishesWithoutFarewellIsMissedAfterAWhile() {
        pair.network.vanish(2, false);

        pair.pass(1);
        assertThat(pair.near.up).isTrue();
        pair.pass(10);

        assertThat(pair.near.down).isEqualTo("timed out");
    }

    @Test
    void anAttemptAcrossACutFailsLate() {
        pair.network.cut(2, 1);
        End again = new End();
        pair.network.connect(1, 2, Port.LEARNER, again);

        pair.pass(1);
        assertThat(again.down).isEmpty();
        pair.pass(5);

        assertThat(again.down).isEqualTo("connect timed out");
    }
}
