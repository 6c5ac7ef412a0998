package paddock.client.recipe.queue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import paddock.client.recipe.foundation.Ticket;
import paddock.wire.protocol.Stat;

import java.util.List;
import java.util.Optional;

final class StockTest {
    private static final Ticket A = new Ticket("i-a-0", "i", "a", 0);
    private static final Ticket B = new Ticket("i-b-1", "i", "b", 1);

    /// Ten elements came, seven went; nine were claimed, one was given back, one is held.
    private final Folder items = new Folder(10, 7);

    private final Folder claims = new Folder(9, 8);
    private final Stock stock = new Stock(List.of(A, B), items.stat(1), claims.stat(1));

    /// How many children were ever created and deleted.
    private record Folder(int created, int deleted) {
        Folder more(int creations, int deletions) {
            return new Folder(created + creations, deleted + deletions);
        }

        Stat stat(long czxid) {
            return new Stat(czxid, 1, 1, 1, 0, created + deleted, 0, 0, 0, created - deleted, 1);
        }
    }

    private Optional<Ticket> next(Folder itemsNow, Folder claimsNow) {
        return stock.next(itemsNow.stat(1), claimsNow.stat(1), true);
    }

    @Test
    void asManyAreGoneAsClaimsWereMade() {
        assertThat(next(items, claims)).contains(A);
        assertThat(next(items, claims.more(1, 0))).contains(B);
        assertThat(next(items, claims.more(2, 0))).isEmpty();
    }

    @Test
    void whatIsAcknowledgedChangesNothing() {
        assertThat(next(items.more(0, 1), claims.more(0, 1))).contains(A);
        assertThat(next(items.more(0, 2), claims.more(1, 2))).contains(B);
    }

    @Test
    void whatIsGivenBackTakesAnotherLook() {
        assertThat(next(items, claims.more(0, 1))).isEmpty();
        assertThat(next(items.more(0, 1), claims.more(1, 2))).isEmpty();
    }

    @Test
    void whatSomebodyDeletedTakesAnotherLook() {
        assertThat(next(items.more(0, 1), claims)).isEmpty();
    }

    @Test
    void whatComesLaterOvertakesOnlyWhereItCan() {
        assertThat(next(items.more(3, 0), claims)).contains(A);
        assertThat(stock.next(items.more(3, 0).stat(1), claims.stat(1), false)).isEmpty();
        assertThat(stock.next(items.more(0, 1).stat(1), claims.more(0, 1).stat(1), false))
                .contains(A);
    }

    @Test
    void anotherFolderCountsAnew() {
        assertThat(stock.next(items.stat(2), claims.stat(1), true)).isEmpty();
        assertThat(stock.next(items.stat(1), claims.stat(2), true)).isEmpty();
    }

    @Test
    void countersMayWrap() {
        Folder many = new Folder(Integer.MAX_VALUE, Integer.MAX_VALUE - 2);
        Stock old = new Stock(List.of(A, B), many.stat(1), many.stat(1));

        assertThat(old.next(many.more(0, 1).stat(1), many.more(1, 1).stat(1), true)).contains(B);
        assertThat(old.next(many.stat(1), many.more(1, 1).stat(1), true)).isEmpty();
    }
}
