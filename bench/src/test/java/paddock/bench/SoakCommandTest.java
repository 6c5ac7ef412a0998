package paddock.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import picocli.CommandLine.TypeConversionException;

import java.time.Duration;

class SoakCommandTest {
    @Test
    void timesAreWrittenAsPeopleWriteThem() {
        SoakCommand.Time time = new SoakCommand.Time();

        assertThat(time.convert("2h")).isEqualTo(Duration.ofHours(2));
        assertThat(time.convert("90s")).isEqualTo(Duration.ofSeconds(90));
        assertThat(time.convert("1h30m")).isEqualTo(Duration.ofMinutes(90));
        assertThat(time.convert("0.5s")).isEqualTo(Duration.ofMillis(500));
        assertThatThrownBy(() -> time.convert("soon")).isInstanceOf(TypeConversionException.class);
    }
}
