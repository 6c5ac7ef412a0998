package paddock.core.quota;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import paddock.core.Seeds;
import paddock.core.quota.Quota.Excess;

import java.util.TreeMap;

class QuotaTest {
    /// What the reference makes of these texts.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | count=-1,bytes=-1",
                "count=3 | count=3,bytes=-1",
                "bytes=5 | count=-1,bytes=5",
                "count=3,bytes=-1=;byteHardLimit=-1;countHardLimit=4"
                        + " | count=3,bytes=-1=;byteHardLimit=-1;countHardLimit=4",
                "count=3;byteHardLimit=5,bytes=8 | count=3,bytes=8=;byteHardLimit=5",
                "zzz=1,aaa=2,count=1 | count=1,bytes=-1=;aaa=2;zzz=1",
                "foo==7 | count=-1,bytes=-1=;foo=-1",
                "' count=3' | 'count=-1,bytes=-1=; count=3'",
                "Count=3 | count=-1,bytes=-1=;Count=3",
                "=5 | count=-1,bytes=-1=;=5",
                "count=+3 | count=3,bytes=-1",
                "count=-3 | count=-3,bytes=-1",
                "count=5,count=6 | count=6,bytes=-1",
                "count=3, | count=3,bytes=-1",
                "count=3,,;bytes=4 | count=3,bytes=4",
                ";;, | count=-1,bytes=-1",
                "count==5 | count=-1,bytes=-1",
                "count=3=4=5 | count=3,bytes=-1",
                "count=9223372036854775807 | count=9223372036854775807,bytes=-1"
            })
    void readsAndWritesAsTheReferenceDoes(String text, String written) {
        assertThat(Quota.parse(text).map(Quota::format).orElseThrow()).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "count",
                "count=",
                "=",
                "==",
                ",count=3",
                "count=,bytes=3",
                "foo=bar",
                "foo=",
                "count= 3",
                "count=3 ",
                "count=0x3",
                "count=9223372036854775808",
                "garbage"
            })
    void otherTextsAreNoQuotas(String text) {
        assertThat(Quota.parse(text)).isEmpty();
    }

    @Test
    void emptyDataIsAQuotaAndNullIsNone() {
        assertThat(Quota.parse((byte[]) null)).isEmpty();
        assertThat(Quota.parse(new byte[0])).contains(Quota.NONE);
    }

    @Test
    void everyQuotaIsReadAsItWasWritten() {
        Seeds.forEach(
                1_000,
                random -> {
                    var others = new TreeMap<String, Long>();
                    for (String key : new String[] {"byteHardLimit", "countHardLimit", "x"}) {
                        if (random.nextBoolean()) {
                            others.put(key, random.nextLong());
                        }
                    }
                    var quota = new Quota(random.nextLong(), random.nextLong(), others);

                    assertThat(Quota.parse(quota.toBytes())).contains(quota);
                });
    }

    @ParameterizedTest
    @CsvSource({
        // limits, znodes now, more, bytes now, more, verdict
        "'', 9, 1, 9, 1, NO",
        "'count=3', 2, 1, 0, 0, NO",
        "'count=3', 3, 1, 0, 0, SOFT",
        "'count=0', 0, 1, 0, 0, SOFT",
        "'count=3', 3, 0, 0, 9, NO",
        "'count=3', 9, -1, 0, 0, SOFT",
        "'countHardLimit=3', 3, 1, 0, 0, HARD",
        "'count=1,countHardLimit=3', 2, 1, 0, 0, NO",
        "'count=1,countHardLimit=-1', 1, 1, 0, 0, SOFT",
        "'count=9,countHardLimit=3', 3, 1, 0, 0, HARD",
        "'bytes=10', 1, 1, 10, 0, NO",
        "'bytes=10', 1, 0, 10, 1, SOFT",
        "'byteHardLimit=10', 1, 1, 10, 0, NO",
        "'byteHardLimit=10', 1, 0, 9, 1, NO",
        "'byteHardLimit=10', 1, 0, 10, 1, HARD",
        "'byteHardLimit=10', 1, 0, 20, -5, HARD",
        "'count=1,byteHardLimit=10', 1, 1, 10, 1, HARD",
        "'bytes=1,countHardLimit=1', 1, 1, 10, 1, HARD",
        "'bytes=1,countHardLimit=9', 1, 1, 10, 1, SOFT"
    })
    void limitsHoldForWhatChanges(
            String limits, long count, long countMore, long bytes, long bytesMore, Excess excess) {
        Quota quota = Quota.parse(limits).orElseThrow();

        assertThat(quota.exceeds(new Quota(count, bytes), countMore, bytesMore)).isEqualTo(excess);
    }
}
