package paddock.client.recipe.foundation;

import paddock.client.AsyncClient;
import paddock.client.ClientException;
import paddock.client.WatchListener;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.CreateMode;
import paddock.wire.protocol.Stat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A folder of sequential znodes, in the order in which they came. Any thread may use it.
public final class Line {
    private final AsyncClient client;
    private final String path;

    /// @throws IllegalArgumentException when the path cannot be a folder's
    public Line(AsyncClient client, String path) {
        if (!path.startsWith("/") || path.endsWith("/")) {
            throw new IllegalArgumentException(
                    "a folder \"" + path + "\"; it takes a path like /app/line");
        }
        this.client = client;
        this.path = path;
    }

    AsyncClient client() {
        return client;
    }

    /// The folder.
    public String path() {
        return path;
    }

    /// The path of a znode in it.
    public String path(Ticket ticket) {
        return path + "/" + ticket.name();
    }

    /// Joins it at its end, as long as the session lives.
    ///
    /// @param kind what the znode stands for; without a hyphen
    public CompletableFuture<Place> enter(String kind, byte[] data) {
        return enter(Entry.plain(client, data, CreateMode.EPHEMERAL_SEQUENTIAL), kind);
    }

    /// Joins it by an update of one's own.
    public CompletableFuture<Place> enter(Entry entry, String kind) {
        String id = Ticket.newId();
        CompletableFuture<Place> entered = new CompletableFuture<>();
        create(entry, path + "/" + kind + "-" + id + "-", id, entered);
        return entered;
    }

    /// How a znode is created.
    @FunctionalInterface
    public interface Entry {
        /// Creates it, once.
        ///
        /// @param prefix the path up to the number
        /// @return its path
        CompletableFuture<String> create(String prefix);

        /// By a request of its own.
        static Entry plain(AsyncClient client, byte[] data, CreateMode mode) {
            return prefix -> client.create(prefix, data, mode, Acl.OPEN);
        }
    }

    private void create(Entry entry, String prefix, String id, CompletableFuture<Place> entered) {
        Folder.within(client, path, () -> entry.create(prefix))
                .whenComplete(
                        (created, thrown) -> {
                            if (thrown == null) {
                                arrived(created.substring(path.length() + 1), entered);
                                return;
                            }
                            Throwable failure = Steadfast.unwrap(thrown);
                            if (!Steadfast.isTransient(failure)) {
                                entered.completeExceptionally(failure);
                            } else {
                                // Also where nobody wants it any more: it may exist.
                                Steadfast.pause()
                                        .execute(() -> findAgain(entry, prefix, id, entered));
                            }
                        });
    }

    /// The answer was lost. Servers carry out what a session asks in the order in which it asks,
    /// over all its connections, so what is not there after a sync will never be.
    private void findAgain(
            Entry entry, String prefix, String id, CompletableFuture<Place> entered) {
        Steadfast.repeat(() -> client.sync(path).thenCompose(done -> tickets()))
                .whenComplete(
                        (tickets, thrown) -> {
                            if (thrown != null) {
                                entered.completeExceptionally(Steadfast.unwrap(thrown));
                                return;
                            }
                            Optional<Ticket> mine =
                                    tickets.stream().filter(each -> each.id().equals(id)).findAny();
                            if (mine.isPresent()) {
                                arrived(mine.get().name(), entered);
                            } else if (!entered.isDone()) {
                                create(entry, prefix, id, entered);
                            }
                        });
    }

    private void arrived(String name, CompletableFuture<Place> entered) {
        Ticket ticket = Ticket.parse(name);
        if (ticket == null) {
            entered.completeExceptionally(
                    new IllegalStateException("the server named a znode " + name));
            return;
        }
        Place place = new Place(this, ticket);
        if (!entered.complete(place)) {
            // Whoever wanted it has given up.
            place.leave();
        }
    }

    /// Who is in it, oldest first; nobody where there is no folder.
    public CompletableFuture<List<Ticket>> tickets() {
        return sorted(client.getChildren(path).thenApply(children -> children.names()));
    }

    /// As above; the listener is told once when somebody comes or goes. Where there is no folder,
    /// one is made.
    public CompletableFuture<List<Ticket>> tickets(WatchListener once) {
        return roll(once).thenApply(Roll::tickets);
    }

    /// Who is in it at one moment, oldest first.
    ///
    /// @param stat the folder's
    public record Roll(List<Ticket> tickets, Stat stat) {}

    /// As [#tickets(WatchListener)], with the folder's stat.
    public CompletableFuture<Roll> roll(WatchListener once) {
        return Folder.within(client, path, () -> client.getChildren(path, once))
                .thenApply(children -> new Roll(sorted(children.names()), children.stat()));
    }

    private static CompletableFuture<List<Ticket>> sorted(CompletableFuture<List<String>> names) {
        return names.handle(
                        (all, thrown) -> {
                            if (thrown == null) {
                                return CompletableFuture.completedFuture(sorted(all));
                            }
                            Throwable failure = Steadfast.unwrap(thrown);
                            return failure instanceof ClientException.NoNode
                                    ? CompletableFuture.completedFuture(List.<Ticket>of())
                                    : CompletableFuture.<List<Ticket>>failedFuture(failure);
                        })
                .thenCompose(next -> next);
    }

    private static List<Ticket> sorted(List<String> names) {
        List<Ticket> tickets = new ArrayList<>(names.size());
        for (String each : names) {
            Ticket ticket = Ticket.parse(each);
            if (ticket != null) {
                tickets.add(ticket);
            }
        }
        tickets.sort(Ticket.oldestFirst(tickets));
        return tickets;
    }
}
