package paddock.core.collection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import paddock.core.Seeds;

import java.util.Map;
import java.util.TreeMap;

class LongMapProperties {
    @Test
    void behavesLikeATreeMap() {
        Seeds.forEach(
                300,
                random -> {
                    var map = new LongMap<String>();
                    Map<Long, String> twin = new TreeMap<>();
                    // Few keys and many alike, at both ends of the range.
                    int keys = 1 + random.nextInt(200);
                    for (int turn = 0; turn < 1_000; turn++) {
                        long key = (long) random.nextInt(keys) - keys / 2 << random.nextInt(2) * 56;
                        // Grows, then shrinks.
                        if (random.nextInt(1_000) < turn) {
                            assertThat(map.remove(key)).isEqualTo(twin.remove(key));
                        } else if (random.nextInt(8) == 0) {
                            assertThat(map.computeIfAbsent(key, Long::toString))
                                    .isEqualTo(twin.computeIfAbsent(key, k -> Long.toString(k)));
                        } else {
                            String value = "value " + turn;
                            assertThat(map.put(key, value)).isEqualTo(twin.put(key, value));
                        }
                        assertThat(map.get(key)).isEqualTo(twin.get(key));
                        assertThat(map.containsKey(key)).isEqualTo(twin.containsKey(key));
                        assertThat(map.size()).isEqualTo(twin.size());
                    }
                    assertThat(map.isEmpty()).isEqualTo(twin.isEmpty());
                    assertThat(map.sortedKeys())
                            .containsExactly(
                                    twin.keySet().stream().mapToLong(Long::longValue).toArray());
                    twin.forEach((key, value) -> assertThat(map.get(key)).isEqualTo(value));
                });
    }
}
