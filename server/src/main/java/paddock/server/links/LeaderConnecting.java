package paddock.server.links;

import io.netty.channel.Channel;
import io.netty.util.concurrent.ScheduledFuture;

import org.jspecify.annotations.Nullable;

import paddock.wire.ensemble.InitialMessage.Address;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The attempt to reach the leader: all its addresses at once, each a few times (ensemble protocol
/// reference, section 8.1). Belongs to the event loop.
final class LeaderConnecting {
    private static final int TRIES = 5;

    private final Transport transport;
    private final Resolver resolver;
    private final LinkSettings settings;
    private final Consumer<Channel> equip;
    private final Consumer<Channel> connected;
    private final Consumer<String> failed;
    private final long startNanos = System.nanoTime();
    private final List<Way> ways = new ArrayList<>();
    private int openWays;
    private boolean over;

    /// @param equip gives a connection its options and handlers
    /// @param connected told of the first connection; all others are closed
    /// @param failed told when no address is left to try; not after [#cancel]
    LeaderConnecting(
            Transport transport,
            Resolver resolver,
            LinkSettings settings,
            Consumer<Channel> equip,
            Consumer<Channel> connected,
            Consumer<String> failed) {
        this.transport = transport;
        this.resolver = resolver;
        this.settings = settings;
        this.equip = equip;
        this.connected = connected;
        this.failed = failed;
    }

    void start(List<Address> addresses) {
        if (addresses.isEmpty()) {
            failed.accept("it has no address");
            return;
        }
        addresses.forEach(address -> ways.add(new Way(address)));
        openWays = ways.size();
        // The list: a way that fails at once may end the whole attempt.
        List.copyOf(ways).forEach(Way::attempt);
    }

    /// Gives the attempt up; nobody is told.
    void cancel() {
        over = true;
        ways.forEach(Way::cancel);
    }

    private long leftMillis() {
        return settings.connectMillis() - (System.nanoTime() - startNanos) / 1_000_000;
    }

    /// One of the leader's addresses.
    private final class Way {
        private final Address address;
        private @Nullable Connecting connecting;
        private @Nullable ScheduledFuture<?> pause;
        private int tries;

        Way(Address address) {
            this.address = address;
        }

        void attempt() {
            if (over) {
                return;
            }
            tries++;
            int timeoutMillis = Math.clamp(leftMillis(), 1, Integer.MAX_VALUE);
            Connecting fresh =
                    new Connecting(
                            transport,
                            resolver,
                            List.of(address),
                            timeoutMillis,
                            equip,
                            this::done,
                            this::retry);
            connecting = fresh;
            fresh.start();
        }

        private void done(Channel channel) {
            if (over) {
                channel.close();
                return;
            }
            cancelAll();
            connected.accept(channel);
        }

        private void cancelAll() {
            LeaderConnecting.this.cancel();
        }

        private void retry(String reason) {
            if (over) {
                return;
            }
            if (tries < TRIES && leftMillis() > settings.connectPauseMillis()) {
                pause =
                        transport
                                .loop()
                                .schedule(
                                        this::attempt,
                                        settings.connectPauseMillis(),
                                        TimeUnit.MILLISECONDS);
            } else if (--openWays == 0) {
                over = true;
                failed.accept(reason + ", " + tries + " tries at " + address);
            }
        }

        void cancel() {
            Connecting current = connecting;
            if (current != null) {
                current.cancel();
            }
            ScheduledFuture<?> pending = pause;
            if (pending != null) {
                pending.cancel(false);
            }
        }
    }
}
