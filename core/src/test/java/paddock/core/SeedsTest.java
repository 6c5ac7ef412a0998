package paddock.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class SeedsTest {
    @Test
    void theSameSeedsGiveTheSameNumbers() {
        assertThat(numbers()).isEqualTo(numbers()).doesNotHaveDuplicates();
    }

    private static List<Long> numbers() {
        List<Long> numbers = new ArrayList<>();
        Seeds.forEach(10, random -> numbers.add(random.nextLong()));
        return numbers;
    }

    @Test
    void aFailureNamesItsSeedAndHowToRunItAgain() {
        List<Long> seen = new ArrayList<>();

        assertThatThrownBy(
                        () ->
                                Seeds.forEach(
                                        10,
                                        random -> {
                                            seen.add(random.nextLong());
                                            assertThat(seen).hasSizeLessThan(4);
                                        }))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("seed 3: ")
                .hasMessageContaining("-Dtest=SeedsTest#aFailureNamesItsSeedAndHowToRunItAgain")
                .hasMessageEndingWith("-Dpaddock.seed=3 test");
    }
}
