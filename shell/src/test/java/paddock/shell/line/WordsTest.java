package paddock.shell.line;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {
    @Test
    void whiteSpacePartsWords() {
        assertThat(Words.of("  get \t /a  ")).containsExactly("get", "/a");
        assertThat(Words.of(" \t ")).isEmpty();
    }

    @Test
    void eitherQuoteKeepsBlanksAndTheOtherQuote() {
        assertThat(Words.of("set /a \"b  c\"")).containsExactly("set", "/a", "b  c");
        assertThat(Words.of("set /a 'b \"c\"'")).containsExactly("set", "/a", "b \"c\"");
    }

    @Test
    void twoQuotesAreAnEmptyWord() {
        assertThat(Words.of("create /a \"\"")).containsExactly("create", "/a", "");
    }

    @Test
    void aWordEndsAtItsQuote() {
        assertThat(Words.of("ls \"/\"x")).containsExactly("ls", "/", "x");
        assertThat(Words.of("'it''s'")).containsExactly("it", "s");
    }

    @Test
    void aQuoteInsideAWordIsPartOfIt() {
        assertThat(Words.of("a\"b c\\\"d")).containsExactly("a\"b", "c\\\"d");
    }

    @Test
    void aQuoteWithoutASecondOneIsDropped() {
        assertThat(Words.of("get '/a b")).containsExactly("get", "/a", "b");
        assertThat(Words.of("get \"")).containsExactly("get");
    }
}
