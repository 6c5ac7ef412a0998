package paddock.server.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class RehearsalTest {
    @Test
    void leadershipGoesToAndFro() {
        assertThat(new Rehearsal().play()).isEqualTo(3);
    }

    @Test
    void whatNeverComesAboutEndsTheRehearsal() {
        assertThatThrownBy(() -> new Stage().playUntil("a miracle", () -> false))
                .hasMessageContaining("a miracle");
    }
}
