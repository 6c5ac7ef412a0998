package paddock.shell.session;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import paddock.client.session.ClientSession;
import paddock.client.session.Outcome;
import paddock.client.session.SessionEvent;
import paddock.client.session.SessionListener;
import paddock.client.session.SessionSettings;
import paddock.client.session.SessionState;
import paddock.client.session.WatchChange;
import paddock.client.session.WatchKind;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.ClientInfo;
import paddock.wire.protocol.CreateMode;
import paddock.wire.protocol.ErrorCode;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;
import paddock.wire.protocol.Response;
import paddock.wire.protocol.Stat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// One session, asked by one thread at a time.
///
/// Operations wait for their answer and throw [ZnodeException] when it is a refusal,
/// [IllegalArgumentException] for a path that cannot be one, and [CancellationException] when the
/// thread is interrupted. An event that the server sent before an answer was told before the
/// operation returns.
public final class Connection implements AutoCloseable {
    /// Everything that is watched is watched by the same one: the shell itself.
    private static final Object WATCHER = "shell";

    /// Where a session has ended by itself, its last events come within this time.
    private static final long LAST_WORDS_SECONDS = 1;

    private final ClientSession session;

    private final CompletableFuture<Void> connected = new CompletableFuture<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();

    /// Opens a session and returns before it is connected.
    ///
    /// @param events told of everything that happens, on a thread of the session
    public Connection(SessionSettings settings, Consumer<SessionEvent> events) {
        SessionListener listener =
                (event, watchers) -> {
                    events.accept(event);
                    if (event.state().isConnected() || !event.state().isAlive()) {
                        connected.complete(null);
                    }
                    if (!event.state().isAlive()) {
                        over.complete(null);
                    }
                };
        session = ClientSession.open(settings, listener);
    }

    /// Waits until the session is connected for the first time.
    ///
    /// @throws ZnodeException when that takes longer
    public void awaitConnected(Duration patience) throws InterruptedException {
        try {
            connected.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new ZnodeException(ErrorCode.CONNECTION_LOSS, null);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Waits until the end of a session that has ended by itself was told; does nothing while it
    /// lives.
    public void awaitLastWords() {
        if (session.state().isAlive()) {
            return;
        }
        try {
            over.get(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // Nobody has to hear them.
        }
    }

    public SessionState state() {
        return session.state();
    }

    public long sessionId() {
        return session.sessionId();
    }

    /// A znode's data and what else is known of it.
    ///
    /// @param data null where it has none
    public record Node(byte @Nullable [] data, Stat stat) {}

    /// A znode's children, sorted, and what is known of itself.
    public record Listing(List<String> names, Stat stat) {}

    /// A znode's ACL, and what else is known of it.
    public record Access(List<Acl> acl, Stat stat) {}

    public Node getData(String path, boolean watch) {
        ZnodePath.require(path);
        Response.Data answer =
                ask(
                        new Request.GetData(path, watch),
                        register(watch, WatchKind.DATA, path),
                        path,
                        Response.Data.class);
        return new Node(answer.data(), answer.stat());
    }

    public Listing getChildren(String path, boolean watch) {
        ZnodePath.require(path);
        Response.NamesWithStat answer =
                ask(
                        new Request.GetChildren(path, watch, true),
                        register(watch, WatchKind.CHILDREN, path),
                        path,
                        Response.NamesWithStat.class);
        return new Listing(answer.names().stream().sorted().toList(), answer.stat());
    }

    /// What is known of a znode. Where there is none, the watch waits for one.
    public Stat stat(String path, boolean watch) {
        ZnodePath.require(path);
        return ask(
                        new Request.Exists(path, watch),
                        register(watch, WatchKind.EXISTS, path),
                        path,
                        Response.StatOnly.class)
                .stat();
    }

    public Access getAcl(String path) {
        ZnodePath.require(path);
        Response.AclList answer = ask(new Request.GetAcl(path), null, path, Response.AclList.class);
        return new Access(answer.acl(), answer.stat());
    }

    /// Creates a znode, and says what it is called.
    ///
    /// @param ttlMillis for the modes with a time to live only
    public String create(
            String path, byte @Nullable [] data, List<Acl> acl, CreateMode mode, long ttlMillis) {
        ZnodePath.require(mode.sequential() ? path + "1" : path);
        requireAcl(acl);
        // The plain request is one that servers of any age understand.
        int opCode =
                mode.ttl()
                        ? OpCode.CREATE_TTL
                        : mode == CreateMode.CONTAINER ? OpCode.CREATE_CONTAINER : OpCode.CREATE;
        Response answer =
                perform(
                        new Request.Create(opCode, path, data, acl, mode.flag(), ttlMillis),
                        null,
                        path);
        return answer instanceof Response.CreatedWithStat withStat
                ? withStat.path()
                : requireNonNull((Response.Created) answer).path();
    }

    public Stat setData(String path, byte @Nullable [] data, int version) {
        ZnodePath.require(path);
        return ask(new Request.SetData(path, data, version), null, path, Response.StatOnly.class)
                .stat();
    }

    public Stat setAcl(String path, List<Acl> acl, int version) {
        ZnodePath.require(path);
        requireAcl(acl);
        return ask(new Request.SetAcl(path, acl, version), null, path, Response.StatOnly.class)
                .stat();
    }

    private static void requireAcl(List<Acl> acl) {
        if (acl.isEmpty()) {
            throw new ZnodeException(ErrorCode.INVALID_ACL, null);
        }
    }

    public void delete(String path, int version) {
        ZnodePath.require(path);
        perform(new Request.Delete(path, version), null, path);
    }

    /// Deletes znodes by batches of which each happens as a whole or not at all.
    ///
    /// @param paths children before their parents
    /// @return whether all batches happened
    public boolean deleteAll(List<String> paths, int batch, int underWay) {
        Semaphore free = new Semaphore(underWay);
        boolean[] failed = {false};
        for (int from = 0; from < paths.size(); from += batch) {
            List<Request> deletes =
                    paths.subList(from, Math.min(from + batch, paths.size())).stream()
                            .<Request>map(path -> new Request.Delete(path, -1))
                            .toList();
            free.acquireUninterruptibly();
            session.submit(
                    new Request.Multi(false, deletes),
                    null,
                    (xid, zxid, error, response) -> {
                        failed[0] |= error != 0 || hasFailed(response);
                        free.release();
                    });
        }
        // Whoever has all permits has seen everything that was done before they were released.
        free.acquireUninterruptibly(underWay);
        return !failed[0];
    }

    private static boolean hasFailed(@Nullable Response response) {
        return response instanceof Response.Results results
                && results.results().stream().anyMatch(each -> each.err() != 0);
    }

    /// Has the server catch up.
    ///
    /// @return 0 or the code of the error
    /// @throws TimeoutException when it takes longer
    public int sync(String path, Duration patience) throws TimeoutException {
        ZnodePath.require(path);
        CompletableFuture<Integer> code = new CompletableFuture<>();
        session.submit(
                new Request.Sync(path), null, (xid, zxid, error, response) -> code.complete(error));
        try {
            return code.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new CancellationException("interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /// How many znodes there are below one.
    public int countDescendants(String path) {
        ZnodePath.require(path);
        return ask(new Request.GetAllChildrenNumber(path), null, path, Response.Count.class)
                .totalNumber();
    }

    /// The session's own ephemeral znodes whose paths begin with a prefix, sorted.
    public List<String> ephemerals(String prefix) {
        ZnodePath.require(prefix);
        return ask(new Request.GetEphemerals(prefix), null, prefix, Response.Names.class)
                .names()
                .stream()
                .sorted()
                .toList();
    }

    /// Who the server takes us for.
    public List<ClientInfo> whoAmI() {
        return ask(new Request.WhoAmI(), null, null, Response.Identities.class).clientInfo();
    }

    /// Adds an identity. A refusal ends the session, which its events tell.
    public void addAuth(String scheme, byte[] auth) {
        session.addAuth(scheme, auth, null);
    }

    public void addWatch(String path, boolean recursive) {
        ZnodePath.require(path);
        WatchKind kind = recursive ? WatchKind.PERSISTENT_RECURSIVE : WatchKind.PERSISTENT;
        int mode = recursive ? Request.AddWatch.PERSISTENT_RECURSIVE : Request.AddWatch.PERSISTENT;
        perform(
                new Request.AddWatch(path, mode),
                new WatchChange.Register(kind, path, WATCHER),
                path);
    }

    /// Stops watching a path.
    ///
    /// @param type one of the constants of [Request.Watches]
    /// @param evenIfFailed whether to stop here also when the server cannot be told
    public void removeWatches(String path, int type, boolean evenIfFailed) {
        ZnodePath.require(path);
        Set<WatchKind> kinds =
                switch (type) {
                    case Request.Watches.CHILDREN -> Set.of(WatchKind.CHILDREN);
                    case Request.Watches.DATA -> Set.of(WatchKind.DATA, WatchKind.EXISTS);
                    case Request.Watches.PERSISTENT -> Set.of(WatchKind.PERSISTENT);
                    case Request.Watches.PERSISTENT_RECURSIVE ->
                            Set.of(WatchKind.PERSISTENT_RECURSIVE);
                    default -> Set.of(WatchKind.values());
                };
        if (!session.watches().contains(kinds, path, null)) {
            throw new ZnodeException(ErrorCode.NO_WATCHER, path);
        }
        perform(
                new Request.Watches(path, type, true),
                new WatchChange.Remove(kinds, path, null, evenIfFailed),
                path);
    }

    /// Whether a path is watched with everything below it.
    public boolean isWatchedRecursively(String path) {
        return session.watches().contains(Set.of(WatchKind.PERSISTENT_RECURSIVE), path, null);
    }

    /// Stops watching a path with everything below it, once events that are under way were told.
    public void stopWatchingRecursively(String path) {
        removeWatches(path, Request.Watches.PERSISTENT_RECURSIVE, true);
    }

    /// Changes the ensemble's membership, and says what it is now.
    ///
    /// @param version the configuration that must be the newest; -1 for any
    public Node reconfig(
            @Nullable String joining,
            @Nullable String leaving,
            @Nullable String members,
            long version) {
        Response.Data answer =
                ask(
                        new Request.Reconfig(joining, leaving, members, version),
                        null,
                        "",
                        Response.Data.class);
        return new Node(answer.data(), answer.stat());
    }

    /// Ends the session and waits for that; a session that is over stays so.
    @Override
    public void close() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        session.close((xid, zxid, error, response) -> closed.complete(null));
        closed.join();
    }

    private static @Nullable WatchChange register(boolean watch, WatchKind kind, String path) {
        return watch ? new WatchChange.Register(kind, path, WATCHER) : null;
    }

    private <T extends Response> T ask(
            Request request, @Nullable WatchChange watch, @Nullable String path, Class<T> type) {
        return type.cast(requireNonNull(perform(request, watch, path)));
    }

    private @Nullable Response perform(
            Request request, @Nullable WatchChange watch, @Nullable String path) {
        CompletableFuture<@Nullable Response> answer = new CompletableFuture<>();
        Outcome outcome =
                (xid, zxid, error, response) -> {
                    if (error == 0) {
                        answer.complete(response);
                    } else {
                        answer.completeExceptionally(new ZnodeException(error, path));
                    }
                };
        session.submit(request, watch, outcome);
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ZnodeException refusal
                    ? new ZnodeException(refusal.code(), refusal.path())
                    : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw new CancellationException("interrupted");
        }
    }
}
