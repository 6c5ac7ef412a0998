package paddock.conformance.faults;

import static org.assertj.core.api.Assertions.assertThat;

/// What a server says before it ends.
final class LastWords {
    private LastWords() {}

    /// One error, and no exception behind it.
    static void assertSaidOnce(String log, String... what) {
        assertThat(log.lines().filter(line -> line.contains(" ERROR ")))
                .singleElement()
                .asString()
                .contains(what);
        assertThat(log).doesNotContain("Exception in thread");
    }
}
