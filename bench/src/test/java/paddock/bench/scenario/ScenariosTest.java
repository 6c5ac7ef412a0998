package paddock.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ScenariosTest {
    @Test
    void everyScenarioIsFoundByItsName() {
        assertThat(Scenarios.all())
                .allSatisfy(each -> assertThat(Scenarios.named(each.name())).isSameAs(each))
                .extracting(Scenario::name)
                .doesNotHaveDuplicates();
    }

    @Test
    void aMixtureIsMadeToMeasure() {
        assertThat(Scenarios.named("mixed:90/10").name()).isEqualTo("mixed:90/10");
        assertThatThrownBy(() -> Scenarios.named("mixed:0/0"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anUnknownNameIsToldWhatThereIs() {
        assertThatThrownBy(() -> Scenarios.named("get-dada"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no scenario 'get-dada'; there are get-data, ");
    }

    @Test
    void theBigTreeCountsItsInnerZnodes() {
        BigTree tree = new BigTree(1_000_000, 100);

        assertThat(tree.znodes()).isEqualTo(1 + 100 + 10_000 + 1_000_000);
        assertThat(tree.allDataBytes()).isEqualTo(100_000_000);
        assertThat(new BigTree(1, 0).znodes()).isEqualTo(4);
        assertThat(BigTree.SOME_LEAF.split("/")).hasSize(5);
    }

    @Test
    void someLeavesAreSpreadOverTheWholeTree() {
        assertThat(new BigTree(1_000, 0).spread(4))
                .containsExactly(
                        "/services/zone-000/group-00000/member-0000000",
                        "/services/zone-000/group-00002/member-0000250",
                        "/services/zone-000/group-00005/member-0000500",
                        "/services/zone-000/group-00007/member-0000750");
        assertThat(new BigTree(3, 0).spread(10)).hasSize(3).doesNotHaveDuplicates();
    }
}
