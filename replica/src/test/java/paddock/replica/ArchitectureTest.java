package paddock.replica;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;

/// What must never get into this module: it runs in the simulator as it runs in the server.
class ArchitectureTest {
    private static final JavaClasses REPLICA =
            new ClassFileImporter()
                    .importPath(Path.of(System.getProperty("basedir", "."), "target", "classes"));

    @Test
    void knowsOnlyTheInnerModulesAndTheLanguage() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "paddock.replica..",
                        "paddock.core..",
                        "paddock.zab..",
                        "paddock.wire..",
                        "java..",
                        "org.jspecify.annotations..")
                .check(REPLICA);
    }

    @Test
    void hasNoThreadsSocketsOrFiles() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.net..",
                        "java.nio.channels..",
                        "java.nio.file..",
                        "java.util.concurrent..",
                        "java.util.logging..",
                        "java.lang.ref..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.io\\.(File.*|RandomAccessFile|Console)"
                            + "|java\\.lang\\.(Thread.*|InheritableThreadLocal|Process.*|Runtime)"
                            + "|java\\.util\\.Timer.*")
                .check(REPLICA);
    }

    @Test
    void readsNoClock() {
        noClasses()
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.time.Clock")
                .orShould()
                .callMethodWhere(
                        calls("java.time..", "now").as("asks a type of java.time what time it is"))
                .check(REPLICA);
    }

    @Test
    void leavesNothingToChance() {
        noClasses()
                .should()
                .callConstructor(Random.class)
                .orShould()
                .callConstructor(SplittableRandom.class)
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.security.SecureRandom")
                .orShould()
                .callMethodWhere(calls("java.util.random..", "getDefault"))
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .check(REPLICA);
    }

    @Test
    void iteratesInOneOrderOnly() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.HashMap")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.HashSet")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.IdentityHashMap")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.WeakHashMap")
                .orShould()
                .callMethod(System.class, "identityHashCode", Object.class)
                // The order of these is salted anew in every run.
                .orShould()
                .callMethodWhere(callsOn(Set.class, List.of("of", "copyOf")))
                .orShould()
                .callMethodWhere(callsOn(Map.class, List.of("of", "ofEntries", "copyOf")))
                .orShould()
                .callMethodWhere(calls("java.util..", "parallelStream"))
                .orShould()
                .callMethodWhere(calls("java.util.stream..", "parallel"))
                .check(REPLICA);
    }

    private static DescribedPredicate<JavaAccess<?>> calls(String inPackage, String method) {
        return DescribedPredicate.describe(
                "calls " + method + " in " + inPackage,
                access ->
                        access.getTarget().getName().equals(method)
                                && JavaClass.Predicates.resideInAPackage(inPackage)
                                        .test(access.getTargetOwner()));
    }

    private static DescribedPredicate<JavaAccess<?>> callsOn(Class<?> type, List<String> methods) {
        return DescribedPredicate.describe(
                "calls one of " + methods + " of " + type.getName(),
                access ->
                        methods.contains(access.getTarget().getName())
                                && access.getTargetOwner().isEquivalentTo(type));
    }
}
