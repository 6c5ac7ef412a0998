package paddock.client;

import org.jspecify.annotations.Nullable;

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
import java.util.function.Consumer;

/// A client whose methods wait for the answer. Any thread may use it, virtual ones too; listeners
/// may use it while they are being told.
///
/// ```java
/// try (var client = Client.connect("127.0.0.1:2181/app")) {
///     client.create("/greeting", "hello".getBytes(UTF_8));
///     NodeData data = client.getData("/greeting");
///     client.setData("/greeting", "bye".getBytes(UTF_8), data.version());
/// }
/// ```
///
/// Methods throw a [ClientException] for what goes wrong, [ClientException.Interrupted] when the
/// thread is interrupted, and [IllegalArgumentException] for a path that is none.
public final class Client implements AutoCloseable {
    private static final int CHILDREN_OF_A_PAGE = 10_000;

    private final AsyncClient async;
    private final Calls calls;

    Client(AsyncClient async) {
        this.async = async;
        this.calls = async.calls();
    }

    /// A client of the ensemble of a connect string, `host:port,host:port/chroot`; returns once it
    /// is connected.
    ///
    /// @throws IllegalArgumentException when it is no connect string
    /// @throws ClientException.TimedOut when there is no connection within the session timeout
    public static Client connect(String connectString) {
        return builder(connectString).connect();
    }

    /// For a client that differs from what [#connect] makes.
    ///
    /// @throws IllegalArgumentException when it is no connect string
    public static ClientBuilder builder(String connectString) {
        return new ClientBuilder(connectString);
    }

    /// The same client with futures.
    public AsyncClient async() {
        return async;
    }

    private <T> T run(Call.Plan<T> plan) {
        return calls.begin(true, plan).await();
    }

    // ---- updates ----

    /// Creates a persistent znode, open to everybody.
    ///
    /// @return its path
    public String create(String path, byte[] data) {
        return create(path, data, CreateMode.PERSISTENT);
    }

    /// Creates a znode, open to everybody.
    ///
    /// @param mode without a time to live
    /// @return its path, which a sequential znode has from the server
    public String create(String path, byte[] data, CreateMode mode) {
        return create(path, data, mode, Acl.OPEN);
    }

    /// Creates a znode.
    ///
    /// @param mode without a time to live
    /// @return its path, which a sequential znode has from the server
    public String create(String path, byte[] data, CreateMode mode, List<Acl> acl) {
        return run(Plans.create(path, data, mode, acl));
    }

    /// Creates a znode that servers delete once it has no children and was not updated for so long.
    ///
    /// @param ttl 1 ms to 2^40-1 ms
    /// @return its path, which a sequential znode has from the server
    /// @throws ClientException.Unimplemented where servers do not have that switched on
    public String createWithTtl(
            String path, byte[] data, boolean sequential, List<Acl> acl, Duration ttl) {
        return run(Plans.createWithTtl(path, data, sequential, acl, ttl));
    }

    /// Sees to it that a znode exists: creates it, and those above it, where they do not,
    /// persistent and open to everybody, without data.
    public void ensurePath(String path) {
        Call.await(Ensuring.path(calls, true, path), "ensurePath", path, true);
    }

    /// Deletes a znode of any version.
    public void delete(String path) {
        delete(path, -1);
    }

    /// Deletes a znode.
    ///
    /// @param version which version it must have; -1 for any
    public void delete(String path, int version) {
        run(Plans.delete(path, version));
    }

    /// Replaces the data of a znode of any version.
    public Stat setData(String path, byte[] data) {
        return setData(path, data, -1);
    }

    /// Replaces the data of a znode.
    ///
    /// @param version which version it must have; -1 for any
    public Stat setData(String path, byte[] data, int version) {
        return run(Plans.setData(path, data, version));
    }

    /// Replaces the access control list of a znode.
    ///
    /// @param aclVersion which [Stat#aversion] it must have; -1 for any
    public Stat setAcl(String path, List<Acl> acl, int aclVersion) {
        return run(Plans.setAcl(path, acl, aclVersion));
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
    public NodeData reconfigure(
            @Nullable String joining,
            @Nullable String leaving,
            @Nullable String newMembers,
            long fromConfigId) {
        return run(Plans.reconfigure(joining, leaving, newMembers, fromConfigId));
    }

    // ---- queries ----

    /// The stat of a znode; empty where there is none.
    public Optional<Stat> exists(String path) {
        return run(Plans.exists(path, null));
    }

    /// As [#exists(String)]; the listener is told once when the znode is created, deleted or gets
    /// other data.
    public Optional<Stat> exists(String path, WatchListener once) {
        return run(Plans.exists(path, new Watcher.Once(path, once)));
    }

    /// The data of a znode.
    public NodeData getData(String path) {
        return run(Plans.getData(path, null));
    }

    /// As [#getData(String)]; the listener is told once when the znode is deleted or gets other
    /// data.
    public NodeData getData(String path, WatchListener once) {
        return run(Plans.getData(path, new Watcher.Once(path, once)));
    }

    /// The children of a znode, in one answer: as many as [ClientBuilder#maxReplyBytes] has room
    /// for.
    ///
    /// @throws ClientException.ReplyTooLong when there are more; see [#forEachChild]
    public Children getChildren(String path) {
        return run(Plans.getChildren(path, null));
    }

    /// As [#getChildren(String)]; the listener is told once when a child is created or deleted, or
    /// the znode is.
    public Children getChildren(String path, WatchListener once) {
        return run(Plans.getChildren(path, new Watcher.Once(path, once)));
    }

    /// Tells the names of all children of a znode, however many, in the order of their bytes. They
    /// come in pages, and a page is asked for when the former one was told; see [ChildrenPages] for
    /// what that means where children come and go.
    ///
    /// @throws ClientException.ReplyTooLong when the server does not give pages, and all names are
    ///   longer than [ClientBuilder#maxReplyBytes]
    public void forEachChild(String path, Consumer<String> action) {
        for (Children page : childrenPages(path, CHILDREN_OF_A_PAGE)) {
            page.names().forEach(action);
        }
    }

    /// The children of a znode, however many, in pages. Each iterator begins anew, and asks for a
    /// page when it is wanted; it throws what [#forEachChild] throws.
    ///
    /// @param pageSize how many names a page has at most, 1 or more
    public Iterable<Children> childrenPages(String path, int pageSize) {
        ChildrenPages.check(path, pageSize);
        return () -> new ChildrenPages(calls, path, pageSize).iterator();
    }

    /// The access control list of a znode.
    public NodeAcl getAcl(String path) {
        return run(Plans.getAcl(path));
    }

    /// The paths of this session's ephemeral znodes that begin with a text.
    public List<String> getEphemerals(String prefix) {
        return run(Plans.getEphemerals(prefix));
    }

    /// How many znodes there are below one, at any depth.
    public int countDescendants(String path) {
        return run(Plans.countDescendants(path));
    }

    /// The identities servers know this session by.
    public List<ClientInfo> whoAmI() {
        return run(Plans.whoAmI());
    }

    /// Waits until the server of this session has seen every update that was finished before.
    public void sync(String path) {
        run(Plans.sync(path));
    }

    /// Several queries in one request.
    public ReadBatch readBatch() {
        return new ReadBatch(calls);
    }

    // ---- watches ----

    /// Watches a znode until the watch is closed: creation, deletion, data, and children.
    public Watch watch(String path, WatchListener listener) {
        return async.watches().watch(calls, true, WatchKind.PERSISTENT, path, listener).await();
    }

    /// Watches a znode and all below it until the watch is closed: creation, deletion, and data.
    public Watch watchTree(String path, WatchListener listener) {
        return async.watches()
                .watch(calls, true, WatchKind.PERSISTENT_RECURSIVE, path, listener)
                .await();
    }

    // ---- the session ----

    /// Adds an identity to the session, on every connection from now on. When a server refuses it
    /// the session is over.
    public void authenticate(String scheme, byte[] credentials) {
        Call.await(async.authenticate(scheme, credentials, true), "authenticate", null, false);
    }

    /// How the session stands now, which may be ahead of what listeners were told.
    public SessionState state() {
        return async.state();
    }

    /// Has a listener told of every change of the session's state from now on.
    ///
    /// @return takes it away again
    public Registration addStateListener(StateListener listener) {
        return async.addStateListener(listener);
    }

    /// The session's id; the owner of its ephemeral znodes.
    public long sessionId() {
        return async.sessionId();
    }

    /// Other servers of the same ensemble from now on, see [AsyncClient#updateServers].
    ///
    /// @throws IllegalArgumentException when the list is empty
    public void updateServers(List<HostPort> servers) {
        async.updateServers(servers);
    }

    /// Ends the session, and with it its ephemeral znodes, after the answers to everything that was
    /// begun. Does nothing where it is over.
    @Override
    public void close() {
        async.close();
    }

    @Override
    public String toString() {
        return async.toString();
    }
}
