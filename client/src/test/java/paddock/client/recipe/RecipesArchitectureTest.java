package paddock.client.recipe;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;

/// Which way the arrows of the recipes point.
final class RecipesArchitectureTest {
    private static final JavaClasses CLIENT =
            new ClassFileImporter()
                    .importPath(Path.of(System.getProperty("basedir", "."), "target", "classes"));

    @Test
    void recipesFormNoCycles() {
        slices().matching("paddock.client.recipe.(*)..").should().beFreeOfCycles().check(CLIENT);
    }

    @Test
    void theClientDoesNotKnowItsRecipes() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "paddock.client", "paddock.client.session..", "paddock.client.transport..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("paddock.client.recipe..")
                .check(CLIENT);
    }

    @Test
    void recipesHaveNoThreadsOfTheirOwn() {
        noClasses()
                .that()
                .resideInAPackage("paddock.client.recipe..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .check(CLIENT);
    }
}
