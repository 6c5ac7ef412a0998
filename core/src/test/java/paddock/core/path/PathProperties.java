package paddock.core.path;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import paddock.core.Seeds;

import java.util.random.RandomGenerator;

class PathProperties {
    // Slashes and dots often, and both sides of every border of the forbidden ranges.
    private static final String LETTERS =
            "////....ab ~\0\u001F\u007F\u009F\u00A0\uD7FF\uD800\uDFFF\uE000\uF8FF\uF900"
                    + "\uFFEF\uFFF0\uFFFF";

    @Test
    void isValidAgreesWithTheRulesTakenOneByOne() {
        Seeds.forEach(
                20_000,
                random -> {
                    String path = path(random);

                    assertThat(PathRules.isValid(path)).as(path).isEqualTo(keepsAllRules(path));
                });
    }

    private static String path(RandomGenerator random) {
        StringBuilder path = new StringBuilder(random.nextInt(8) == 0 ? "" : "/");
        // Mostly harmless letters, or hardly any longer path would be valid.
        int letters = random.nextBoolean() ? 10 : LETTERS.length();
        for (int left = random.nextInt(7); left > 0; left--) {
            path.append(LETTERS.charAt(random.nextInt(letters)));
        }
        return path.toString();
    }

    private static boolean keepsAllRules(String path) {
        if (path.equals("/")) {
            return true;
        }
        return path.startsWith("/")
                && !path.endsWith("/")
                && !path.contains("//")
                && !(path + "/").contains("/./")
                && !(path + "/").contains("/../")
                && path.chars().noneMatch(PathProperties::isForbidden);
    }

    private static boolean isForbidden(int c) {
        return (c >= 0x0000 && c <= 0x001F)
                || (c >= 0x007F && c <= 0x009F)
                || (c >= 0xD800 && c <= 0xF8FF)
                || (c >= 0xFFF0 && c <= 0xFFFF);
    }
}
