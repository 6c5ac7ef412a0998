package paddock.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Homes here are folders that look like some.
final class JavaHomeTest {
    @TempDir private Path folder;

    @Test
    void thePropertyComesBeforeTheVariableBeforeJavaHomeBeforeWhatIsInstalled() throws IOException {
        Path property = home("p", "25.0.1");
        Path variable = home("v", "26");
        Path javaHome = home("j", "27-ea");
        Path installed = home("jvm/i", "25");
        Map<String, String> environment =
                Map.of(JavaHome.VARIABLE, variable.toString(), "JAVA_HOME", javaHome.toString());

        assertThat(search(Map.of(JavaHome.PROPERTY, property.toString()), environment))
                .isEqualTo(property);
        assertThat(search(Map.of(), environment)).isEqualTo(variable);
        assertThat(search(Map.of(), Map.of("JAVA_HOME", javaHome.toString()))).isEqualTo(javaHome);
        assertThat(search(Map.of(), Map.of())).isEqualTo(installed);
    }

    @Test
    void whoNamesAWrongOneHearsSo() throws IOException {
        home("jvm/good", "25");
        Path old = home("old", "17.0.15");

        assertThatIllegalStateException()
                .isThrownBy(() -> search(Map.of(JavaHome.PROPERTY, old.toString()), Map.of()))
                .withMessageContainingAll(JavaHome.PROPERTY, old.toString(), "Java 17", "25");
        assertThatIllegalStateException()
                .isThrownBy(() -> search(Map.of(), Map.of(JavaHome.VARIABLE, folder.toString())))
                .withMessageContainingAll(
                        JavaHome.VARIABLE, folder.toString(), "no Java", "bin/java", "25");
    }

    @Test
    void anOldJavaHomeIsPassedOver() throws IOException {
        Path installed = home("jvm/good", "25");

        assertThat(search(Map.of(), Map.of("JAVA_HOME", home("old", "21").toString())))
                .isEqualTo(installed);
        assertThat(search(Map.of(), Map.of("JAVA_HOME", ""))).isEqualTo(installed);
    }

    @Test
    void theOldestThatIsNewEnoughIsTaken() throws IOException {
        home("jvm/a", "26.0.1");
        Path wanted = home("jvm/b", "25.0.3");
        home("jvm/c", "1.8.0_402");
        home("jvm/d", "21");

        assertThat(search(Map.of(), Map.of())).isEqualTo(wanted);
    }

    @Test
    void homesThatAreNestedAreFound() throws IOException {
        Path wanted = home("jvm/temurin-25.jdk/Contents/Home", "25.0.1");

        assertThat(search(Map.of(), Map.of())).isEqualTo(wanted);
    }

    @Test
    void whatHasNoProgramOrSaysNoVersionIsNoJava() throws IOException {
        Files.delete(home("jvm/a", "25").resolve("bin/java"));
        Files.delete(home("jvm/b", "25").resolve("release"));
        Files.writeString(home("jvm/c", "25").resolve("release"), "IMPLEMENTOR=\"Nobody\"\n");
        Path wanted = home("jvm/d", "26");

        assertThat(search(Map.of(), Map.of())).isEqualTo(wanted);
    }

    @Test
    void whereNoneIsItSaysWhereItLookedAndWhatItTakes() throws IOException {
        Path old = home("old", "11.0.2");

        assertThatIllegalStateException()
                .isThrownBy(() -> search(Map.of(), Map.of("JAVA_HOME", old.toString())))
                .withMessageContainingAll(
                        "Java 25 or newer",
                        JavaHome.PROPERTY,
                        JavaHome.VARIABLE,
                        old + ", Java 11",
                        folder.resolve("jvm").toString());
    }

    /// The build itself needs one.
    @Test
    void thisMachineHasOne() {
        assertThat(JavaHome.program(JavaHome.here().find())).isExecutable();
    }

    private Path search(Map<String, String> properties, Map<String, String> environment) {
        return new JavaHome(
                        properties,
                        environment,
                        List.of(folder.resolve("nothing"), folder.resolve("jvm")))
                .find();
    }

    private Path home(String name, String version) throws IOException {
        Path home = folder.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Path program = Files.writeString(home.resolve("bin/java"), "#!/bin/sh\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return home;
    }
}
