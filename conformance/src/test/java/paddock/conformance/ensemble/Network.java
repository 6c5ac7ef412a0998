package paddock.conformance.ensemble;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// A network of its own for each member, which can be cut between any two of them.
///
/// Each member's place is a network namespace, joined to the others and to the test by a bridge. A
/// cut from one to another is a wrong hardware address for the other in the first one's neighbour
/// table: packets leave and arrive nowhere, without an error to anybody, and in one direction only.
/// Neither a packet filter nor a kernel module is needed for that. Clients of the test reach every
/// member throughout.
final class Network implements AutoCloseable {
    private static final AtomicInteger MADE = new AtomicInteger();
    private static final String NOWHERE = "02:00:00:00:00:01";

    private final String name;
    private final int third;
    private final int size;
    private final List<List<String>> undo = new ArrayList<>();

    private Network(int size) {
        // Others may be here at the same time, of this process and of another.
        long number = ProcessHandle.current().pid() + MADE.getAndIncrement();
        this.name = "pdk" + number % 100_000;
        this.third = (int) (number % 250) + 1;
        this.size = size;
    }

    /// What keeps this machine from having such networks, if anything does.
    static Optional<String> obstacle() {
        try (var network = new Network(1)) {
            network.build();
            return Optional.empty();
        } catch (NetworkException e) {
            return Optional.of(e.toString());
        }
    }

    /// A network for the members 1 to `size`.
    static Network of(int size) {
        var network = new Network(size);
        try {
            network.build();
            return network;
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    private void build() {
        run("ip", "link", "add", bridge(), "type", "bridge");
        undo.addFirst(List.of("ip", "link", "del", bridge()));
        run("ip", "addr", "add", address(254) + "/24", "dev", bridge());
        run("ip", "link", "set", bridge(), "up");
        for (int id = 1; id <= size; id++) {
            String port = name + "v" + id;
            run("ip", "netns", "add", namespace(id));
            undo.addFirst(List.of("ip", "netns", "del", namespace(id)));
            run(
                    "ip",
                    "link",
                    "add",
                    port,
                    "type",
                    "veth",
                    "peer",
                    "name",
                    "eth0",
                    "netns",
                    namespace(id));
            // Named, since a namespace takes its devices with it only some time after its end.
            undo.addFirst(List.of("ip", "link", "del", port));
            run("ip", "link", "set", port, "master", bridge(), "up");
            inside(id, "addr", "add", address(id) + "/24", "dev", "eth0");
            inside(id, "link", "set", "eth0", "up");
            inside(id, "link", "set", "lo", "up");
        }
    }

    /// Where a member runs.
    Place place(int id) {
        return new Place(address(id), List.of("ip", "netns", "exec", namespace(id)));
    }

    /// From now on nothing that `from` sends to `to` arrives.
    void cut(int from, int to) {
        inside(
                from,
                "neigh",
                "replace",
                address(to),
                "lladdr",
                NOWHERE,
                "dev",
                "eth0",
                "nud",
                "permanent");
    }

    /// Cuts these members off from all others, both ways.
    void separate(Set<Integer> side) {
        for (int from = 1; from <= size; from++) {
            for (int to = 1; to <= size; to++) {
                if (side.contains(from) != side.contains(to)) {
                    cut(from, to);
                }
            }
        }
    }

    /// Whether this machine can [#narrow] a link: not every kernel has what it takes.
    boolean canNarrow() {
        try {
            narrow(1);
            widen(1);
            return true;
        } catch (NetworkException e) {
            return false;
        }
    }

    /// From now on all that a member sends waits its turn in a queue shorter than what a busy
    /// member wants to send: it arrives late, or not at all. TCP sends it again.
    void narrow(int id) {
        queue(id, "replace", "tbf", "rate", "512kbit", "burst", "4kb", "latency", "40ms");
    }

    /// Undoes [#narrow].
    void widen(int id) {
        queue(id, "del");
    }

    private void queue(int id, String verb, String... rest) {
        var command =
                new ArrayList<>(
                        List.of("tc", "-n", namespace(id), "qdisc", verb, "dev", "eth0", "root"));
        command.addAll(List.of(rest));
        run(command.toArray(String[]::new));
    }

    /// Undoes all cuts.
    void heal() {
        for (int id = 1; id <= size; id++) {
            inside(id, "neigh", "flush", "dev", "eth0", "nud", "permanent");
        }
    }

    private String bridge() {
        return name + "b";
    }

    private String namespace(int id) {
        return name + "-" + id;
    }

    private String address(int last) {
        return "10.213." + third + "." + last;
    }

    private void inside(int id, String... arguments) {
        var command = new ArrayList<>(List.of("ip", "-n", namespace(id)));
        command.addAll(List.of(arguments));
        run(command.toArray(String[]::new));
    }

    private static void run(String... command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new NetworkException(String.join(" ", command) + ": " + output.strip());
            }
        } catch (IOException e) {
            throw new NetworkException(command[0] + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted", e));
        }
    }

    @Override
    public void close() {
        for (List<String> command : undo) {
            run(command.toArray(String[]::new));
        }
        undo.clear();
    }

    /// This machine, or this user, cannot have the network.
    static final class NetworkException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NetworkException(String message) {
            super(message);
        }
    }
}
