package paddock.server.links;

import io.netty.channel.EventLoop;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/// Turns names into addresses, anew each time, without making the event loop wait for it.
final class Resolver implements AutoCloseable {
    private final EventLoop loop;
    private final ExecutorService lookups =
            Executors.newCachedThreadPool(
                    task -> {
                        Thread thread = new Thread(task, "resolver");
                        thread.setDaemon(true);
                        return thread;
                    });

    Resolver(EventLoop loop) {
        this.loop = loop;
    }

    /// What came of a name: addresses, or the reason why there are none.
    record Answer(List<InetAddress> addresses, String problem) {
        Answer {
            addresses = List.copyOf(addresses);
        }
    }

    /// Looks a host up; the answer comes on the event loop, for a literal address at once.
    void resolve(String host, Consumer<Answer> then) {
        InetAddress literal = literal(host);
        if (literal != null) {
            then.accept(new Answer(List.of(literal), ""));
            return;
        }
        try {
            lookups.execute(
                    () -> {
                        Answer answer = lookUp(host);
                        loop.execute(() -> then.accept(answer));
                    });
        } catch (RejectedExecutionException e) {
            then.accept(new Answer(List.of(), "shutting down"));
        }
    }

    private static Answer lookUp(String host) {
        try {
            return new Answer(List.of(InetAddress.getAllByName(host)), "");
        } catch (UnknownHostException e) {
            return new Answer(List.of(), "no address is known for the name " + host);
        }
    }

    private static @Nullable InetAddress literal(String host) {
        try {
            return InetAddress.ofLiteral(host);
        } catch (IllegalArgumentException notALiteral) {
            return null;
        }
    }

    @Override
    public void close() {
        lookups.shutdownNow();
    }
}
