package paddock.shell.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZnodePathTest {
    @ParameterizedTest
    @ValueSource(strings = {"/", "/a", "/a/b c", "/...", "/a/.b", "/ü"})
    void theseArePaths(String path) {
        assertThat(ZnodePath.require(path)).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|Path length must be > 0",
                "a|Path must start with / character",
                "/a/|Path must not end with / character",
                "//a|Invalid path string \"//a\" caused by empty node name specified @1",
                "/a//b|Invalid path string \"/a//b\" caused by empty node name specified @3",
                "/a/./b|Invalid path string \"/a/./b\" caused by relative paths not allowed @3",
                "/a/../b|Invalid path string \"/a/../b\" caused by relative paths not allowed @4",
                "/..|Invalid path string \"/..\" caused by relative paths not allowed @2",
            })
    void theseAreNot(String path, String why) {
        assertThatThrownBy(() -> ZnodePath.require(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(why);
    }
}
