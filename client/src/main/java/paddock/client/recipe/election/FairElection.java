package paddock.client.recipe.election;

import paddock.client.AsyncClient;
import paddock.client.Client;
import paddock.client.ClientException;
import paddock.client.NodeData;
import paddock.client.recipe.Grant;
import paddock.client.recipe.foundation.Acquisition;
import paddock.client.recipe.foundation.Holding;
import paddock.client.recipe.foundation.Line;
import paddock.client.recipe.foundation.Rule;
import paddock.client.recipe.foundation.Steadfast;
import paddock.client.recipe.foundation.Ticket;
import paddock.client.recipe.foundation.Waiting;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// An election in which who came first leads. Each candidate is a sequential znode, and watches
/// only the one before it: a leader that goes wakes nobody but its successor.
public final class FairElection implements Election {
    private final AsyncClient client;
    private final Line line;
    private final byte[] name;

    /// @param path the folder of the election
    /// @param name what this candidate calls itself; others can see it
    public FairElection(Client client, String path, String name) {
        this.client = client.async();
        line = new Line(this.client, path);
        this.name = name.getBytes(StandardCharsets.UTF_8);
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

    private CompletableFuture<Holding> enter() {
        return Acquisition.in(line, "candidate", name, Rule.ONE_AT_A_TIME);
    }

    @Override
    public Optional<Leader> leader() throws InterruptedException {
        while (true) {
            List<Ticket> tickets = Waiting.forResult(Steadfast.repeat(line::tickets));
            if (tickets.isEmpty()) {
                return Optional.empty();
            }
            Optional<NodeData> data = look(tickets.get(0));
            if (data.isPresent()) {
                return data.map(each -> new Leader(each.text(), each.stat().czxid()));
            }
            // It went in between, and the next leads.
        }
    }

    /// What the candidates call themselves, the leader first, the others in the order in which they
    /// will lead.
    public List<String> candidates() throws InterruptedException {
        List<String> names = new ArrayList<>();
        for (Ticket each : Waiting.forResult(Steadfast.repeat(line::tickets))) {
            look(each).ifPresent(data -> names.add(data.text()));
        }
        return List.copyOf(names);
    }

    private Optional<NodeData> look(Ticket ticket) throws InterruptedException {
        try {
            return Optional.of(
                    Waiting.forResult(Steadfast.repeat(() -> client.getData(line.path(ticket)))));
        } catch (ClientException.NoNode e) {
            return Optional.empty();
        }
    }
}
