package paddock.zab.quorum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.stream.Collectors;
import java.util.stream.LongStream;

class HierarchicalTest {
    private static final String NINE = servers(9) + "group.1=1:2:3\ngroup.2=4:5:6\ngroup.3=7:8:9\n";

    @ParameterizedTest
    @CsvSource({
        "1245, true",
        "124, false",
        "147258, true",
        "123, false",
        "1234, false",
        "147, false",
        "123456789, true",
    })
    void mostOfMostGroupsDecide(String present, boolean decide) {
        assertThat(isQuorum(NINE, present)).isEqualTo(decide);
    }

    @Test
    void weightIsWhatCountsInAGroup() {
        String heavy = servers(3) + "group.1=1:2:3\nweight.1=3";

        assertThat(isQuorum(heavy, "1")).isTrue();
        assertThat(isQuorum(heavy, "23")).isFalse();
    }

    @Test
    void halfOfAWeightIsNotEnough() {
        String even = servers(2) + "group.1=1:2";

        assertThat(isQuorum(even, "1")).isFalse();
        assertThat(isQuorum(even, "12")).isTrue();
    }

    @Test
    void aGroupWithoutWeightDoesNotCount() {
        String config = NINE + "weight.7=0\nweight.8=0\nweight.9=0\n";

        assertThat(isQuorum(config, "12789")).isFalse();
        assertThat(isQuorum(config, "1245")).isTrue();
        assertThat(ConfigText.PLAIN.parse(config).weight(7)).isEqualTo(0);
    }

    @Test
    void theWeightOfAnObserverIsNeverPresent() {
        String config = servers(2) + "server.3=h3:1:2:observer\ngroup.1=1:2:3\nweight.3=2";

        assertThat(isQuorum(config, "123")).isFalse();
    }

    @Test
    void groupsAndAllWeightsArePrinted() {
        assertThat(
                        ConfigText.PLAIN
                                .parse(servers(3) + "weight.3=0\ngroup.2=3:2\ngroup.1=1\nversion=3")
                                .text())
                .isEqualTo(
                        """
                        server.1=h1:1:2:participant
                        server.2=h2:1:2:participant
                        server.3=h3:1:2:participant
                        group.1=1
                        group.2=2:3
                        weight.1=1
                        weight.2=1
                        weight.3=0
                        version=3\
                        """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "->",
            value = {
                "group.1=1:2 -> Server 3is not in a group",
                "weight.1=2 -> Server 1is not in a group",
                "group.1=1:2:3,group.2=3 -> Server 3is in multiple groups",
                "group.1=1:2:3:77 -> group.1 contains server 77",
            })
    void everyVoterIsInExactlyOneGroup(String groups, String words) {
        assertThatThrownBy(() -> ConfigText.PLAIN.parse(servers(3) + groups.replace(',', '\n')))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining(words);
    }

    @Test
    void anOrderOfGroupsOrServersMakesNoDifference() {
        QuorumConfig one = ConfigText.PLAIN.parse(servers(3) + "group.1=1:2\ngroup.2=3\nversion=1");
        QuorumConfig other =
                ConfigText.PLAIN.parse("group.2=3\ngroup.1=2:1\n" + servers(3) + "version=2");

        assertThat(one.sameAs(other)).isTrue();
        assertThat(one.sameAs(ConfigText.PLAIN.parse(servers(3)))).isFalse();
    }

    private static boolean isQuorum(String config, String present) {
        return ConfigText.PLAIN.parse(config).isQuorum(id -> present.contains("" + id));
    }

    private static String servers(int count) {
        return LongStream.rangeClosed(1, count)
                .mapToObj(id -> "server." + id + "=h" + id + ":1:2\n")
                .collect(Collectors.joining());
    }
}
