package paddock.zab.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import paddock.core.Seeds;

import java.util.random.RandomGenerator;

class QuorumProperties {
    @Test
    void twoQuorumsShareAServer() {
        Seeds.forEach(
                2000,
                random -> {
                    QuorumConfig config = config(random);
                    long split = random.nextLong();

                    boolean ones = config.isQuorum(id -> (split >> id & 1) == 1);
                    boolean others = config.isQuorum(id -> (split >> id & 1) == 0);

                    assertThat(ones && others).isFalse();
                });
    }

    @Test
    void oneServerMoreNeverUndoesAQuorum() {
        Seeds.forEach(
                2000,
                random -> {
                    QuorumConfig config = config(random);
                    long present = random.nextLong();
                    long more = present | random.nextLong();

                    if (config.isQuorum(id -> (present >> id & 1) == 1)) {
                        assertThat(config.isQuorum(id -> (more >> id & 1) == 1)).isTrue();
                    }
                });
    }

    @Test
    void textsReadAsWhatTheyWerePrintedFrom() {
        Seeds.forEach(
                500,
                random -> {
                    QuorumConfig config = config(random).withVersion(random.nextLong() >>> 1);

                    QuorumConfig again = ConfigText.PLAIN.parse(config.text());

                    assertThat(again.version()).isEqualTo(config.version());
                    assertThat(again.text()).isEqualTo(config.text());
                    assertThat(again.withVersion(0).sameAs(config)).isTrue();
                });
    }

    private static QuorumConfig config(RandomGenerator random) {
        int count = 1 + random.nextInt(9);
        int groups = random.nextInt(4);
        var text = new StringBuilder();
        for (int id = 1; id <= count; id++) {
            text.append("server.%d=h%d:1:2:".formatted(id, id))
                    .append(random.nextInt(4) == 0 ? "observer" : "participant")
                    .append(random.nextBoolean() ? ";2181\n" : "\n");
        }
        for (int group = 1; group <= groups && group <= count; group++) {
            text.append("group.").append(group).append('=');
            for (int id = group; id <= count; id += groups) {
                text.append(id == group ? "" : ":").append(id);
            }
            text.append('\n');
        }
        for (int id = 1; id <= count && groups > 0; id++) {
            text.append("weight.%d=%d\n".formatted(id, random.nextInt(4)));
        }
        return ConfigText.PLAIN.parse(text.toString());
    }
}
