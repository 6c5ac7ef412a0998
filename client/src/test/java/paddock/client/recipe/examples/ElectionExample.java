package paddock.client.recipe.examples;

import paddock.client.Client;
import paddock.client.recipe.Grant;
import paddock.client.recipe.election.Election;
import paddock.client.recipe.election.FairElection;

import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/// Work that only one of several hosts does; another takes over when it goes.
final class ElectionExample {
    private ElectionExample() {}

    public static void main(String[] args) throws Exception {
        run(args[0], System.out::println);
    }

    static void run(String connectString, Consumer<String> out) throws Exception {
        CountDownLatch passedOn = new CountDownLatch(1);
        try (Client client = Client.connect(connectString);
                Client other = Client.connect(connectString)) {
            FairElection election = new FairElection(client, "/examples/leader", "host-1");
            Grant lead = election.campaign();
            out.accept(election.candidates() + ", leading with token " + lead.fencingToken());
            Election next = new FairElection(other, "/examples/leader", "host-2");
            next.stand(
                    elected -> {
                        out.accept("host-2 leads: " + elected.isHeld());
                        passedOn.countDown();
                    },
                    failure -> out.accept("host-2 is out: " + failure));
            // Its host has something else to do.
            lead.close();
            passedOn.await();
        }
    }
}
