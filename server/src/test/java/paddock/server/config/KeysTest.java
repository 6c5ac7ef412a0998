package paddock.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

class KeysTest {
    @Test
    void everyRowOfTheClassesIsInTheTable() {
        List<Object> rows =
                Stream.of(Keys.class, EnsembleKeys.class)
                        .flatMap(table -> Arrays.stream(table.getDeclaredFields()))
                        .filter(field -> Modifier.isStatic(field.getModifiers()))
                        .filter(field -> field.getType() == Key.class)
                        .map(KeysTest::value)
                        .toList();

        assertThat(rows).isNotEmpty();
        assertThat(Keys.all()).containsAll(rows.stream().<Key<?>>map(Key.class::cast).toList());
    }

    @Test
    void noNameStandsForTwoRows() {
        var names = new ArrayList<String>();
        for (Key<?> key : Keys.all()) {
            names.add("key " + key.name());
            key.properties().forEach(property -> names.add("property " + property));
            key.environment().ifPresent(variable -> names.add("variable " + variable));
        }

        assertThat(names).doesNotHaveDuplicates();
    }

    @Test
    void defaultsAreValuesTheKeyItselfAccepts() {
        var findings = new ArrayList<Finding>();
        for (Key<?> key : Keys.all()) {
            if (key.defaultValue().isPresent()) {
                String text = key.defaultText().equals("empty") ? "" : key.defaultText();

                Object read = key.read(text, new Origin.Argument("default"), findings);

                assertThat(read).as(key.name()).isEqualTo(key.defaultValue().get());
            }
        }
        assertThat(findings).isEmpty();
    }

    @Test
    void aFamilyTakesItsNamesAndAnExactRowGoesBefore() {
        assertThat(KeyIndex.byName("ssl.keyStore.location").map(Key::name)).contains("ssl.*");
        assertThat(KeyIndex.byName("leader.nodelay").map(Key::name)).contains("leader.nodelay");
        assertThat(KeyIndex.byName("nio.sessionlessCnxnTimeout").map(Key::name))
                .contains("nio.sessionlessCnxnTimeout");
        assertThat(KeyIndex.byProperty("leader.nodelay").map(Key::name)).contains("leader.nodelay");
        assertThat(KeyIndex.byProperty("zookeeper.ssl.crl").map(Key::name)).contains("ssl.*");
        assertThat(KeyIndex.byProperty("ssl.crl")).isEmpty();
    }

    @Test
    void editsAreCountedLikeATypist() {
        assertThat(KeyIndex.edits("tickTime", "tickTime")).isZero();
        assertThat(KeyIndex.edits("ticktime", "tickTime")).isZero();
        assertThat(KeyIndex.edits("tikTime", "tickTime")).isEqualTo(1);
        assertThat(KeyIndex.edits("", "abc")).isEqualTo(3);
    }

    private static Object value(java.lang.reflect.Field field) {
        try {
            return field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
