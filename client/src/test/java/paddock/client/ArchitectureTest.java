package paddock.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;

/// Which way the arrows of the client point.
class ArchitectureTest {
    private static final JavaClasses CLIENT =
            new ClassFileImporter()
                    .importPath(Path.of(System.getProperty("basedir", "."), "target", "classes"));

    @Test
    void knowsOnlyTheWireAndItsLibraries() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "paddock.client..",
                        "paddock.wire..",
                        "io.netty..",
                        "org.slf4j..",
                        "java..",
                        "javax.crypto..",
                        "javax.net.ssl..",
                        "javax.security..",
                        "org.jspecify.annotations..")
                .check(CLIENT);
    }

    @Test
    void transportDoesNotKnowWhatASessionIs() {
        noClasses()
                .that()
                .resideInAPackage("paddock.client.transport..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("paddock.client.session..", "paddock.wire..", "paddock.client")
                .check(CLIENT);
    }

    @Test
    void theEngineDoesNotKnowItsFaces() {
        noClasses()
                .that()
                .resideInAPackage("paddock.client.session..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("paddock.client")
                .check(CLIENT);
    }

    @Test
    void packagesFormNoCycles() {
        slices().matching("paddock.client.(*)..").should().beFreeOfCycles().check(CLIENT);
    }

    @Test
    void onlyTheHostOfASessionHasThreadsAndSockets() {
        noClasses()
                .that()
                .haveNameMatching(
                        "paddock\\.client\\.session\\.(SessionMachine|Traffic|Timing|Credentials"
                                + "|Rewatching|Replies|Chroot|Chain)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.netty..",
                        "java.nio.channels..",
                        "java.util.concurrent.locks..",
                        "java.util.concurrent.atomic..")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(CLIENT);
    }
}
