package paddock.client.recipe.queue;

import paddock.client.AsyncClient;
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
/// transaction that claims the element.
final class Store {
    private static final byte[] NO_DATA = {};

    private final AsyncClient client;
    private final Line items;
    private final String claims;
    private final Line takers;
    private final Receipts receipts;

    /// Which of two elements is handed out first; those it finds equal are in order of arrival.
    private final Comparator<Ticket> order;

    /// An element that is held.
    record Claim(Ticket item) {}

    Store(Client client, String path, Comparator<Ticket> order) {
        this.client = client.async();
        items = new Line(this.client, path + "/items");
        claims = path + "/claims";
        takers = new Line(this.client, path + "/takers");
        receipts = new Receipts(this.client, path + "/receipts");
        this.order = order;
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
                Rule.ONE_AT_A_TIME,
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

        void look() {
            if (taken.isDone()) {
                return;
            }
            Once looked = new Once();
            WatchListener woken =
                    event -> {
                        if (looked.take()) {
                            look();
                        }
                    };
            CompletableFuture<List<Ticket>> there = Steadfast.repeat(() -> items.tickets(woken));
            CompletableFuture<Set<String>> held = Steadfast.repeat(() -> held(woken));
            there.thenCombine(held, this::next)
                    .whenComplete(
                            (next, thrown) -> {
                                if (thrown != null) {
                                    fail(thrown);
                                } else if (next.isPresent() && looked.take()) {
                                    read(next.get());
                                }
                            });
        }

        private CompletableFuture<Set<String>> held(WatchListener woken) {
            return Folder.within(client, claims, () -> client.getChildren(claims, woken))
                    .thenApply(children -> new HashSet<>(children.names()));
        }

        private Optional<Ticket> next(List<Ticket> there, Set<String> held) {
            // The first of those that are equal is the oldest.
            return there.stream().filter(each -> !held.contains(each.name())).min(order);
        }

        private void read(Ticket item) {
            Steadfast.repeat(() -> client.getData(items.path(item)))
                    .whenComplete(
                            (data, thrown) -> {
                                if (thrown == null) {
                                    claim(item, data.bytes());
                                } else if (Steadfast.unwrap(thrown)
                                        instanceof ClientException.NoNode) {
                                    look();
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
                look();
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
