package paddock.client;

import org.jspecify.annotations.Nullable;

import paddock.client.session.ClientSession;
import paddock.client.session.HostPort;
import paddock.client.session.SessionState;
import paddock.client.session.WatchKind;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.ClientInfo;
import paddock.wire.protocol.CreateMode;
import paddock.wire.protocol.Stat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A client whose operations yield futures. Any thread may use it.
///
/// Operations of one thread reach the server in the order in which it calls them, and their futures
/// complete in that order too, together with the events of watches: an event is told before the
/// future of an answer that the server sent after it. A stage that depends on a future runs where
/// these are told; it may wait, but nothing else is told meanwhile, so a stage must not wait for
/// another future of the same client. [Client] can be used there.
///
/// A future fails with a [ClientException]. Methods throw [IllegalArgumentException] at once for
/// what can be seen to be wrong, as a path that is none. They wait only where as many requests are
/// under way as [ClientBuilder#maxOutstanding] allows.
public final class AsyncClient implements AutoCloseable {
    private final Calls calls;
    private final Watches watches;

    AsyncClient(Calls calls, Watches watches) {
        this.calls = calls;
        this.watches = watches;
    }

    /// A client of the ensemble of a connect string, `host:port,host:port/chroot`. Returns at once;
    /// operations wait until there is a connection.
    ///
    /// @throws IllegalArgumentException when it is no connect string
    public static AsyncClient open(String connectString) {
        return builder(connectString).open();
    }

    /// For a client that differs from what [#open] makes.
    ///
    /// @throws IllegalArgumentException when it is no connect string
    public static ClientBuilder builder(String connectString) {
        return new ClientBuilder(connectString);
    }

    /// The same client with methods that wait.
    public Client blocking() {
        return new Client(this);
    }

    Calls calls() {
        return calls;
    }

    Watches watches() {
        return watches;
    }

    // ---- updates ----

    /// Creates a persistent znode, open to everybody.
    ///
    /// @return its path
    public CompletableFuture<String> create(String path, byte[] data) {
        return create(path, data, CreateMode.PERSISTENT);
    }

    /// Creates a znode, open to everybody.
    ///
    /// @param mode without a time to live
    /// @return its path, which a sequential znode has from the server
    public CompletableFuture<String> create(String path, byte[] data, CreateMode mode) {
        return create(path, data, mode, Acl.OPEN);
    }

    /// Creates a znode.
    ///
    /// @param mode without a time to live
    /// @return its path, which a sequential znode has from the server
    public CompletableFuture<String> create(
            String path, byte[] data, CreateMode mode, List<Acl> acl) {
        return calls.begin(false, Plans.create(path, data, mode, acl));
    }

    /// Creates a znode that servers delete once it has no children and was not updated for so long.
    /// Fails as [ClientException.Unimplemented] where servers do not have that switched on.
    ///
    /// @param ttl 1 ms to 2^40-1 ms
    /// @return its path, which a sequential znode has from the server
    public CompletableFuture<String> createWithTtl(
            String path, byte[] data, boolean sequential, List<Acl> acl, Duration ttl) {
        return calls.begin(false, Plans.createWithTtl(path, data, sequential, acl, ttl));
    }

    /// Sees to it that a znode exists: creates it, and those above it, where they do not,
    /// persistent and open to everybody, without data.
    public CompletableFuture<Void> ensurePath(String path) {
        return Ensuring.path(calls, false, path);
    }

    /// Deletes a znode of any version.
    public CompletableFuture<Void> delete(String path) {
        return delete(path, -1);
    }

    /// Deletes a znode.
    ///
    /// @param version which version it must have; -1 for any
    public CompletableFuture<Void> delete(String path, int version) {
        return calls.begin(false, Plans.delete(path, version));
    }

    /// Replaces the data of a znode of any version.
    public CompletableFuture<Stat> setData(String path, byte[] data) {
        return setData(path, data, -1);
    }

    /// Replaces the data of a znode.
    ///
    /// @param version which version it must have; -1 for any
    public CompletableFuture<Stat> setData(String path, byte[] data, int version) {
        return calls.begin(false, Plans.setData(path, data, version));
    }

    /// Replaces the access control list of a znode.
    ///
    /// @param aclVersion which [Stat#aversion] it must have; -1 for any
    public CompletableFuture<Stat> setAcl(String path, List<Acl> acl, int aclVersion) {
        return calls.begin(false, Plans.setAcl(path, acl, aclVersion));
    }

    /// Several updates as one.
    public Transaction transaction() {
        return new Transaction(calls);
    }

    /// Changes the members of the ensemble, by difference or as a whole; see the servers' manual
    /// for the form.
    ///
    /// @param fromConfigId the version of the configuration it is meant for; -1 for any
    /// @return the new configuration
    public CompletableFuture<NodeData> reconfigure(
            @Nullable String joining,
            @Nullable String leaving,
            @Nullable String newMembers,
            long fromConfigId) {
        return calls.begin(false, Plans.reconfigure(joining, leaving, newMembers, fromConfigId));
    }

    // ---- queries ----

    /// The stat of a znode; empty where there is none.
    public CompletableFuture<Optional<Stat>> exists(String path) {
        return calls.begin(false, Plans.exists(path, null));
    }

    /// As [#exists(String)]; the listener is told once when the znode is created, deleted or gets
    /// other data.
    public CompletableFuture<Optional<Stat>> exists(String path, WatchListener once) {
        return calls.begin(false, Plans.exists(path, new Watcher.Once(path, once)));
    }

    /// The data of a znode.
    public CompletableFuture<NodeData> getData(String path) {
        return calls.begin(false, Plans.getData(path, null));
    }

    /// As [#getData(String)]; the listener is told once when the znode is deleted or gets other
    /// data.
    public CompletableFuture<NodeData> getData(String path, WatchListener once) {
        return calls.begin(false, Plans.getData(path, new Watcher.Once(path, once)));
    }

    /// The children of a znode, in one answer: as many as [ClientBuilder#maxReplyBytes] has room
    /// for. Fails as [ClientException.ReplyTooLong] where there are more; see [#childrenPages].
    public CompletableFuture<Children> getChildren(String path) {
        return calls.begin(false, Plans.getChildren(path, null));
    }

    /// As [#getChildren(String)]; the listener is told once when a child is created or deleted, or
    /// the znode is.
    public CompletableFuture<Children> getChildren(String path, WatchListener once) {
        return calls.begin(false, Plans.getChildren(path, new Watcher.Once(path, once)));
    }

    /// The children of a znode, however many, in pages; nothing is asked before the first one is
    /// wanted.
    ///
    /// @param pageSize how many names a page has at most, 1 or more
    public ChildrenPages childrenPages(String path, int pageSize) {
        return new ChildrenPages(calls, path, pageSize);
    }

    /// The access control list of a znode.
    public CompletableFuture<NodeAcl> getAcl(String path) {
        return calls.begin(false, Plans.getAcl(path));
    }

    /// The paths of this session's ephemeral znodes that begin with a text.
    public CompletableFuture<List<String>> getEphemerals(String prefix) {
        return calls.begin(false, Plans.getEphemerals(prefix));
    }

    /// How many znodes there are below one, at any depth.
    public CompletableFuture<Integer> countDescendants(String path) {
        return calls.begin(false, Plans.countDescendants(path));
    }

    /// The identities servers know this session by.
    public CompletableFuture<List<ClientInfo>> whoAmI() {
        return calls.begin(false, Plans.whoAmI());
    }

    /// Completes when the server of this session has seen every update that was finished before: a
    /// query sent afterwards sees them too.
    public CompletableFuture<Void> sync(String path) {
        return calls.begin(false, Plans.sync(path));
    }

    /// Several queries in one request.
    public ReadBatch readBatch() {
        return new ReadBatch(calls);
    }

    // ---- watches ----

    /// Watches a znode until the watch is closed: creation, deletion, data, and children.
    public CompletableFuture<Watch> watch(String path, WatchListener listener) {
        return watches.watch(calls, false, WatchKind.PERSISTENT, path, listener);
    }

    /// Watches a znode and all below it until the watch is closed: creation, deletion, and data.
    public CompletableFuture<Watch> watchTree(String path, WatchListener listener) {
        return watches.watch(calls, false, WatchKind.PERSISTENT_RECURSIVE, path, listener);
    }

    // ---- the session ----

    /// Adds an identity to the session, on every connection from now on. When a server refuses it
    /// the session is over.
    public CompletableFuture<Void> authenticate(String scheme, byte[] credentials) {
        return authenticate(scheme, credentials, false);
    }

    CompletableFuture<Void> authenticate(String scheme, byte[] credentials, boolean direct) {
        Call<Void> accepted = new Call<>(calls, direct, Plans.authenticate());
        calls.session().addAuth(scheme, credentials, accepted);
        return accepted;
    }

    /// How the session stands now, which may be ahead of what listeners were told.
    public SessionState state() {
        return calls.session().state();
    }

    /// Has a listener told of every change of the session's state from now on.
    ///
    /// @return takes it away again
    public Registration addStateListener(StateListener listener) {
        return watches.addStateListener(listener);
    }

    /// Completes when the session is connected for the first time, or over: see the state.
    public CompletableFuture<SessionState> whenConnected() {
        return watches.firstState().copy();
    }

    /// The session's id, 0 until it is connected; the owner of its ephemeral znodes.
    public long sessionId() {
        return calls.session().sessionId();
    }

    /// Other servers of the same ensemble from now on. A part of all clients moves, so that they
    /// end up evenly spread, each after the answers it waits for.
    ///
    /// @throws IllegalArgumentException when the list is empty
    public void updateServers(List<HostPort> servers) {
        calls.session().updateServers(servers);
    }

    /// The engine below, for what this face does not show.
    public ClientSession session() {
        return calls.session();
    }

    /// Ends the session, after the answers to everything that was begun. Its ephemeral znodes are
    /// gone when the future completes; without a connection they are once the session expires.
    public CompletableFuture<Void> closeAsync() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        calls.session().close(new DirectOutcome(closed));
        return closed;
    }

    /// As [#closeAsync], and waits for it unless interrupted.
    @Override
    public void close() {
        DirectOutcome.await(closeAsync());
    }

    @Override
    public String toString() {
        return "client of " + calls.session();
    }
}
