package paddock.shell.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.List;

class OptionsTest {
    private final Options options =
            Options.none()
                    .flag("s", "")
                    .flag("w", "")
                    .value("v", "")
                    .value("file", "")
                    .longFlag("json", "");

    @Test
    void optionsStandAnywhere() {
        Arguments arguments = options.parse(List.of("/a", "-s", "x", "-v", "3"));

        assertThat(arguments.operands()).containsExactly("/a", "x");
        assertThat(arguments.has("s")).isTrue();
        assertThat(arguments.has("w")).isFalse();
        assertThat(arguments.value("v")).isEqualTo("3");
    }

    @Test
    void lettersShareADash() {
        Arguments arguments = options.parse(List.of("-swv", "1", "/a"));

        assertThat(arguments.options()).containsOnlyKeys("s", "w", "v");
        assertThat(arguments.value("v")).isEqualTo("1");
    }

    @Test
    void aValueCanBePartOfTheWord() {
        assertThat(options.parse(List.of("-v7")).value("v")).isEqualTo("7");
        assertThat(options.parse(List.of("-v=8")).value("v")).isEqualTo("8");
        assertThat(options.parse(List.of("-file", "x")).value("file")).isEqualTo("x");
        assertThat(options.parse(List.of("-sv9")).value("v")).isEqualTo("9");
    }

    @Test
    void aNumberBelowZeroIsAValueButNoOperand() {
        assertThat(options.parse(List.of("-v", "-1")).value("v")).isEqualTo("-1");
        assertThatThrownBy(() -> options.parse(List.of("-5")))
                .hasMessage(
                        "org.apache.commons.cli.UnrecognizedOptionException: Unrecognized option:"
                                + " -5");
    }

    @Test
    void everythingBehindTwoDashesIsAnOperand() {
        assertThat(options.parse(List.of("/a", "--", "-new")).operands())
                .containsExactly("/a", "-new");
    }

    @Test
    void aSingleDashIsAnOperand() {
        assertThat(options.parse(List.of("-")).operands()).containsExactly("-");
    }

    @Test
    void unknownOptionsAreNamedAsTyped() {
        for (String word : List.of("-z", "-sz", "--s", "-json", "--jsn", "-s=1")) {
            assertThatThrownBy(() -> options.parse(List.of(word)))
                    .isInstanceOf(OptionException.class)
                    .hasMessageEndingWith("Unrecognized option: " + word);
        }
    }

    @Test
    void aValueThatIsMissingIsSaid() {
        for (List<String> words : List.of(List.of("-v"), List.of("-v", "-s"))) {
            assertThatThrownBy(() -> options.parse(words))
                    .hasMessage(
                            "org.apache.commons.cli.MissingArgumentException: Missing argument for"
                                    + " option: v");
        }
    }

    @Test
    void onlyOneOfAGroupCanBeChosen() {
        Options group = Options.none().oneOf(true, "[-n, -b]", "n", "", "b", "");

        assertThat(group.parse(List.of("-n", "1", "-n", "2")).value("n")).isEqualTo("1");
        assertThatThrownBy(() -> group.parse(List.of("-n", "5", "-b", "5")))
                .hasMessage(
                        "org.apache.commons.cli.AlreadySelectedException: The option 'b' was"
                                + " specified but an option from this group has already been"
                                + " selected: 'n'");
        assertThatThrownBy(() -> group.parse(List.of("/a")))
                .hasMessage(
                        "org.apache.commons.cli.MissingOptionException: Missing required option:"
                                + " [-n, -b]");
    }
}
