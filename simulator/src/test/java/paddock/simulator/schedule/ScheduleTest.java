package paddock.simulator.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class ScheduleTest {
    private final Schedule schedule = new Schedule();
    private final List<String> done = new ArrayList<>();

    @Test
    void thingsHappenByTimeAndThenInTheOrderTheyWereAskedFor() {
        schedule.after(20, () -> done.add("late"));
        schedule.after(10, () -> done.add("first"));
        schedule.after(10, () -> done.add("second"));

        schedule.runUntil(15);

        assertThat(done).containsExactly("first", "second");
        assertThat(schedule.nowMicros()).isEqualTo(15);
    }

    @Test
    void whatIsCancelledDoesNotHappen() {
        Timer timer = schedule.after(10, () -> done.add("never"));

        timer.cancel();

        assertThat(schedule.step()).isFalse();
        assertThat(done).isEmpty();
    }

    @Test
    void concernsHaveNumbersOfTheirOwn() {
        Chance chance = new Chance(7);

        assertThat(chance.of("a").nextLong()).isEqualTo(new Chance(7).of("a").nextLong());
        assertThat(chance.of("a").nextLong()).isNotEqualTo(chance.of("b").nextLong());
        assertThat(chance.of("a").nextLong()).isNotEqualTo(new Chance(8).of("a").nextLong());
    }
}
