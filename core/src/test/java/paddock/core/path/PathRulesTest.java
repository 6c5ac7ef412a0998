package paddock.core.path;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathRulesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/a",
                "/a/b/c",
                "/...",
                "/.a",
                "/a.",
                "/a..b",
                "/a/.../b",
                "/\u00A0",
                "/\uD7FF",
                "/\uF900",
                "/\uFFEF",
                "/ ",
                "/a b",
                "/\\",
                "/\"'*",
                "/~",
                "/zookeeper/config"
            })
    void acceptsWhatTheReferenceAccepts(String path) {
        assertThat(PathRules.isValid(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a/b",
                "/a/",
                "//",
                "//a",
                "/a//b",
                "/.",
                "/..",
                "/a/.",
                "/a/..",
                "/./a",
                "/../a",
                "/a/./b",
                "/a/../b",
                "/\0",
                "/a\0b",
                "/\u0001",
                "/\u001F",
                "/\u007F",
                "/\u009F",
                "/\uD800",
                "/\uD83D\uDE00",
                "/\uE000",
                "/\uF8FF",
                "/\uFFF0",
                "/\uFFFD",
                "/\uFFFF"
            })
    void refusesWhatTheReferenceRefuses(String path) {
        assertThat(PathRules.isValid(path)).isFalse();
    }

    @Test
    void refusesNull() {
        assertThat(PathRules.isValid(null)).isFalse();
    }

    @Test
    void theShortCheckWantsOnlyASlashAndNoNul() {
        assertThat(PathRules.hasParent("a/b")).isTrue();
        assertThat(PathRules.hasParent("/s/")).isTrue();
        assertThat(PathRules.hasParent("/\u0001")).isTrue();
        assertThat(PathRules.hasParent("")).isFalse();
        assertThat(PathRules.hasParent("a")).isFalse();
        assertThat(PathRules.hasParent("/a\0")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/zookeeper", "/zookeeper/quota", "/zookeeper/config", "a", "", "/\0"})
    void whatEveryTreeMustHaveCannotBeDeleted(String path) {
        assertThat(PathRules.isDeletable(path)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a", "/zookeeper/quota/a", "/zookeeper/", "//", "/config"})
    void anythingElseCanBeDeleted(String path) {
        assertThat(PathRules.isDeletable(path)).isTrue();
    }

    @Test
    void aPathIsItsParentASlashAndItsName() {
        assertThat(PathRules.parentOf("/a/b")).isEqualTo("/a");
        assertThat(PathRules.nameOf("/a/b")).isEqualTo("b");
        assertThat(PathRules.parentOf("/a")).isEmpty();
        assertThat(PathRules.nameOf("/a")).isEqualTo("a");
        assertThat(PathRules.parentOf("/a/")).isEqualTo("/a");
        assertThat(PathRules.nameOf("/a/")).isEmpty();
        assertThat(PathRules.parentOf("/")).isEmpty();
        assertThat(PathRules.nameOf("/")).isEmpty();
    }
}
