package paddock.server.front;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BacklogTest {
    private static final long PATIENCE = 1_000;

    private final Backlog<String> backlog = new Backlog<>(100, PATIENCE);

    @Test
    void longAnswersWaitWhileHalfOfWhatMayWaitDoes() {
        backlog.note("slow", 50, 0);
        assertThat(backlog.isPressing()).isFalse();

        backlog.note("slow", 51, 0);
        assertThat(backlog.isPressing()).isTrue();

        assertThat(backlog.forget("slow")).isTrue();
        assertThat(backlog.isPressing()).isFalse();
        assertThat(backlog.forget("slow")).isFalse();
    }

    @Test
    void whoeverHasBeenBehindForLongestGoesWhenItIsTooMuch() {
        backlog.note("first", 40, 0);
        backlog.note("second", 40, 1);
        backlog.note("first", 45, 2);
        assertThat(backlog.next(false, 3)).isNull();

        backlog.note("third", 40, 3);

        assertThat(backlog.next(false, 4)).isEqualTo("first");
        assertThat(backlog.next(false, 4)).isNull();
    }

    @Test
    void whoeverHasCaughtUpOnceBeginsAnew() {
        backlog.note("first", 40, 0);
        backlog.note("second", 40, 1);
        backlog.forget("first");
        backlog.note("first", 61, 2);

        assertThat(backlog.next(false, 3)).isEqualTo("second");
    }

    @Test
    void whoeverOthersWaitForGoesAfterAWhile() {
        backlog.note("slow", 60, 0);

        assertThat(backlog.next(true, PATIENCE - 1)).isNull();
        assertThat(backlog.next(false, PATIENCE)).isNull();
        assertThat(backlog.next(true, PATIENCE)).isEqualTo("slow");
        assertThat(backlog.next(true, PATIENCE)).isNull();
    }

    @Test
    void nobodyGoesWhileLittleWaits() {
        backlog.note("slow", 50, 0);

        assertThat(backlog.next(true, 10 * PATIENCE)).isNull();
    }
}
