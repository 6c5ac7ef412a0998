package paddock.client.recipe.foundation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;

class TicketTest {
    private static Ticket ticket(String name) {
        return Objects.requireNonNull(Ticket.parse(name));
    }

    @Test
    void aNameHasAKindAnIdAndANumber() {
        assertThat(Ticket.parse("lock-0a1b-0000000042"))
                .isEqualTo(new Ticket("lock-0a1b-0000000042", "lock", "0a1b", 42));
        assertThat(ticket("lock-0a1b--2147483647").number()).isEqualTo(-2147483647);
    }

    @Test
    void otherNamesAreNoTickets() {
        assertThat(Stream.of("", "x", "-", "--", "lock-1", "-1-2", "lock-1-", "lock-1-x"))
                .allSatisfy(name -> assertThat(Ticket.parse(name)).isNull());
    }

    @Test
    void idsAreTheirOwnersAlone() {
        assertThat(Stream.generate(Ticket::newId).limit(1_000))
                .doesNotHaveDuplicates()
                .allSatisfy(id -> assertThat(id).matches("[0-9a-f]{32}"));
    }

    @Test
    void theOrderGoesOnWhereTheCounterBeginsAnew() {
        List<Ticket> inOrder =
                List.of(
                        ticket("a-1-2147483646"),
                        ticket("b-2-2147483647"),
                        ticket("a-3--2147483648"),
                        ticket("b-4--2147483647"));
        Random random = new Random(1);
        for (int i = 0; i < 50; i++) {
            List<Ticket> shuffled = new ArrayList<>(inOrder);
            Collections.shuffle(shuffled, random);
            shuffled.sort(Ticket.oldestFirst(shuffled));

            assertThat(shuffled).isEqualTo(inOrder);
        }
    }
}
