package paddock.client.recipe.queue;

import org.jspecify.annotations.Nullable;

import paddock.client.AsyncClient;
import paddock.client.Children;
import paddock.client.Client;
import paddock.client.ClientException;
import paddock.client.WatchListener;
import paddock.client.recipe.PlaceLostException;
import paddock.client.recipe.foundation.Acquisition;
import paddock.client.recipe.foundation.Deletion;
import paddock.client.recipe.foundation.Folder;
import paddock.client.recipe.foundation.Line;
import paddock.client.recipe.foundation.Once;
import paddock.client.recipe.foundation.Place;
import paddock.client.recipe.foundation.Receipts;
import paddock.client.recipe.foundation.Rule;
import paddock.client.recipe.foundation.Steadfast;
import paddock.client.recipe.foundation.Ticket;
import paddock.client.recipe.foundation.Waiting;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.CreateMode;
import paddock.wire.protocol.Stat;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// What both queues are: elements that stay until they are acknowledged (`items`), who holds them
/// (`claims`, ephemeral), and who wants one (`takers`, a line).
///
/// Only the first of the line looks for an element, and watches for one. It leaves the line by the
/// transaction that claims the element. The elements are listed when nothing is known of them any
/// more, see [Stock].
final class Store {
    private static final byte[] NO_DATA = {};

    /// Which of two elements is handed out first; those it finds equal are in order of arrival.
    private static final Comparator<Ticket> ORDER = Comparator.comparing(Ticket::kind);

    private final AsyncClient client;
    private final Line items;
    private final String claims;
    private final Line takers;
    private final Receipts receipts;

    /// Whether what comes later is always behind what is there.
    private final boolean ordered;

    /// What is known of the elements that nobody holds; null where nothing is. Written by whoever
    /// is first in the line, read by the next one, which may be another thread.
    private volatile @Nullable Stock stock;

    /// An element that is held.
    record Claim(Ticket item) {}

    private Store(Client client, String path, boolean ordered) {
        this.client = client.async();
        items = new Line(this.client, path + "/items");
        claims = path + "/claims";
        takers = new Line(this.client, path + "/takers");
        receipts = new Receipts(this.client, path + "/receipts");
        this.ordered = ordered;
    }

    /// In the order of arrival.
    static Store byArrival(Client client, String path) {
        // All are of one kind, and equal but for their arrival.
        return new Store(client, path, true);
    }

    /// In the order of the texts of kinds.
    static Store byKind(Client client, String path) {
        return new Store(client, path, false);
    }

    // ---- putting ----

    CompletableFuture<Void> put(String kind, byte[] bytes) {
        String id = UUID.randomUUID().toString().replace("-", "");
        String prefix = items.path() + "/" + kind + "-" + id + "-";
        byte[] copy = bytes.clone();
        return Folder.within(
                client,
                items.path(),
                () ->
                        receipts.once(
                                transaction ->
                                        transaction.create(
                                                prefix,
                                                copy,
                                                CreateMode.PERSISTENT_SEQUENTIAL,
                                                Acl.OPEN)));
    }

    CompletableFuture<List<Ticket>> tickets() {
        return Steadfast.repeat(items::tickets);
    }

    // ---- taking ----

    Element take() throws InterruptedException {
        return Waiting.forResult(enter(), Element::close);
    }

    Optional<Element> take(Duration limit) throws InterruptedException {
        return Waiting.forResult(enter(), limit, Element::close);
    }

    private CompletableFuture<Element> enter() {
        return Acquisition.in(
                takers,
                "take",
                NO_DATA,
                place -> place.turnWhereFewWait(Rule.ONE_AT_A_TIME),
                place -> {
                    Taking taking = new Taking(place);
                    taking.look();
                    return taking.taken;
                },
                Element::close);
    }

    /// The first of the line on its way to an element.
    private final class Taking {
        final CompletableFuture<Element> taken = new CompletableFuture<>();
        private final Place place;

        Taking(Place place) {
            this.place = place;
        }

        /// Goes by what was listed before, as long as that tells what is next.
        void look() {
            Stock known = stock;
            if (known == null) {
                list();
                return;
            }
            // In this order, see there.
            CompletableFuture<Optional<Stat>> there =
                    Steadfast.repeat(() -> client.exists(items.path()));
            CompletableFuture<Optional<Stat>> held = Steadfast.repeat(() -> client.exists(claims));
            there.thenCombine(
                            held,
                            (itemsNow, claimsNow) ->
                                    itemsNow.isPresent() && claimsNow.isPresent()
                                            ? known.next(itemsNow.get(), claimsNow.get(), ordered)
                                            : Optional.<Ticket>empty())
                    .whenComplete(
                            (next, thrown) -> {
                                if (thrown != null) {
                                    fail(thrown);
                                } else if (next.isPresent()) {
                                    read(next.get());
                                } else {
                                    list();
                                }
                            });
        }

        /// Lists all there is, until there is something.
        private void list() {
            if (taken.isDone()) {
                return;
            }
            Once looked = new Once();
            WatchListener woken =
                    event -> {
                        if (looked.take()) {
                            list();
                        }
                    };
            // In this order, see Stock.
            CompletableFuture<Children> held = Steadfast.repeat(() -> held(woken));
            CompletableFuture<Line.Roll> there = Steadfast.repeat(() -> items.roll(woken));
            held.thenCombine(there, this::stockOf)
                    .whenComplete(
                            (found, thrown) -> {
                                if (thrown != null) {
                                    fail(thrown);
                                } else if (!found.free().isEmpty() && looked.take()) {
                                    stock = found;
                                    read(found.free().get(0));
                                }
                            });
        }

        private CompletableFuture<Children> held(WatchListener woken) {
            return Folder.within(client, claims, () -> client.getChildren(claims, woken));
        }

        private Stock stockOf(Children held, Line.Roll there) {
            Set<String> names = new HashSet<>(held.names());
            // Those that are equal stay in the order in which they came.
            List<Ticket> free =
                    there.tickets().stream()
                            .filter(each -> !names.contains(each.name()))
                            .sorted(ORDER)
                            .toList();
            return new Stock(free, there.stat(), held.stat());
        }

        /// What was listed does not tell what is next.
        private void lookAgain() {
            stock = null;
            list();
        }

        private void read(Ticket item) {
            Steadfast.repeat(() -> client.getData(items.path(item)))
                    .whenComplete(
                            (data, thrown) -> {
                                if (thrown == null) {
                                    claim(item, data.bytes());
                                } else if (Steadfast.unwrap(thrown)
                                        instanceof ClientException.NoNode) {
                                    lookAgain();
                                } else {
                                    fail(thrown);
                                }
                            });
        }

        private void claim(Ticket item, byte[] bytes) {
            receipts.once(
                            transaction ->
                                    transaction
                                            .delete(place.path(), -1)
                                            .check(items.path(item), -1)
                                            .create(
                                                    claims + "/" + item.name(),
                                                    NO_DATA,
                                                    CreateMode.EPHEMERAL,
                                                    Acl.OPEN))
                    .whenComplete(
                            (done, thrown) -> {
                                if (thrown == null) {
                                    got(new Element(Store.this, new Claim(item), bytes));
                                } else {
                                    refused(Steadfast.unwrap(thrown));
                                }
                            });
        }

        private void got(Element element) {
            if (!taken.complete(element)) {
                element.close();
            }
        }

        private void refused(Throwable failure) {
            if (failure instanceof ClientException.NoNode gone
                    && place.path().equals(gone.path())) {
                fail(new PlaceLostException(place.path()));
            } else if (failure instanceof ClientException.NoNode
                    || failure instanceof ClientException.NodeExists) {
                lookAgain();
            } else {
                fail(failure);
            }
        }

        private void fail(Throwable thrown) {
            taken.completeExceptionally(Steadfast.unwrap(thrown));
        }
    }

    // ---- deciding ----

    CompletableFuture<Void> acknowledge(Claim claim) {
        String held = claims + "/" + claim.item().name();
        return receipts.once(
                        transaction ->
                                transaction.delete(held, -1).delete(items.path(claim.item()), -1))
                .handle(
                        (done, thrown) -> {
                            Throwable failure = thrown == null ? null : Steadfast.unwrap(thrown);
                            if (failure == null) {
                                return CompletableFuture.<Void>completedFuture(null);
                            }
                            return CompletableFuture.<Void>failedFuture(
                                    failure instanceof ClientException.NoNode
                                            ? new PlaceLostException(held)
                                            : failure);
                        })
                .thenCompose(next -> next);
    }

    CompletableFuture<Void> giveBack(Claim claim) {
        return Deletion.of(client, claims + "/" + claim.item().name());
    }
}
