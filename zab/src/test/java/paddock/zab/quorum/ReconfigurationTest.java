package paddock.zab.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import paddock.wire.protocol.ErrorCode;
import paddock.wire.protocol.Request;

import java.util.function.LongPredicate;

class ReconfigurationTest {
    private static final long ZXID = 0x3_0000_0002L;
    private static final QuorumConfig THREE =
            ConfigText.PLAIN.parse(
                    """
                    server.1=10.0.0.1:2888:3888;2181
                    server.2=10.0.0.2:2888:3888;2181
                    server.3=10.0.0.3:2888:3888;10.0.0.3:2181
                    version=300000000\
                    """);

    private Configs configs = new Configs(THREE, THREE);
    private boolean standaloneEnabled = true;
    private LongPredicate synchronised = id -> true;

    @Test
    void aServerJoins() {
        assertThat(accepted("server.4=10.0.0.4:2888:3888:observer;2181", null, null).text())
                .isEqualTo(
                        """
                        server.1=10.0.0.1:2888:3888:participant;0.0.0.0:2181
                        server.2=10.0.0.2:2888:3888:participant;0.0.0.0:2181
                        server.3=10.0.0.3:2888:3888:participant;10.0.0.3:2181
                        server.4=10.0.0.4:2888:3888:observer;0.0.0.0:2181
                        version=300000002\
                        """);
    }

    @Test
    void aMemberThatJoinsAgainIsReplaced() {
        QuorumConfig next = accepted("server.3=10.0.0.3:2888:3889:observer;2182", null, null);

        assertThat(next.voters()).containsExactly(1L, 2L);
        assertThat(next.members().keySet()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void serversLeaveByNumber() {
        assertThat(accepted(null, "3", null).voters()).containsExactly(1L, 2L);
    }

    @Test
    void anIdThatIsNoNumberHasAnErrorOfItsOwn() {
        assertThat(refused(null, "three", null).error()).isEqualTo(ErrorCode.MARSHALLING_ERROR);
        assertThat(refused("server.four=10.0.0.4:2888:3888;2181", null, null))
                .isEqualTo(
                        new Reconfiguration.Refused(
                                ErrorCode.MARSHALLING_ERROR,
                                "\"four\" is no id of a server; a number would be one"));
    }

    @Test
    void whoIsNoMemberMayLeave() {
        QuorumConfig next = accepted(null, "9", null);

        assertThat(next.members()).isEqualTo(THREE.members());
        assertThat(next.version()).isEqualTo(ZXID);
    }

    @Test
    void oneReplacesAnotherOnTheSameAddressInOneStep() {
        QuorumConfig next = accepted("server.4=10.0.0.3:2888:3888;10.0.0.3:2181", "3", null);

        assertThat(next.voters()).containsExactly(1L, 2L, 4L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "->",
            value = {
                "server.1=a:1:2;3,server.2=b:1:2;3 -> 2",
                "server.1=a:1:2,server.2=b:1:2,server.7=c:1:2:observer -> 3",
            })
    void aListReplacesAllMembers(String list, int members) {
        assertThat(accepted(null, null, list).members()).hasSize(members);
        assertThat(accepted(null, null, list.replace(',', '\n')).members()).hasSize(members);
    }

    @Test
    void aListMayBringGroupsAndItsOldVersion() {
        QuorumConfig next =
                accepted(
                        null,
                        null,
                        "server.1=a:1:2,server.2=b:1:2,group.1=1:2,weight.1=3,version=55");

        assertThat(next.rule()).isInstanceOf(Hierarchical.class);
        assertThat(next.version()).isEqualTo(ZXID);
    }

    @Test
    void oneChangeAtATime() {
        configs = new Configs(THREE, THREE.withVersion(0x3_0000_0001L));

        assertThat(refused(null, "3", null).error()).isEqualTo(ErrorCode.RECONFIG_IN_PROGRESS);
    }

    @Test
    void aChangeOfAnotherVersionIsRefused() {
        assertThat(decide(null, "3", null, 0x3_0000_0000L))
                .isInstanceOf(Reconfiguration.Accepted.class);
        assertThat(decide(null, "3", null, 5))
                .isEqualTo(
                        new Reconfiguration.Refused(
                                ErrorCode.BAD_VERSION,
                                "version 5 was to be changed, 300000000 is in force"));
    }

    @Test
    void whatStandsBehindCommasMustBeServers() {
        assertBadArguments("4=10.0.0.4:1:2;3", null, null, "a server joins as server.id=");
        assertBadArguments("server.4", null, null, "a server joins as server.id=");
        assertBadArguments("server.4=10.0.0.4:1:2", null, null, "three ports");
        assertBadArguments("server.4=10.0.0.4:1", null, null, "does not have the form");
        assertBadArguments(null, null, "tickTime=3", "Unrecognised parameter: tickTime");
    }

    @ParameterizedTest
    @CsvSource({
        "server.4=10.0.0.3:2888:9;10",
        "server.4=10.0.0.3:9:2888;10",
        "server.4=10.0.0.3:2181:9;10",
        "server.4=10.0.0.3:9:10;10.0.0.3:3888",
    })
    void anAddressBelongsToOneServer(String joining) {
        assertBadArguments(joining, null, null, "conflicts with server.3");
    }

    @Test
    void addressesThatEveryHostHasMayBeEqual() {
        QuorumConfig local =
                ConfigText.PLAIN.parse(
                        "server.1=127.0.0.1:1:2;127.0.0.1:3\nserver.2=[::1]:1:2;[::]:3");
        configs = new Configs(local, local);

        assertThat(
                        accepted(
                                        "server.3=127.0.0.1:1:2;127.0.0.1:3,"
                                                + "server.4=[::1]:1:2;[::]:3",
                                        null,
                                        null)
                                .members())
                .hasSize(4);
    }

    @Test
    void groupsChangeAsAWholeOnly() {
        QuorumConfig groups = ConfigText.PLAIN.parse("server.1=a:1:2\nserver.2=b:1:2\ngroup.1=1:2");
        configs = new Configs(groups, groups);

        assertBadArguments("server.3=c:1:2;3", null, null, "whole list of members");
        assertThat(accepted(null, null, "server.1=a:1:2,server.2=b:1:2").voters()).hasSize(2);
    }

    @Test
    void aSingleVoterNeedsStandaloneDisabled() {
        assertBadArguments(null, "2,3", null, "1 participants, and needs 2");

        standaloneEnabled = false;
        assertThat(accepted(null, "2,3", null).voters()).containsExactly(1L);
        assertBadArguments(null, "1,2,3", null, "0 participants, and needs 1");
    }

    @Test
    void mostNewVotersMustFollowAlready() {
        synchronised = id -> id <= 2;
        String five = "server.4=d:1:2;3,server.5=e:1:2;3";

        assertThat(refused(five, null, null))
                .isEqualTo(
                        new Reconfiguration.Refused(
                                ErrorCode.NEW_CONFIG_NO_QUORUM,
                                "of participants [1, 2, 3, 4, 5] only [1, 2] follow and are up to"
                                        + " date"));
        synchronised = id -> id <= 2 || id == 5;
        assertThat(accepted(five, null, null).voters()).hasSize(5);
    }

    private void assertBadArguments(
            @Nullable String joining,
            @Nullable String leaving,
            @Nullable String members,
            String words) {
        Reconfiguration.Refused refused = refused(joining, leaving, members);
        assertThat(refused.error()).isEqualTo(ErrorCode.BAD_ARGUMENTS);
        assertThat(refused.reason()).contains(words);
    }

    private Reconfiguration.Refused refused(
            @Nullable String joining, @Nullable String leaving, @Nullable String members) {
        return (Reconfiguration.Refused) decide(joining, leaving, members, -1);
    }

    private QuorumConfig accepted(
            @Nullable String joining, @Nullable String leaving, @Nullable String members) {
        Reconfiguration decision = decide(joining, leaving, members, -1);
        assertThat(decision).isInstanceOf(Reconfiguration.Accepted.class);
        return ((Reconfiguration.Accepted) decision).config();
    }

    private Reconfiguration decide(
            @Nullable String joining,
            @Nullable String leaving,
            @Nullable String members,
            long version) {
        return Reconfiguration.of(
                new Request.Reconfig(joining, leaving, members, version),
                configs,
                ZXID,
                standaloneEnabled,
                synchronised);
    }
}
