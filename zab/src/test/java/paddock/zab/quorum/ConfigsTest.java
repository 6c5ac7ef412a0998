package paddock.zab.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.concurrent.atomic.AtomicBoolean;

class ConfigsTest {
    private static final QuorumConfig OLD = parse("server.1=a:1:2\nserver.2=b:1:2\nserver.3=c:1:2");
    private static final QuorumConfig NEW =
            parse("server.3=c:1:2\nserver.4=d:1:2\nserver.5=e:1:2\nversion=7");

    @Test
    void whileMembershipChangesBothHaveToAgree() {
        var configs = new Configs(OLD, NEW);

        assertThat(configs.isChanging()).isTrue();
        assertThat(configs.isQuorum(id -> id <= 2)).isFalse();
        assertThat(configs.isQuorum(id -> id >= 4)).isFalse();
        assertThat(configs.isQuorum(id -> id >= 2 && id <= 4)).isTrue();
        assertThat(configs.voters()).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void aNewerMembershipInForceIsTheLastSeenToo() {
        var configs = new Configs(OLD, OLD);

        assertThat(configs.setCommitted(NEW)).isTrue();

        assertThat(configs.lastSeen()).isSameAs(NEW);
        assertThat(configs.isVoter(1)).isFalse();
    }

    @Test
    void anOlderMembershipIsNotPutInForce() {
        var configs = new Configs(NEW, NEW);

        assertThat(configs.setCommitted(OLD)).isFalse();
        assertThat(configs.setCommitted(NEW)).isFalse();
        assertThat(configs.committed()).isSameAs(NEW);
    }

    @Test
    void anOracleIsAskedAnewOnlyByOneOfTwoThatIsAlone() {
        var verdict = new AtomicBoolean(true);
        var text = new ConfigText(false, verdict::get);
        QuorumConfig two = text.parse("server.1=a:1:2\nserver.2=b:1:2");
        var configs = new Configs(two, two, text);

        assertThat(configs.isQuorum(id -> id == 1)).isFalse();
        assertThat(configs.isQuorumCutOff(id -> id == 1)).isTrue();
        assertThat(configs.isQuorumCutOff(id -> false)).isFalse();
        verdict.set(false);
        assertThat(configs.isQuorumCutOff(id -> id == 1)).isFalse();
        assertThat(configs.isQuorumCutOff(id -> true)).isTrue();
    }

    @Test
    void threeVotersDoNotNeedAnOracle() {
        QuorumConfig three =
                new ConfigText(false, () -> true)
                        .parse("server.1=a:1:2\nserver.2=b:1:2\nserver.3=c:1:2");

        assertThat(three.isQuorumCutOff(id -> id == 1)).isFalse();
        assertThat(three.yieldsToOther()).isFalse();
    }

    private static QuorumConfig parse(String text) {
        return ConfigText.PLAIN.parse(text);
    }
}
