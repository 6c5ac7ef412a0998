package paddock.conformance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import paddock.conformance.server.ServerKind;

import java.util.Map;

class CrashIT {
    private static final int CRASHES = Integer.getInteger("conformance.crashes", 24);

    @ParameterizedTest
    @MethodSource("paddock.conformance.server.ServerKinds#underTest")
    void nothingAcknowledgedIsLostWhenTheServerIsKilled(ServerKind kind) {
        long acknowledged = new CrashTrial(kind, 20_261_120L).run(CRASHES);

        assertThat(acknowledged).isGreaterThan(CRASHES * 100L);
    }

    @Test
    void theLedgerTellsWhatCannotBe() {
        var ledger = new Ledger();
        ledger.sent(new Ledger.Change("/a", "1"));
        ledger.sent(new Ledger.Change("/b", "1"));
        ledger.acknowledge();
        ledger.acknowledge();
        ledger.sent(new Ledger.Change("/a", null));
        ledger.sent(new Ledger.Change("/b", "2"));

        assertThat(ledger.reconcile(Map.of("/a", "1"))).contains("found {/a=1}"); // lost
        assertThat(ledger.reconcile(Map.of("/a", "1", "/b", "2"))).isNotNull(); // out of order
        assertThat(ledger.reconcile(Map.of("/b", "1"))).isNull(); // one more than acknowledged
        assertThat(ledger.reconcile(Map.of("/a", "1", "/b", "1"))).isNotNull(); // back again
    }
}
