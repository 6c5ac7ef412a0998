package paddock.client.recipe.config;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import paddock.client.AsyncClient;
import paddock.client.Client;
import paddock.client.ClientException;
import paddock.client.NodeData;
import paddock.client.Registration;
import paddock.client.WatchEvent;
import paddock.client.recipe.foundation.Refresher;
import paddock.client.recipe.foundation.Steadfast;
import paddock.client.recipe.foundation.Waiting;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.CreateMode;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// A value in a znode that follows what anybody publishes. Any thread may use it; reading it asks
/// no server and waits for nothing.
///
/// ```java
/// var limits = Configuration.open(client, "/app/limits", Codec.properties());
/// limits.subscribe(now -> apply(now.value()));
/// limits.publish(Map.of("connections", "100"));
/// ```
///
/// Each subscriber ends with the newest value, and never goes back to an older one.
///
/// **Lost connection.** The last value stays; once connected again, the newest is told. A publish
/// whose answer was lost is repeated: it may then replace what another has published meanwhile,
/// unless it names the version it is meant for.
///
/// **No server at all.** With a fallback file, the last value this machine has seen is there from
/// the start: see [#open(Client, String, Codec, Path)].
///
/// **Lost session.** The last value stays for good.
///
/// @param <T> what a value is
public final class Configuration<T> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Configuration.class);

    private final AsyncClient client;
    private final String path;
    private final Codec<T> codec;
    private final @Nullable FallbackFile fallback;
    private final List<Subscriber<T>> subscribers = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Version<T>> first = new CompletableFuture<>();
    private final CompletableFuture<Void> closing = new CompletableFuture<>();
    private final Refresher refresher = new Refresher(this::look);

    /// Held while something is taken in and told, so that subscribers are told one thing at a time.
    private final ReentrantLock lock = new ReentrantLock();

    /// Written under the lock, read by anybody.
    private volatile @Nullable Version<T> current;

    /// The last transaction whose data was seen, of use or not. Guarded by the lock.
    private long seenZxid = -1;

    /// A value, and where it comes from.
    ///
    /// @param zxid the transaction that published it; greater for later ones
    /// @param number the version of the znode, for [Configuration#publish(Object, int)]
    /// @param fromFile whether it is from the fallback file: the servers may know a newer one
    public record Version<T>(T value, long zxid, int number, boolean fromFile) {}

    private Configuration(
            Client client, String path, Codec<T> codec, @Nullable FallbackFile fallback) {
        this.client = client.async();
        this.path = path;
        this.codec = codec;
        this.fallback = fallback;
    }

    /// Begins to follow a znode, which does not have to exist.
    public static <T> Configuration<T> open(Client client, String path, Codec<T> codec) {
        return open(new Configuration<>(client, path, codec, null));
    }

    /// As above with a file that keeps the last value. Where it has one, that is the value until a
    /// server tells a newer one; the client does not have to be connected, see
    /// [paddock.client.AsyncClient#blocking].
    public static <T> Configuration<T> open(
            Client client, String path, Codec<T> codec, Path fallback) {
        Configuration<T> configuration =
                new Configuration<>(client, path, codec, new FallbackFile(fallback));
        configuration.readFallback();
        return open(configuration);
    }

    private static <T> Configuration<T> open(Configuration<T> configuration) {
        configuration.watch();
        return configuration;
    }

    private void readFallback() {
        if (fallback == null) {
            return;
        }
        fallback.read()
                .ifPresent(
                        kept -> {
                            try {
                                T value = codec.decode(kept.bytes());
                                current = new Version<>(value, kept.zxid(), kept.number(), true);
                            } catch (RuntimeException e) {
                                LOG.warn("{} has no value of {}", fallback, path, e);
                            }
                        });
    }

    // ---- following ----

    private void watch() {
        Steadfast.repeat(() -> client.watch(path, this::happened))
                .whenComplete(
                        (watch, thrown) -> {
                            if (thrown == null) {
                                closing.thenRun(watch::close);
                                refresher.hint();
                            } else {
                                first.completeExceptionally(Steadfast.unwrap(thrown));
                            }
                        });
    }

    private void happened(WatchEvent event) {
        if (event.kind() == WatchEvent.Kind.ENDED) {
            first.completeExceptionally(
                    new IllegalStateException("the session ended before there was a value"));
        } else if (event.kind() != WatchEvent.Kind.CHILDREN_CHANGED) {
            refresher.hint();
        }
    }

    private CompletableFuture<?> look() {
        return Steadfast.repeat(() -> client.getData(path))
                .whenComplete(
                        (data, thrown) -> {
                            if (closing.isDone()) {
                                return;
                            }
                            lock.lock();
                            try {
                                takeIn(data, thrown);
                            } finally {
                                lock.unlock();
                            }
                        });
    }

    private void takeIn(@Nullable NodeData data, @Nullable Throwable thrown) {
        if (data == null) {
            Throwable failure = thrown == null ? null : Steadfast.unwrap(thrown);
            if (failure instanceof ClientException.NoNode) {
                if (seenZxid >= 0) {
                    tell(Subscriber::removed);
                }
            } else if (failure != null && !Steadfast.isEndOfSession(failure)) {
                LOG.warn("{} cannot be read", path, failure);
            }
            return;
        }
        if (data.stat().mzxid() <= seenZxid) {
            return;
        }
        seenZxid = data.stat().mzxid();
        T value;
        try {
            value = codec.decode(data.bytes());
        } catch (RuntimeException e) {
            LOG.warn("what was published in {} is no value", path, e);
            tell(subscriber -> subscriber.undecodable(data.bytes(), e));
            return;
        }
        Version<T> now = new Version<>(value, seenZxid, data.version(), false);
        current = now;
        if (fallback != null) {
            fallback.write(new FallbackFile.Kept(seenZxid, data.version(), data.bytes()));
        }
        tell(subscriber -> subscriber.changed(now));
        first.complete(now);
    }

    private void tell(Consumer<Subscriber<T>> what) {
        for (Subscriber<T> each : subscribers) {
            try {
                what.accept(each);
            } catch (RuntimeException e) {
                LOG.error("a subscriber to {} failed", path, e);
            }
        }
    }

    /// Has a subscriber told of each newer value; first of all of the present one, where there is
    /// one, before this returns.
    ///
    /// @return takes it away again
    public Registration subscribe(Subscriber<T> subscriber) {
        lock.lock();
        try {
            Version<T> now = current;
            if (now != null) {
                subscriber.changed(now);
            }
            subscribers.add(subscriber);
        } finally {
            lock.unlock();
        }
        return () -> subscribers.remove(subscriber);
    }

    /// The newest value known here; empty where there was none yet.
    public Optional<Version<T>> current() {
        return Optional.ofNullable(current);
    }

    /// Waits for the first value that a server tells.
    ///
    /// @return empty when the time is over
    /// @throws IllegalStateException when it is closed, or its session over, before
    /// @throws InterruptedException when the thread is interrupted
    public Optional<Version<T>> await(Duration limit) throws InterruptedException {
        return Waiting.forResult(first.copy(), limit, value -> {});
    }

    // ---- publishing ----

    /// Publishes a value, whatever was there before.
    ///
    /// @throws InterruptedException when the thread is interrupted; it may be published all the
    ///   same
    public void publish(T value) throws InterruptedException {
        byte[] bytes = codec.encode(value);
        while (true) {
            try {
                Waiting.forResult(Steadfast.repeat(() -> client.setData(path, bytes)));
                return;
            } catch (ClientException.NoNode e) {
                if (Waiting.forResult(create(bytes))) {
                    return;
                }
            }
        }
    }

    private CompletableFuture<Boolean> create(byte[] bytes) {
        String parent = path.substring(0, Math.max(path.lastIndexOf('/'), 1));
        return Steadfast.repeat(
                        () ->
                                client.ensurePath(parent)
                                        .thenCompose(
                                                made ->
                                                        client.create(
                                                                path,
                                                                bytes,
                                                                CreateMode.PERSISTENT,
                                                                Acl.OPEN)))
                .handle(
                        (created, thrown) -> {
                            Throwable failure = thrown == null ? null : Steadfast.unwrap(thrown);
                            if (failure == null) {
                                return CompletableFuture.completedFuture(true);
                            }
                            return failure instanceof ClientException.NodeExists
                                            || failure instanceof ClientException.NoNode
                                    ? CompletableFuture.completedFuture(false)
                                    : CompletableFuture.<Boolean>failedFuture(failure);
                        })
                .thenCompose(next -> next);
    }

    /// Publishes a value if the present one is that of a version. It is tried once.
    ///
    /// @param number the version it is meant to replace, see [Version#number]
    /// @return false when there is another version by now, or none
    /// @throws ClientException.ConnectionLost when it may have been published
    /// @throws InterruptedException when the thread is interrupted; it may be published all the
    ///   same
    public boolean publish(T value, int number) throws InterruptedException {
        try {
            Waiting.forResult(client.setData(path, codec.encode(value), number));
            return true;
        } catch (ClientException.BadVersion | ClientException.NoNode e) {
            return false;
        }
    }

    /// Follows no more; the last value stays.
    @Override
    public void close() {
        first.completeExceptionally(
                new IllegalStateException("the configuration " + path + " was closed"));
        closing.complete(null);
    }
}
