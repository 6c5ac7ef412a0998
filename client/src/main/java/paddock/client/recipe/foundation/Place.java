package paddock.client.recipe.foundation;

import paddock.client.AsyncClient;
import paddock.client.recipe.PlaceLostException;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// One's own znode in a [Line]. Any thread may use it.
public final class Place {
    private final Line line;
    private final Ticket ticket;

    Place(Line line, Ticket ticket) {
        this.line = line;
        this.ticket = ticket;
    }

    AsyncClient client() {
        return line.client();
    }

    /// Its name.
    public Ticket ticket() {
        return ticket;
    }

    /// Its path.
    public String path() {
        return line.path(ticket);
    }

    /// Completes when it is its turn. Fails as [PlaceLostException] when somebody deleted it, and
    /// when the session is over. Whoever cancels it still has the place.
    public CompletableFuture<Void> turn(Rule rule) {
        CompletableFuture<Void> turn = new CompletableFuture<>();
        look(rule, turn);
        return turn;
    }

    /// As [#turn], for a line that mostly has nobody else in it: asks how many there are before it
    /// asks who.
    public CompletableFuture<Void> turnWhereFewWait(Rule rule) {
        CompletableFuture<Void> turn = new CompletableFuture<>();
        Steadfast.repeat(() -> client().exists(line.path()))
                .whenComplete(
                        (stat, thrown) -> {
                            if (thrown == null
                                    && stat.isPresent()
                                    && stat.get().numChildren() == 1) {
                                turn.complete(null);
                            } else {
                                look(rule, turn);
                            }
                        });
        return turn;
    }

    private void look(Rule rule, CompletableFuture<Void> turn) {
        if (turn.isDone()) {
            return;
        }
        Steadfast.repeat(line::tickets)
                .whenComplete(
                        (tickets, thrown) -> {
                            if (thrown != null) {
                                turn.completeExceptionally(Steadfast.unwrap(thrown));
                            } else {
                                judge(rule, tickets, turn);
                            }
                        });
    }

    private void judge(Rule rule, List<Ticket> tickets, CompletableFuture<Void> turn) {
        int position = tickets.indexOf(ticket);
        if (position < 0) {
            turn.completeExceptionally(new PlaceLostException(path()));
            return;
        }
        Optional<Ticket> other = rule.waitsFor(tickets.subList(0, position), ticket);
        if (other.isEmpty()) {
            turn.complete(null);
        } else if (!turn.isDone()) {
            Gone.of(client(), line.path(other.get()))
                    .whenComplete((gone, thrown) -> look(rule, turn));
        }
    }

    /// Gives it up: deletes it, across lost connections. Completes when it is gone; fails only when
    /// the session is over, and it is gone then, too, unless it was made to outlive it.
    public CompletableFuture<Void> leave() {
        return Deletion.of(client(), path());
    }
}
