package paddock.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import paddock.core.Seeds;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

class SessionTableProperties {
    private static final class Twin {
        int timeoutMillis;
        boolean closing;
        long heardMillis;
    }

    @Test
    void sessionsExpireExactlyWhenTheirOwnRuleSaysSo() {
        Seeds.forEach(
                300,
                random -> {
                    int tick = 1 + random.nextInt(50);
                    var table = new SessionTable(tick);
                    SortedMap<Long, Twin> twins = new TreeMap<>();
                    long now = random.nextInt(-500, 500);
                    for (int turn = 0; turn < 400; turn++) {
                        now += random.nextInt(tick);
                        long id = random.nextInt(30);
                        int timeout = random.nextInt(200);
                        Twin twin = twins.get(id);
                        Twin live = twin == null || twin.closing ? null : twin;
                        switch (random.nextInt(8)) {
                            case 0, 1 -> {
                                if (twin == null) {
                                    table.open(id, timeout);
                                    table.touch(id, now);
                                    twin = new Twin();
                                    twin.timeoutMillis = timeout;
                                    twin.heardMillis = now;
                                    twins.put(id, twin);
                                }
                            }
                            case 2 ->
                                    assertThat(table.close(id)).isEqualTo(twins.remove(id) != null);
                            case 3 -> {
                                assertThat(table.markClosing(id)).isEqualTo(live != null);
                                if (live != null) {
                                    live.closing = true;
                                }
                            }
                            case 4 -> {
                                assertThat(table.setTimeout(id, timeout, now))
                                        .isEqualTo(live != null);
                                if (live != null) {
                                    live.timeoutMillis = timeout;
                                    live.heardMillis = now;
                                }
                            }
                            default -> {
                                // An event loop notes the time and tells nobody.
                                if (live != null) {
                                    live.heardMillis = now;
                                }
                            }
                        }
                        List<Long> expired = new ArrayList<>();
                        table.expire(now, heard -> heardMillis(twins, heard), expired::add);
                        List<Long> expected = new ArrayList<>();
                        for (Map.Entry<Long, Twin> entry : twins.entrySet()) {
                            Twin session = entry.getValue();
                            long end = session.heardMillis + session.timeoutMillis;
                            if (!session.closing
                                    && (Math.floorDiv(end, (long) tick) + 1) * tick <= now) {
                                session.closing = true;
                                expected.add(entry.getKey());
                            }
                        }
                        assertThat(expired).containsExactlyInAnyOrderElementsOf(expected);
                        assertAlike(table, twins);
                    }
                });
    }

    private static long heardMillis(SortedMap<Long, Twin> twins, long id) {
        return Objects.requireNonNull(twins.get(id)).heardMillis;
    }

    private static void assertAlike(SessionTable table, SortedMap<Long, Twin> twins) {
        SortedMap<Long, Integer> timeouts = new TreeMap<>();
        List<Long> live = new ArrayList<>();
        twins.forEach(
                (id, twin) -> {
                    timeouts.put(id, twin.timeoutMillis);
                    if (!twin.closing) {
                        live.add(id);
                    }
                });
        assertThat(table.timeouts()).isEqualTo(timeouts);
        assertThat(table.closingCount()).isEqualTo(twins.size() - live.size());
        List<Long> waiting = new ArrayList<>();
        table.buckets().values().forEach(waiting::addAll);
        assertThat(waiting).containsExactlyInAnyOrderElementsOf(live);
    }
}
