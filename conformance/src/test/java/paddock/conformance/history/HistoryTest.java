package paddock.conformance.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import paddock.conformance.history.Observation.Outcome;

import java.util.List;

class HistoryTest {
    @Test
    void aHistoryThatAServerAloneWouldGiveIsFine() {
        assertThat(
                        contradictions(
                                List.of(
                                        read(1, "0", 0, 10, 0, 1),
                                        updated(1, "a", 1, 11, 2, 3),
                                        updated(2, "b", 2, 12, 2, 4),
                                        synced(1, "b", 2, 12, 5, 6),
                                        read(2, "b", 2, 12, 5, 6))))
                .isEmpty();
    }

    @Test
    void aReadMayBeOldButNotASyncedOne() {
        assertThat(
                        contradictions(
                                List.of(
                                        updated(1, "a", 1, 11, 0, 1),
                                        updated(1, "b", 2, 12, 2, 3),
                                        read(2, "a", 1, 11, 4, 5))))
                .isEmpty();
        assertThat(
                        contradictions(
                                List.of(
                                        updated(1, "a", 1, 11, 0, 1),
                                        updated(1, "b", 2, 12, 2, 3),
                                        synced(2, "a", 1, 11, 4, 5))))
                .singleElement()
                .asString()
                .contains("placed before");
    }

    @Test
    void aSyncThatIsNoBarrierMayMissWhatANewLeaderAcknowledged() {
        var calls =
                List.of(
                        updated(1, "a", 1, 11, 0, 1),
                        updated(1, "b", 2, 12, 2, 3),
                        synced(2, "a", 1, 11, 4, 5));

        assertThat(History.contradictions(calls, History.Sync.WHILE_LEADER)).isEmpty();
    }

    @Test
    void twoUpdatesOfOneVersionAreALostUpdate() {
        assertThat(
                        contradictions(
                                List.of(
                                        updated(1, "a", 1, 11, 0, 3),
                                        updated(2, "b", 1, 12, 0, 3))))
                .anyMatch(line -> line.contains("one version twice"));
    }

    @Test
    void anUpdateThatIsForgottenShowsInTheNextVersion() {
        assertThat(
                        contradictions(
                                List.of(
                                        updated(1, "a", 1, 11, 0, 1),
                                        updated(1, "b", 2, 12, 2, 3),
                                        updated(2, "c", 2, 21, 4, 5))))
                .anyMatch(line -> line.contains("one version twice"))
                .anyMatch(line -> line.contains("placed before"));
    }

    @Test
    void anUnansweredUpdateMayCountOnceAtAnyTime() {
        assertThat(
                        contradictions(
                                List.of(
                                        unknown(1, "a", 0, 1),
                                        updated(2, "b", 2, 15, 2, 3),
                                        read(1, "b", 2, 15, 4, 5))))
                .isEmpty();
        assertThat(contradictions(List.of(unknown(1, "a", 0, 1), updated(2, "b", 3, 15, 2, 3))))
                .singleElement()
                .asString()
                .contains("counts 2 updates that nobody saw, but only 1");
    }

    @Test
    void anUpdateDoneTwiceIsFound() {
        assertThat(contradictions(List.of(updated(1, "a", 2, 12, 0, 3), read(2, "a", 1, 11, 0, 2))))
                .anyMatch(line -> line.contains("one value twice"));
    }

    @Test
    void aValueThatNobodyWroteIsFound() {
        assertThat(contradictions(List.of(read(2, "x", 1, 11, 0, 2))))
                .anyMatch(line -> line.contains("nobody wrote"));
    }

    @Test
    void aClientThatGoesBackInTimeIsFound() {
        assertThat(
                        contradictions(
                                List.of(
                                        updated(2, "a", 1, 11, 0, 1),
                                        updated(2, "b", 2, 12, 2, 3),
                                        read(1, "b", 2, 12, 4, 5),
                                        read(1, "a", 1, 11, 6, 7))))
                .hasSize(2)
                .allMatch(line -> line.contains("goes back"));
    }

    @Test
    void updatesOfDifferentRegistersShareOneOrder() {
        assertThat(
                        contradictions(
                                List.of(
                                        updated(1, "a", 1, 20, 0, 1),
                                        new Observation(
                                                2,
                                                "/other",
                                                new Outcome.Updated("b", 1, 19),
                                                19,
                                                2,
                                                3))))
                .singleElement()
                .asString()
                .contains("placed before");
    }

    @Test
    void aGapReachesToTheEndsOfTheTimeAskedFor() {
        var calls = List.of(updated(1, "a", 1, 11, 0, 10), updated(1, "b", 2, 12, 11, 14));

        assertThat(History.longestGap(calls, 0, 16)).isEqualTo(10);
        assertThat(History.longestGap(calls, 9, 15)).isEqualTo(4);
        assertThat(History.longestGap(calls, 9, 30)).isEqualTo(16);
        assertThat(History.longestGap(calls, 20, 25)).isEqualTo(5);
    }

    private static List<String> contradictions(List<Observation> calls) {
        return History.contradictions(calls, History.Sync.BARRIER);
    }

    private static Observation updated(
            int client, String value, int version, long zxid, long called, long returned) {
        return seen(client, new Outcome.Updated(value, version, zxid), called, returned);
    }

    private static Observation read(
            int client, String value, int version, long zxid, long called, long returned) {
        return seen(client, new Outcome.Read(value, version, zxid, false), called, returned);
    }

    private static Observation synced(
            int client, String value, int version, long zxid, long called, long returned) {
        return seen(client, new Outcome.Read(value, version, zxid, true), called, returned);
    }

    private static Observation unknown(int client, String value, long called, long returned) {
        return new Observation(client, "/r", new Outcome.Unknown(value), 0, called, returned);
    }

    private static Observation seen(int client, Outcome.Seen outcome, long called, long returned) {
        return new Observation(client, "/r", outcome, outcome.mzxid(), called, returned);
    }
}
