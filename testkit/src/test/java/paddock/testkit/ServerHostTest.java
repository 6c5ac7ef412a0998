package paddock.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

final class ServerHostTest {
    @Test
    void whatIsOkIsText() {
        assertThat(ServerHost.textOf("ok")).isEmpty();
        assertThat(ServerHost.textOf("ok two words")).isEqualTo("two words");
    }

    @Test
    void whatIsNotIsThrown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerHost.textOf("refused no such thing"))
                .withMessage("no such thing");
        assertThatIllegalStateException()
                .isThrownBy(() -> ServerHost.textOf("failed it broke"))
                .withMessage("it broke");
        assertThatIllegalStateException()
                .isThrownBy(() -> ServerHost.textOf("perhaps"))
                .withMessageContaining("perhaps");
    }

    @Test
    void isInThisJvmWhereThatIsNewEnough(@TempDir Path folder) {
        try (ServerHost host = ServerHost.suitable(folder)) {
            assertThat(host)
                    .isInstanceOf(
                            Runtime.version().feature() >= 25 ? HostHere.class : ChildJvm.class);
        }
    }
}
