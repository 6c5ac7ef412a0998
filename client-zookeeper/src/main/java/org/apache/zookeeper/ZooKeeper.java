package org.apache.zookeeper;

import org.apache.zookeeper.AsyncCallback.ACLCallback;
import org.apache.zookeeper.AsyncCallback.AllChildrenNumberCallback;
import org.apache.zookeeper.AsyncCallback.Children2Callback;
import org.apache.zookeeper.AsyncCallback.ChildrenCallback;
import org.apache.zookeeper.AsyncCallback.Create2Callback;
import org.apache.zookeeper.AsyncCallback.DataCallback;
import org.apache.zookeeper.AsyncCallback.EphemeralsCallback;
import org.apache.zookeeper.AsyncCallback.MultiCallback;
import org.apache.zookeeper.AsyncCallback.StatCallback;
import org.apache.zookeeper.AsyncCallback.StringCallback;
import org.apache.zookeeper.AsyncCallback.VoidCallback;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Watcher.WatcherType;
import org.apache.zookeeper.client.ConnectStringParser;
import org.apache.zookeeper.client.HostProvider;
import org.apache.zookeeper.client.StaticHostProvider;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.common.PathUtils;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.ClientInfo;
import org.apache.zookeeper.data.Stat;

import paddock.client.session.Outcome;
import paddock.client.session.WatchChange;
import paddock.client.session.WatchKind;
import paddock.wire.protocol.Request;
import paddock.wire.protocol.Response;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;

/// A session with an ensemble. Any thread may use it.
///
/// It connects by itself, comes back when a connection breaks, and is over when it is closed, when
/// the ensemble has not heard of it for its timeout, or when credentials are refused. A program
/// learns of that by events without a path, which go to all of its watchers.
///
/// Each call comes in two forms. One waits for the answer and throws a [KeeperException] when there
/// is an error; one returns at once, and a callback is told the answer. Callbacks and watchers run
/// on one thread, in the order of the server's answers and notifications; see [AsyncCallback].
/// Calls of one thread are sent in their order, and answered in it.
///
/// Paths begin with `/`, below the chroot where the connect string has one. A path that no znode
/// can have is refused with an `IllegalArgumentException` before anything is sent. When a call
/// fails with [KeeperException.ConnectionLossException], an update may have happened or not.
///
/// Where a call takes a `boolean watch`, it is the default watcher that is told of the next change;
/// where it takes a `Watcher`, null watches nothing.
public class ZooKeeper implements AutoCloseable {
    @Deprecated
    public static final String ZOOKEEPER_CLIENT_CNXN_SOCKET = "zookeeper.clientCnxnSocket";

    @Deprecated public static final String SECURE_CLIENT = "zookeeper.client.secure";

    /// Where servers come from.
    protected final HostProvider hostProvider;

    private final ClientHandle handle;
    private final ZKClientConfig config;
    private final String chroot;
    private final long requestTimeoutMillis;

    /// How the session stands.
    public enum States {
        /// The client looks for a server. The session may still be alive.
        CONNECTING,

        /// Not in use.
        ASSOCIATING,

        /// A server serves the session.
        CONNECTED,

        /// A server without a quorum serves the session: it answers queries only.
        CONNECTEDREADONLY,

        /// The session is over.
        CLOSED,

        /// The session is over, for its credentials were refused.
        AUTH_FAILED,

        /// Not in use.
        NOT_CONNECTED;

        /// Whether the session can still be used, now or once it is connected again.
        public boolean isAlive() {
            return this != CLOSED && this != AUTH_FAILED;
        }

        /// Whether a server serves the session.
        public boolean isConnected() {
            return this == CONNECTED || this == CONNECTEDREADONLY;
        }
    }

    /// Opens a session and returns at once; an event tells when it is connected. Calls wait for
    /// that.
    ///
    /// @param connectString servers and perhaps a chroot: `host:port,host:port/chroot`; the port of
    ///   2181 can be left out
    /// @param sessionTimeout milliseconds that the ensemble keeps the session without hearing of
    ///   it; servers have bounds of their own, see [#getSessionTimeout]
    /// @param watcher the default watcher, or null
    /// @throws IllegalArgumentException when the connect string makes no sense
    public ZooKeeper(String connectString, int sessionTimeout, Watcher watcher) throws IOException {
        this(connectString, sessionTimeout, watcher, false);
    }

    /// Opens a session that is configured otherwise than by system properties.
    public ZooKeeper(String connectString, int sessionTimeout, Watcher watcher, ZKClientConfig conf)
            throws IOException {
        this(connectString, sessionTimeout, watcher, false, conf);
    }

    /// Opens a session.
    ///
    /// @param canBeReadOnly whether a server without a quorum will do for queries
    /// @param hostProvider finds servers in place of the connect string, which only tells the
    ///   chroot
    public ZooKeeper(
            String connectString,
            int sessionTimeout,
            Watcher watcher,
            boolean canBeReadOnly,
            HostProvider hostProvider)
            throws IOException {
        this(connectString, sessionTimeout, watcher, canBeReadOnly, hostProvider, null);
    }

    /// Opens a session, see above.
    public ZooKeeper(
            String connectString,
            int sessionTimeout,
            Watcher watcher,
            boolean canBeReadOnly,
            HostProvider hostProvider,
            ZKClientConfig clientConfig)
            throws IOException {
        this(
                connectString,
                sessionTimeout,
                watcher,
                0,
                new byte[16],
                canBeReadOnly,
                hostProvider,
                clientConfig);
    }

    /// Opens a session.
    ///
    /// @param canBeReadOnly whether a server without a quorum will do for queries
    public ZooKeeper(
            String connectString, int sessionTimeout, Watcher watcher, boolean canBeReadOnly)
            throws IOException {
        this(connectString, sessionTimeout, watcher, canBeReadOnly, (ZKClientConfig) null);
    }

    /// Opens a session, see above.
    public ZooKeeper(
            String connectString,
            int sessionTimeout,
            Watcher watcher,
            boolean canBeReadOnly,
            ZKClientConfig conf)
            throws IOException {
        this(connectString, sessionTimeout, watcher, canBeReadOnly, hosts(connectString), conf);
    }

    /// Takes up a session by its id and password; it is over at once if the ensemble does not know
    /// it any more.
    public ZooKeeper(
            String connectString,
            int sessionTimeout,
            Watcher watcher,
            long sessionId,
            byte[] sessionPasswd)
            throws IOException {
        this(connectString, sessionTimeout, watcher, sessionId, sessionPasswd, false);
    }

    /// Takes up a session, see above.
    public ZooKeeper(
            String connectString,
            int sessionTimeout,
            Watcher watcher,
            long sessionId,
            byte[] sessionPasswd,
            boolean canBeReadOnly,
            HostProvider hostProvider)
            throws IOException {
        this(
                connectString,
                sessionTimeout,
                watcher,
                sessionId,
                sessionPasswd,
                canBeReadOnly,
                hostProvider,
                null);
    }

    /// Takes up a session, see above.
    public ZooKeeper(
            String connectString,
            int sessionTimeout,
            Watcher watcher,
            long sessionId,
            byte[] sessionPasswd,
            boolean canBeReadOnly,
            HostProvider hostProvider,
            ZKClientConfig clientConfig)
            throws IOException {
        this.config = clientConfig == null ? new ZKClientConfig() : clientConfig;
        this.hostProvider = hostProvider;
        this.requestTimeoutMillis =
                config.getLong(
                        ZKClientConfig.ZOOKEEPER_REQUEST_TIMEOUT,
                        ZKClientConfig.ZOOKEEPER_REQUEST_TIMEOUT_DEFAULT);
        String root = new ConnectStringParser(connectString).getChrootPath();
        this.chroot = root == null ? "" : root;
        this.handle =
                new ClientHandle(
                        chroot,
                        hostProvider,
                        sessionTimeout,
                        watcher,
                        canBeReadOnly,
                        config,
                        sessionId,
                        sessionPasswd);
    }

    /// Takes up a session, see above.
    public ZooKeeper(
            String connectString,
            int sessionTimeout,
            Watcher watcher,
            long sessionId,
            byte[] sessionPasswd,
            boolean canBeReadOnly)
            throws IOException {
        this(
                connectString,
                sessionTimeout,
                watcher,
                sessionId,
                sessionPasswd,
                canBeReadOnly,
                hosts(connectString));
    }

    private static HostProvider hosts(String connectString) {
        return new StaticHostProvider(new ConnectStringParser(connectString).getServerAddresses());
    }

    /// Has the client use other servers. It leaves the one it is connected to where that is not
    /// among them, or where that spreads all clients more evenly.
    ///
    /// @throws IllegalArgumentException when the connect string makes no sense
    public void updateServerList(String connectString) throws IOException {
        List<InetSocketAddress> servers =
                new ConnectStringParser(connectString).getServerAddresses();
        SocketAddress current = handle.session().remoteAddress();
        if (hostProvider.updateServerList(servers, (InetSocketAddress) current)) {
            handle.session().reconnect();
        }
    }

    /// How the client is configured.
    public ZKClientConfig getClientConfig() {
        return config;
    }

    protected List<String> getDataWatches() {
        return handle.session().watches().paths(WatchKind.DATA);
    }

    protected List<String> getExistWatches() {
        return handle.session().watches().paths(WatchKind.EXISTS);
    }

    protected List<String> getChildWatches() {
        return handle.session().watches().paths(WatchKind.CHILDREN);
    }

    protected List<String> getPersistentWatches() {
        return handle.session().watches().paths(WatchKind.PERSISTENT);
    }

    protected List<String> getPersistentRecursiveWatches() {
        return handle.session().watches().paths(WatchKind.PERSISTENT_RECURSIVE);
    }

    /// What tests may do to this client.
    public Testable getTestable() {
        return new Testable() {
            @Override
            public void injectSessionExpiration() {
                handle.injectExpiry();
            }

            @Override
            public void queueEvent(WatchedEvent event) {
                handle.inject(event);
            }

            @Override
            public void closeSocket() {
                handle.session().reconnect();
            }
        };
    }

    /// 0 until it is connected for the first time.
    public long getSessionId() {
        return handle.session().sessionId();
    }

    /// What it takes, with the id, to take up the session elsewhere. A copy.
    public byte[] getSessionPasswd() {
        return handle.session().password().clone();
    }

    /// What servers made of the session's timeout, in milliseconds; 0 until it is connected for the
    /// first time.
    public int getSessionTimeout() {
        return handle.session().negotiatedTimeoutMillis();
    }

    /// Adds an identity, now and on every later connection. A refusal ends the session with an
    /// `AuthFailed` event.
    public void addAuthInfo(String scheme, byte[] auth) {
        handle.session().addAuth(scheme, auth, null);
    }

    /// Replaces the default watcher, for calls and events from now on.
    public synchronized void register(Watcher watcher) {
        handle.setDefaultWatcher(watcher);
    }

    /// Ends the session, once everything that was called before is answered. Its ephemeral znodes
    /// are gone when this returns, unless there was no connection.
    @Override
    public synchronized void close() throws InterruptedException {
        handle.close();
    }

    /// Ends the session and waits until all callbacks have run.
    ///
    /// @param waitForShutdownTimeoutMs how long to wait for them
    /// @return whether they have
    public boolean close(int waitForShutdownTimeoutMs) throws InterruptedException {
        close();
        return testableWaitForShutdown(waitForShutdownTimeoutMs);
    }

    protected boolean testableWaitForShutdown(int wait) throws InterruptedException {
        return handle.awaitIdle(wait);
    }

    /// The server that serves the session, or null.
    protected SocketAddress testableRemoteSocketAddress() {
        return handle.session().remoteAddress();
    }

    /// This side of the connection, or null.
    protected SocketAddress testableLocalSocketAddress() {
        return handle.session().localAddress();
    }

    public States getState() {
        return handle.state();
    }

    /// How the session stands, for people.
    @Override
    public String toString() {
        return "State:"
                + getState()
                + (getState().isConnected() ? " Timeout:" + getSessionTimeout() : "")
                + " sessionid:0x"
                + Long.toHexString(getSessionId())
                + " local:"
                + testableLocalSocketAddress()
                + " remoteserver:"
                + testableRemoteSocketAddress()
                + " lastZxid:"
                + handle.session().lastZxid();
    }

    /// Sends a request and waits for what becomes of it: 0 or an error.
    private int await(Request request, WatchChange watch, SyncCall call)
            throws InterruptedException {
        handle.submit(request, watch, call);
        return call.await(requestTimeoutMillis);
    }

    private Response call(String path, Request request, WatchChange watch)
            throws KeeperException, InterruptedException {
        SyncCall call = new SyncCall();
        int rc = await(request, watch, call);
        if (rc != 0) {
            throw KeeperException.create(Code.get(rc), path);
        }
        return call.response();
    }

    private interface Told {
        void with(int rc, Response response);
    }

    /// Sends a request and has the event thread tell what became of it; nobody where `told` is
    /// null.
    private void send(Request request, WatchChange watch, AsyncCallback callback, Told told) {
        Outcome outcome =
                callback == null
                        ? (xid, zxid, error, response) -> {}
                        : (xid, zxid, error, response) -> told.with(Answers.rc(error), response);
        handle.submit(request, watch, outcome);
    }

    private static WatchChange register(WatchKind kind, String path, Watcher watcher) {
        return watcher == null ? null : new WatchChange.Register(kind, path, watcher);
    }

    private Watcher defaultWatcher(boolean watch) {
        return watch ? handle.requireDefaultWatcher() : null;
    }

    private static void copy(Stat from, Stat to) {
        if (to != null) {
            to.copyFrom(from);
        }
    }

    private static Request createRequest(
            String path, byte[] data, List<ACL> acl, CreateMode mode, boolean withStat, long ttl) {
        PathUtils.validatePath(path, mode.isSequential());
        Ttl.requireFit(mode, ttl);
        return Requests.create(path, data, acl, mode, withStat, ttl);
    }

    private static void requireSome(List<ACL> acl) throws KeeperException {
        if (acl == null || acl.isEmpty()) {
            throw new KeeperException.InvalidACLException();
        }
    }

    /// Creates a znode.
    ///
    /// @param data at most about 1 MiB; null for none
    /// @param acl who may do what with it
    /// @return its path, which ends in a number where the kind is a sequential one
    /// @throws IllegalArgumentException when the kind has a time to live
    /// @throws KeeperException.NodeExistsException when it is there already
    /// @throws KeeperException.NoNodeException when its parent is not there
    public String create(String path, byte[] data, List<ACL> acl, CreateMode createMode)
            throws KeeperException, InterruptedException {
        Request request = createRequest(path, data, acl, createMode, false, -1);
        requireSome(acl);
        return Answers.path(call(path, request, null));
    }

    /// Creates a znode and fills in its stat, where that is not null.
    public String create(String path, byte[] data, List<ACL> acl, CreateMode createMode, Stat stat)
            throws KeeperException, InterruptedException {
        return create(path, data, acl, createMode, stat, -1);
    }

    /// Creates a znode, perhaps with a time to live.
    ///
    /// @param ttl milliseconds without children and changes after which the server deletes it; -1
    ///   where the kind has none
    public String create(
            String path, byte[] data, List<ACL> acl, CreateMode createMode, Stat stat, long ttl)
            throws KeeperException, InterruptedException {
        Request request = createRequest(path, data, acl, createMode, true, ttl);
        requireSome(acl);
        Response response = call(path, request, null);
        copy(Answers.stat(response), stat);
        return Answers.path(response);
    }

    /// Creates a znode.
    public void create(
            String path,
            byte[] data,
            List<ACL> acl,
            CreateMode createMode,
            StringCallback cb,
            Object ctx) {
        send(
                createRequest(path, data, acl, createMode, false, -1),
                null,
                cb,
                (rc, response) -> cb.processResult(rc, path, ctx, Answers.path(response)));
    }

    /// Creates a znode.
    public void create(
            String path,
            byte[] data,
            List<ACL> acl,
            CreateMode createMode,
            Create2Callback cb,
            Object ctx) {
        create(path, data, acl, createMode, cb, ctx, -1);
    }

    /// Creates a znode, perhaps with a time to live in milliseconds.
    public void create(
            String path,
            byte[] data,
            List<ACL> acl,
            CreateMode createMode,
            Create2Callback cb,
            Object ctx,
            long ttl) {
        send(
                createRequest(path, data, acl, createMode, true, ttl),
                null,
                cb,
                (rc, response) ->
                        cb.processResult(
                                rc, path, ctx, Answers.path(response), Answers.stat(response)));
    }

    private static Request deleteRequest(String path, int version) {
        PathUtils.validatePath(path);
        return new Request.Delete(path, version);
    }

    /// Deletes a znode without children.
    ///
    /// @param version which it must have; -1 for any
    public void delete(String path, int version) throws InterruptedException, KeeperException {
        call(path, deleteRequest(path, version), null);
    }

    /// Deletes a znode without children.
    public void delete(String path, int version, VoidCallback cb, Object ctx) {
        send(
                deleteRequest(path, version),
                null,
                cb,
                (rc, response) -> cb.processResult(rc, path, ctx));
    }

    /// Carries out several updates together or not at all, or several queries together.
    ///
    /// @return what each came to; a query that failed has an [OpResult.ErrorResult]
    /// @throws KeeperException when one of the updates failed, with the results of all
    /// @throws IllegalArgumentException when there are both updates and queries
    public List<OpResult> multi(Iterable<Op> ops) throws InterruptedException, KeeperException {
        ops.forEach(Requests::validate);
        return multiInternal(new MultiOperationRecord(ops));
    }

    /// Carries out what is checked already.
    protected List<OpResult> multiInternal(MultiOperationRecord request)
            throws InterruptedException, KeeperException, IllegalArgumentException {
        Request.Multi multi = Requests.multi(request);
        SyncCall call = new SyncCall();
        int rc = await(multi, null, call);
        List<OpResult> results = Answers.results(call.response(), chroot);
        if (rc != 0) {
            throw KeeperException.create(Code.get(rc));
        }
        int error = multi.reads() ? 0 : Answers.firstError(results);
        if (error != 0) {
            KeeperException exception = KeeperException.create(Code.get(error));
            exception.setMultiResults(results);
            throw exception;
        }
        return results;
    }

    /// Carries out several updates together or not at all, or several queries together.
    public void multi(Iterable<Op> ops, MultiCallback cb, Object ctx) {
        List<OpResult> refused = refused(ops);
        if (refused != null) {
            handle.tell(() -> cb.processResult(Code.BADARGUMENTS.intValue(), null, ctx, refused));
            return;
        }
        multiInternal(new MultiOperationRecord(ops), cb, ctx);
    }

    /// Carries out what is checked already.
    protected void multiInternal(MultiOperationRecord request, MultiCallback cb, Object ctx)
            throws IllegalArgumentException {
        Request.Multi multi = Requests.multi(request);
        send(
                multi,
                null,
                cb,
                (rc, response) -> {
                    List<OpResult> results = Answers.results(response, chroot);
                    int error = rc != 0 || multi.reads() ? rc : Answers.firstError(results);
                    cb.processResult(error, null, ctx, results);
                });
    }

    /// What operations come to of which some cannot be asked for; null when all can.
    private static List<OpResult> refused(Iterable<Op> ops) {
        List<OpResult> results = new ArrayList<>();
        boolean anyRefused = false;
        for (Op each : ops) {
            Code code = Code.RUNTIMEINCONSISTENCY;
            try {
                Requests.validate(each);
            } catch (IllegalArgumentException e) {
                code = Code.BADARGUMENTS;
                anyRefused = true;
            }
            results.add(new OpResult.ErrorResult(code.intValue()));
        }
        return anyRefused ? results : null;
    }

    /// Collects updates to carry out together.
    public Transaction transaction() {
        return new Transaction(this);
    }

    private static Request existsRequest(String path, Watcher watcher) {
        PathUtils.validatePath(path);
        return new Request.Exists(path, watcher != null);
    }

    /// The stat of a znode, or null when it is not there. The watcher is told when it is created,
    /// deleted or its data are set.
    public Stat exists(String path, Watcher watcher) throws KeeperException, InterruptedException {
        SyncCall call = new SyncCall();
        int rc =
                await(
                        existsRequest(path, watcher),
                        register(WatchKind.EXISTS, path, watcher),
                        call);
        if (rc == Code.NONODE.intValue()) {
            return null;
        }
        if (rc != 0) {
            throw KeeperException.create(Code.get(rc), path);
        }
        return Answers.stat(call.response());
    }

    /// The stat of a znode, or null when it is not there.
    public Stat exists(String path, boolean watch) throws KeeperException, InterruptedException {
        return exists(path, defaultWatcher(watch));
    }

    /// Asks for the stat of a znode. That it is not there is an error for the callback.
    public void exists(String path, Watcher watcher, StatCallback cb, Object ctx) {
        send(
                existsRequest(path, watcher),
                register(WatchKind.EXISTS, path, watcher),
                cb,
                (rc, response) -> cb.processResult(rc, path, ctx, Answers.stat(response)));
    }

    /// Asks for the stat of a znode.
    public void exists(String path, boolean watch, StatCallback cb, Object ctx) {
        exists(path, defaultWatcher(watch), cb, ctx);
    }

    private static Request dataRequest(String path, Watcher watcher) {
        PathUtils.validatePath(path);
        return new Request.GetData(path, watcher != null);
    }

    /// The data of a znode, or null when it has none. The watcher is told when it is deleted or its
    /// data are set.
    ///
    /// @param stat filled in, where it is not null
    public byte[] getData(String path, Watcher watcher, Stat stat)
            throws KeeperException, InterruptedException {
        Response response =
                call(path, dataRequest(path, watcher), register(WatchKind.DATA, path, watcher));
        copy(Answers.stat(response), stat);
        return Answers.data(response);
    }

    /// The data of a znode, or null when it has none.
    public byte[] getData(String path, boolean watch, Stat stat)
            throws KeeperException, InterruptedException {
        return getData(path, defaultWatcher(watch), stat);
    }

    /// Asks for the data of a znode.
    public void getData(String path, Watcher watcher, DataCallback cb, Object ctx) {
        send(
                dataRequest(path, watcher),
                register(WatchKind.DATA, path, watcher),
                cb,
                (rc, response) ->
                        cb.processResult(
                                rc, path, ctx, Answers.data(response), Answers.stat(response)));
    }

    /// Asks for the data of a znode.
    public void getData(String path, boolean watch, DataCallback cb, Object ctx) {
        getData(path, defaultWatcher(watch), cb, ctx);
    }

    /// The members of the ensemble, as a text; no chroot is in its way.
    public byte[] getConfig(Watcher watcher, Stat stat)
            throws KeeperException, InterruptedException {
        return getData(ZooDefs.CONFIG_NODE, watcher, stat);
    }

    /// Asks for the members of the ensemble.
    public void getConfig(Watcher watcher, DataCallback cb, Object ctx) {
        getData(ZooDefs.CONFIG_NODE, watcher, cb, ctx);
    }

    /// The members of the ensemble, as a text; no chroot is in its way.
    public byte[] getConfig(boolean watch, Stat stat) throws KeeperException, InterruptedException {
        return getConfig(defaultWatcher(watch), stat);
    }

    /// Asks for the members of the ensemble.
    public void getConfig(boolean watch, DataCallback cb, Object ctx) {
        getConfig(defaultWatcher(watch), cb, ctx);
    }

    private static Request setDataRequest(String path, byte[] data, int version) {
        PathUtils.validatePath(path);
        return new Request.SetData(path, data, version);
    }

    /// Sets the data of a znode.
    ///
    /// @param version which it must have; -1 for any
    public Stat setData(String path, byte[] data, int version)
            throws KeeperException, InterruptedException {
        return Answers.stat(call(path, setDataRequest(path, data, version), null));
    }

    /// Sets the data of a znode.
    public void setData(String path, byte[] data, int version, StatCallback cb, Object ctx) {
        send(
                setDataRequest(path, data, version),
                null,
                cb,
                (rc, response) -> cb.processResult(rc, path, ctx, Answers.stat(response)));
    }

    private static Request aclRequest(String path) {
        PathUtils.validatePath(path);
        return new Request.GetAcl(path);
    }

    /// Who may do what with a znode.
    ///
    /// @param stat filled in, where it is not null
    public List<ACL> getACL(String path, Stat stat) throws KeeperException, InterruptedException {
        Response response = call(path, aclRequest(path), null);
        copy(Answers.stat(response), stat);
        return Answers.acl(response);
    }

    /// Asks who may do what with a znode. The stat is not used: the callback gets one.
    public void getACL(String path, Stat stat, ACLCallback cb, Object ctx) {
        send(
                aclRequest(path),
                null,
                cb,
                (rc, response) ->
                        cb.processResult(
                                rc, path, ctx, Answers.acl(response), Answers.stat(response)));
    }

    private static Request setAclRequest(String path, List<ACL> acl, int version) {
        PathUtils.validatePath(path);
        return new Request.SetAcl(path, Requests.acl(acl), version);
    }

    /// Sets who may do what with a znode.
    ///
    /// @param aclVersion which its list must have; -1 for any
    public Stat setACL(String path, List<ACL> acl, int aclVersion)
            throws KeeperException, InterruptedException {
        Request request = setAclRequest(path, acl, aclVersion);
        requireSome(acl);
        return Answers.stat(call(path, request, null));
    }

    /// Sets who may do what with a znode.
    public void setACL(String path, List<ACL> acl, int version, StatCallback cb, Object ctx) {
        send(
                setAclRequest(path, acl, version),
                null,
                cb,
                (rc, response) -> cb.processResult(rc, path, ctx, Answers.stat(response)));
    }

    private static Request childrenRequest(String path, Watcher watcher, boolean withStat) {
        PathUtils.validatePath(path);
        return new Request.GetChildren(path, watcher != null, withStat);
    }

    /// The names of a znode's children, in no order. The watcher is told when a child comes or
    /// goes, and when the znode is deleted.
    public List<String> getChildren(String path, Watcher watcher)
            throws KeeperException, InterruptedException {
        return Answers.names(
                call(
                        path,
                        childrenRequest(path, watcher, false),
                        register(WatchKind.CHILDREN, path, watcher)));
    }

    /// The names of a znode's children, in no order.
    public List<String> getChildren(String path, boolean watch)
            throws KeeperException, InterruptedException {
        return getChildren(path, defaultWatcher(watch));
    }

    /// Asks for the names of a znode's children.
    public void getChildren(String path, Watcher watcher, ChildrenCallback cb, Object ctx) {
        send(
                childrenRequest(path, watcher, false),
                register(WatchKind.CHILDREN, path, watcher),
                cb,
                (rc, response) -> cb.processResult(rc, path, ctx, Answers.names(response)));
    }

    /// Asks for the names of a znode's children.
    public void getChildren(String path, boolean watch, ChildrenCallback cb, Object ctx) {
        getChildren(path, defaultWatcher(watch), cb, ctx);
    }

    /// The names of a znode's children, in no order.
    ///
    /// @param stat filled in with that of the znode, where it is not null
    public List<String> getChildren(String path, Watcher watcher, Stat stat)
            throws KeeperException, InterruptedException {
        Response response =
                call(
                        path,
                        childrenRequest(path, watcher, true),
                        register(WatchKind.CHILDREN, path, watcher));
        copy(Answers.stat(response), stat);
        return Answers.names(response);
    }

    /// The names of a znode's children, in no order.
    public List<String> getChildren(String path, boolean watch, Stat stat)
            throws KeeperException, InterruptedException {
        return getChildren(path, defaultWatcher(watch), stat);
    }

    /// Asks for the names of a znode's children, and its stat.
    public void getChildren(String path, Watcher watcher, Children2Callback cb, Object ctx) {
        send(
                childrenRequest(path, watcher, true),
                register(WatchKind.CHILDREN, path, watcher),
                cb,
                (rc, response) ->
                        cb.processResult(
                                rc, path, ctx, Answers.names(response), Answers.stat(response)));
    }

    /// Asks for the names of a znode's children, and its stat.
    public void getChildren(String path, boolean watch, Children2Callback cb, Object ctx) {
        getChildren(path, defaultWatcher(watch), cb, ctx);
    }

    private static Request countRequest(String path) {
        PathUtils.validatePath(path);
        return new Request.GetAllChildrenNumber(path);
    }

    /// How many znodes there are below one, at any depth.
    public int getAllChildrenNumber(String path) throws KeeperException, InterruptedException {
        return Answers.count(call(path, countRequest(path), null));
    }

    /// Asks how many znodes there are below one, at any depth.
    public void getAllChildrenNumber(String path, AllChildrenNumberCallback cb, Object ctx) {
        send(
                countRequest(path),
                null,
                cb,
                (rc, response) -> cb.processResult(rc, path, ctx, Answers.count(response)));
    }

    /// The ephemeral znodes of this session.
    public List<String> getEphemerals() throws KeeperException, InterruptedException {
        return getEphemerals("/");
    }

    /// The ephemeral znodes of this session whose paths begin in some way. Both are whole paths: a
    /// chroot is neither added nor taken off.
    public List<String> getEphemerals(String prefixPath)
            throws KeeperException, InterruptedException {
        PathUtils.validatePath(prefixPath);
        return ephemerals(call(prefixPath, ephemeralsRequest(prefixPath), null), prefixPath);
    }

    /// The engine adds a chroot and takes it off again; so all below it are asked for, and those
    /// that are wanted are taken from their whole paths.
    private Request ephemeralsRequest(String prefixPath) {
        return new Request.GetEphemerals(chroot.isEmpty() ? prefixPath : "/");
    }

    private List<String> ephemerals(Response response, String prefixPath) {
        List<String> paths = Answers.names(response);
        if (paths != null && !chroot.isEmpty()) {
            paths.replaceAll(path -> Answers.whole(chroot, path));
            paths.removeIf(path -> !path.startsWith(prefixPath));
        }
        return paths;
    }

    /// Asks for the ephemeral znodes of this session whose paths begin in some way.
    public void getEphemerals(String prefixPath, EphemeralsCallback cb, Object ctx) {
        PathUtils.validatePath(prefixPath);
        send(
                ephemeralsRequest(prefixPath),
                null,
                cb,
                (rc, response) -> cb.processResult(rc, ctx, ephemerals(response, prefixPath)));
    }

    /// Asks for the ephemeral znodes of this session.
    public void getEphemerals(EphemeralsCallback cb, Object ctx) {
        getEphemerals("/", cb, ctx);
    }

    private static Request syncRequest(String path) {
        PathUtils.validatePath(path);
        return new Request.Sync(path);
    }

    /// Waits until the server knows of everything that was committed before.
    public void sync(String path) throws KeeperException, InterruptedException {
        call(path, syncRequest(path), null);
    }

    /// Has the server know of everything that was committed before.
    public void sync(String path, VoidCallback cb, Object ctx) {
        send(syncRequest(path), null, cb, (rc, response) -> cb.processResult(rc, path, ctx));
    }

    /// Removes a watcher from a znode; it is told so.
    ///
    /// @param local whether it is removed here too when there is no connection
    /// @throws KeeperException.NoWatcherException when it does not watch the znode in that way
    public void removeWatches(String path, Watcher watcher, WatcherType watcherType, boolean local)
            throws InterruptedException, KeeperException {
        requireWatcher(watcher);
        removeAndWait(path, watcher, watcherType, local);
    }

    /// Removes a watcher from a znode; it is told so.
    public void removeWatches(
            String path,
            Watcher watcher,
            WatcherType watcherType,
            boolean local,
            VoidCallback cb,
            Object ctx) {
        requireWatcher(watcher);
        remove(path, watcher, watcherType, local, cb, ctx);
    }

    /// Removes all watchers from a znode; they are told so.
    ///
    /// @param local whether they are removed here too when there is no connection
    /// @throws KeeperException.NoWatcherException when none watches the znode in that way
    public void removeAllWatches(String path, WatcherType watcherType, boolean local)
            throws InterruptedException, KeeperException {
        removeAndWait(path, null, watcherType, local);
    }

    /// Removes all watchers from a znode; they are told so.
    public void removeAllWatches(
            String path, WatcherType watcherType, boolean local, VoidCallback cb, Object ctx) {
        remove(path, null, watcherType, local, cb, ctx);
    }

    private static void requireWatcher(Watcher watcher) {
        if (watcher == null) {
            throw new IllegalArgumentException("Invalid Watcher, shouldn't be null!");
        }
    }

    private boolean isWatching(String path, Watcher watcher, WatcherType type) {
        return handle.session().watches().contains(Requests.kinds(type), path, watcher);
    }

    /// One watcher of several is removed here only; the server is just asked whether it knows of
    /// the watch, since it does not know whose it is.
    private static Request removal(String path, Watcher watcher, WatcherType type) {
        return new Request.Watches(path, type.getIntValue(), watcher == null);
    }

    private void removeAndWait(String path, Watcher watcher, WatcherType type, boolean local)
            throws KeeperException, InterruptedException {
        PathUtils.validatePath(path);
        if (!isWatching(path, watcher, type)) {
            throw new KeeperException.NoWatcherException(path);
        }
        SyncCall call = new SyncCall();
        WatchChange change = new WatchChange.Remove(Requests.kinds(type), path, watcher, local);
        int rc = locally(await(removal(path, watcher, type), change, call), local);
        if (rc != 0) {
            throw KeeperException.create(Code.get(rc), path);
        }
    }

    private void remove(
            String path,
            Watcher watcher,
            WatcherType type,
            boolean local,
            VoidCallback cb,
            Object ctx) {
        PathUtils.validatePath(path);
        if (!isWatching(path, watcher, type)) {
            if (cb != null) {
                handle.tell(() -> cb.processResult(Code.NOWATCHER.intValue(), path, ctx));
            }
            return;
        }
        send(
                removal(path, watcher, type),
                new WatchChange.Remove(Requests.kinds(type), path, watcher, local),
                cb,
                (rc, response) -> cb.processResult(locally(rc, local), path, ctx));
    }

    /// A removal that may be a local one has succeeded without a connection too.
    private static int locally(int rc, boolean local) {
        return local && rc == Code.CONNECTIONLOSS.intValue() ? 0 : rc;
    }

    private static Request addWatchRequest(String path, Watcher watcher, AddWatchMode mode) {
        PathUtils.validatePath(path);
        requireWatcher(watcher);
        return new Request.AddWatch(path, mode.getMode());
    }

    private static WatchChange registration(String path, Watcher watcher, AddWatchMode mode) {
        WatchKind kind =
                mode == AddWatchMode.PERSISTENT
                        ? WatchKind.PERSISTENT
                        : WatchKind.PERSISTENT_RECURSIVE;
        return new WatchChange.Register(kind, path, watcher);
    }

    /// Has a watcher told of all changes of a znode, or of all below it too, until it is removed.
    /// The znode need not be there.
    public void addWatch(String basePath, Watcher watcher, AddWatchMode mode)
            throws KeeperException, InterruptedException {
        call(
                basePath,
                addWatchRequest(basePath, watcher, mode),
                registration(basePath, watcher, mode));
    }

    /// Has the default watcher told of all changes until it is removed.
    public void addWatch(String basePath, AddWatchMode mode)
            throws KeeperException, InterruptedException {
        addWatch(basePath, defaultWatcher(true), mode);
    }

    /// Has a watcher told of all changes until it is removed.
    public void addWatch(
            String basePath, Watcher watcher, AddWatchMode mode, VoidCallback cb, Object ctx) {
        send(
                addWatchRequest(basePath, watcher, mode),
                registration(basePath, watcher, mode),
                cb,
                (rc, response) -> cb.processResult(rc, basePath, ctx));
    }

    /// Has the default watcher told of all changes until it is removed.
    public void addWatch(String basePath, AddWatchMode mode, VoidCallback cb, Object ctx) {
        addWatch(basePath, defaultWatcher(true), mode, cb, ctx);
    }

    /// Who the server takes this client for.
    public synchronized List<ClientInfo> whoAmI() throws InterruptedException {
        SyncCall call = new SyncCall();
        await(new Request.WhoAmI(), null, call);
        return Answers.identities(call.response());
    }

    /// For `ZooKeeperAdmin`, which documents it.
    protected final byte[] internalReconfig(
            String joiningServers,
            String leavingServers,
            String newMembers,
            long fromConfig,
            Stat stat)
            throws KeeperException, InterruptedException {
        Request request =
                new Request.Reconfig(joiningServers, leavingServers, newMembers, fromConfig);
        Response response = call("", request, null);
        copy(Answers.stat(response), stat);
        return Answers.data(response);
    }

    /// For `ZooKeeperAdmin`, which documents it.
    protected final void internalReconfig(
            String joiningServers,
            String leavingServers,
            String newMembers,
            long fromConfig,
            DataCallback cb,
            Object ctx) {
        send(
                new Request.Reconfig(joiningServers, leavingServers, newMembers, fromConfig),
                null,
                cb,
                (rc, response) ->
                        cb.processResult(
                                rc,
                                ZooDefs.CONFIG_NODE,
                                ctx,
                                Answers.data(response),
                                Answers.stat(response)));
    }
}
