package paddock.client.recipe.election;

import paddock.client.AsyncClient;
import paddock.client.Client;
import paddock.client.ClientException;
import paddock.client.NodeData;
import paddock.client.recipe.Grant;
import paddock.client.recipe.foundation.Acquisition;
import paddock.client.recipe.foundation.Holding;
import paddock.client.recipe.foundation.Once;
import paddock.client.recipe.foundation.Steadfast;
import paddock.client.recipe.foundation.Waiting;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.CreateMode;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// An election for one ephemeral znode: who creates it leads, and the others watch it. All of them
/// are woken when it goes, and any of them may be next; for many candidates, or where the order
/// matters, there is [FairElection].
public final class FirstComeElection implements Election {
    private final AsyncClient client;
    private final String path;
    private final String name;

    /// @param path the znode that stands for the lead; its parent must exist
    /// @param name what this candidate calls itself; others can see it. Has no line break
    /// @throws IllegalArgumentException when the name has one
    public FirstComeElection(Client client, String path, String name) {
        if (name.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("a name with a line break");
        }
        this.client = client.async();
        this.path = path;
        this.name = name;
    }

    @Override
    public Grant campaign() throws InterruptedException {
        return Acquisition.await(enter());
    }

    @Override
    public Optional<Grant> campaign(Duration limit) throws InterruptedException {
        return Acquisition.await(enter(), limit).map(lead -> lead);
    }

    @Override
    public Candidacy stand(Consumer<Grant> elected, Consumer<RuntimeException> failed) {
        return new Campaign(enter(), elected, failed);
    }

    @Override
    public Optional<Leader> leader() throws InterruptedException {
        try {
            NodeData data = Waiting.forResult(Steadfast.repeat(() -> client.getData(path)));
            return Optional.of(new Leader(nameIn(data), data.stat().czxid()));
        } catch (ClientException.NoNode e) {
            return Optional.empty();
        }
    }

    /// The second line is of no interest to others.
    private static String nameIn(NodeData data) {
        String text = data.text();
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }

    private CompletableFuture<Holding> enter() {
        Attempt attempt = new Attempt(name + "\n" + UUID.randomUUID());
        attempt.create();
        return attempt.lead;
    }

    /// One candidacy.
    private final class Attempt {
        final CompletableFuture<Holding> lead = new CompletableFuture<>();

        /// Tells this candidacy's znode from those of others, also of the same session.
        private final String text;

        Attempt(String text) {
            this.text = text;
        }

        void create() {
            if (lead.isDone()) {
                return;
            }
            // An answer that was lost shows in the next: the znode exists, and is this one's.
            Steadfast.repeat(
                            () ->
                                    client.create(
                                            path,
                                            text.getBytes(StandardCharsets.UTF_8),
                                            CreateMode.EPHEMERAL,
                                            Acl.OPEN))
                    .whenComplete(
                            (created, thrown) -> {
                                if (thrown == null) {
                                    elected();
                                    return;
                                }
                                Throwable failure = Steadfast.unwrap(thrown);
                                if (failure instanceof ClientException.NodeExists) {
                                    look();
                                } else {
                                    lead.completeExceptionally(failure);
                                }
                            });
        }

        private void look() {
            Once looked = new Once();
            Steadfast.repeat(
                            () ->
                                    client.getData(
                                            path,
                                            event -> {
                                                if (looked.take()) {
                                                    create();
                                                }
                                            }))
                    .whenComplete((data, thrown) -> judge(data, thrown, looked));
        }

        private void judge(NodeData data, Throwable thrown, Once looked) {
            Throwable failure = thrown == null ? null : Steadfast.unwrap(thrown);
            if (failure instanceof ClientException.NoNode) {
                create();
            } else if (failure != null) {
                lead.completeExceptionally(failure);
            } else if (data.text().equals(text) && looked.take()) {
                elected();
            }
        }

        private void elected() {
            Holding.of(client, path)
                    .whenComplete(
                            (holding, thrown) -> {
                                if (thrown != null) {
                                    lead.completeExceptionally(Steadfast.unwrap(thrown));
                                } else if (!lead.complete(holding)) {
                                    holding.release();
                                }
                            });
        }
    }
}
