package paddock.bench.home;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// An ensemble under test: its members are processes on this machine.
public final class EnsembleProcess implements Servers {
    /// Of every member.
    public static final int TICK_MILLIS = 2000;

    private static final Duration SETTLE_LIMIT = Duration.ofMinutes(3);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /// What the sample configuration of a release says.
    private static final List<String> TICKS =
            List.of("tickTime=" + TICK_MILLIS, "initLimit=10", "syncLimit=5");

    private final List<ServerProcess> members;

    private EnsembleProcess(List<ServerProcess> members) {
        this.members = members;
    }

    /// Starts so many servers on fresh data; they may not serve yet.
    public static EnsembleProcess start(Home home, Knobs knobs, Path work, int servers) {
        if (home instanceof Home.Echo) {
            throw new HomeException("echo servers form no ensembles");
        }
        List<String> lines = new ArrayList<>(TICKS);
        for (int id = 1; id <= servers; id++) {
            lines.add("server.%d=127.0.0.1:%d:%d".formatted(id, freePort(), freePort()));
        }
        List<ServerProcess> members = new ArrayList<>();
        EnsembleProcess ensemble = new EnsembleProcess(members);
        try {
            for (int id = 1; id <= servers; id++) {
                InetSocketAddress address =
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), freePort());
                members.add(ServerProcess.startMember(home, knobs, work, id, address, lines));
            }
            return ensemble;
        } catch (RuntimeException e) {
            ensemble.close();
            throw e;
        }
    }

    /// Below those that the system hands to outgoing connections, so that a member finds its ports
    /// free when it comes back.
    private static int freePort() {
        while (true) {
            int candidate = ThreadLocalRandom.current().nextInt(10_000, 32_000);
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), candidate));
                return candidate;
            } catch (IOException e) {
                LockSupport.parkNanos(1); // Taken; the next draw will be another.
            }
        }
    }

    /// Waits until one leads and all others follow.
    public void awaitSettled() {
        long deadline = System.nanoTime() + SETTLE_LIMIT.toNanos();
        while (!isSettled()) {
            if (System.nanoTime() > deadline) {
                throw new HomeException(
                        "the ensemble did not settle within %s: %s"
                                .formatted(
                                        SETTLE_LIMIT,
                                        members.stream().map(ServerProcess::mode).toList()));
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private boolean isSettled() {
        List<String> modes =
                members.stream().map(member -> member.mode().orElse("none")).sorted().toList();
        return modes.stream().filter("leader"::equals).count() == 1
                && modes.stream().filter("follower"::equals).count() == members.size() - 1;
    }

    public List<ServerProcess> members() {
        return List.copyOf(members);
    }

    /// The member that leads now.
    public ServerProcess leader() {
        return members.stream()
                .filter(member -> member.mode().filter("leader"::equals).isPresent())
                .findFirst()
                .orElseThrow(() -> new HomeException("nobody leads"));
    }

    @Override
    public List<InetSocketAddress> addresses() {
        return members.stream().map(ServerProcess::address).toList();
    }

    @Override
    public ProcessCost cost() {
        ProcessCost sum = ProcessCost.of(List.of());
        for (ServerProcess member : members) {
            sum = sum.plus(member.cost());
        }
        return sum;
    }

    @Override
    public GcPauses gcPauses() {
        return members.stream()
                .map(ServerProcess::gcPauses)
                .reduce(new GcPauses(List.of()), GcPauses::plus);
    }

    @Override
    public long liveHeapBytes() {
        return members.stream().mapToLong(ServerProcess::liveHeapBytes).sum();
    }

    @Override
    public void startProfile() {
        members.forEach(ServerProcess::startProfile);
    }

    @Override
    public void stopProfile(Path file) {
        for (int i = 0; i < members.size(); i++) {
            String role = members.get(i).mode().orElse("member");
            String name = file.getFileName().toString().replaceFirst("\\.jfr$", "");
            members.get(i)
                    .stopProfile(file.resolveSibling(name + "-" + (i + 1) + "-" + role + ".jfr"));
        }
    }

    @Override
    public void close() {
        members.forEach(ServerProcess::close);
    }
}
