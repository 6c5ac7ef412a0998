package paddock.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class InvocationTest {
    private final List<String> complaints = new ArrayList<>();

    private Invocation parse(String... words) {
        return Invocation.parse(List.of(words), complaints::add);
    }

    @Test
    void nothingIsTheServerNextDoor() {
        Invocation invocation = parse();

        assertThat(invocation.connectString()).isEqualTo("localhost:2181");
        assertThat(invocation.timeoutMillis()).isEqualTo(30_000);
        assertThat(invocation.command()).isEmpty();
    }

    @Test
    void theFirstWordWithoutADashBeginsTheCommand() {
        Invocation invocation =
                parse("-r", "-server", "h:1/x", "-timeout", "5000", "get", "-s", "/a", "-r");

        assertThat(invocation.connectString()).isEqualTo("h:1/x");
        assertThat(invocation.timeoutMillis()).isEqualTo(5_000);
        assertThat(invocation.readOnly()).isTrue();
        assertThat(invocation.waitForConnection()).isFalse();
        assertThat(invocation.command()).containsExactly("get", "-s", "/a", "-r");
    }

    @Test
    void unknownOptionsArePassedOver() {
        assertThat(parse("-foo", "ls", "/").command()).containsExactly("ls", "/");
        assertThat(complaints).isEmpty();
    }

    @Test
    void anOptionWithoutItsValueIsSaid() {
        assertThat(parse("-timeout").timeoutMillis()).isEqualTo(30_000);
        assertThat(complaints).containsExactly("Error: no argument found for option -timeout");
    }

    @Test
    void aTimeoutIsANumberAboveZero() {
        for (String text : List.of("x", "0", "-1")) {
            assertThatThrownBy(() -> parse("-timeout", text))
                    .hasMessage("-timeout %s is not a number of ms from 1 to 2147483647", text);
        }
    }
}
