package paddock.client.zookeeper.programs;

import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.AsyncCallback;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.WatcherType;
import org.apache.zookeeper.ZKUtil;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ConnectStringParser;
import org.apache.zookeeper.client.HostProvider;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.apache.zookeeper.data.Stat;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Uses every call of the client and tells what came of it, for two clients to be compared. What
/// differs from run to run (ids, times) is not told.
@SuppressWarnings({"AddressSelection", "DefaultCharset"}) // As people write it.
public final class Behaviour {
    private static final int PATIENCE_SECONDS = 20;

    private final String servers;
    private final Consumer<String> out;
    private final BlockingQueue<WatchedEvent> events = new LinkedBlockingQueue<>();
    private ZooKeeper zk;

    private interface Call {
        Object run() throws Exception;
    }

    private Behaviour(String servers, Consumer<String> out) {
        this.servers = servers;
        this.out = out;
    }

    /// Tells it on standard output.
    public static void main(String[] args) throws Exception {
        run(args[0], System.out::println);
    }

    /// @param servers a fresh server
    public static void run(String servers, Consumer<String> out) throws Exception {
        new Behaviour(servers, out).all();
    }

    private void all() throws Exception {
        zk = open(servers);
        creates();
        reads();
        multis();
        watches();
        removals();
        asynchronous();
        accessLists();
        session();
        chroot();
        zk.close();
        out.accept("closed " + end(events));
        ends();
    }

    private ZooKeeper open(String where) throws Exception {
        ZooKeeper opened = new ZooKeeper(where, 30_000, this::heard);
        out.accept("connected: " + next());
        return opened;
    }

    private void heard(WatchedEvent event) {
        events.add(event);
    }

    /// The next event of the default watcher, without its zxid.
    private String next() throws InterruptedException {
        WatchedEvent event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return event == null ? "nothing" : text(event);
    }

    /// The event that ends a session. Apache's client may tell before that the connection is gone,
    /// if the server was quicker.
    private static String end(BlockingQueue<WatchedEvent> events) throws InterruptedException {
        String event = text(events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
        return event.startsWith("Disconnected ")
                ? text(events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))
                : event;
    }

    private static String text(WatchedEvent event) {
        return event.getState() + " " + event.getType() + " " + event.getPath();
    }

    private void tell(String what, Call call) {
        Object result;
        try {
            result = call.run();
        } catch (Exception e) {
            result =
                    e.getClass().getName()
                            + ": "
                            + e.getMessage()
                            + (e instanceof KeeperException failed
                                    ? " results " + results(failed.getResults())
                                    : "");
        }
        out.accept(what + ": " + (result instanceof byte[] bytes ? new String(bytes) : result));
    }

    private static String text(Stat stat) {
        return stat == null
                ? "null"
                : stat.getVersion()
                        + " "
                        + stat.getCversion()
                        + " "
                        + stat.getAversion()
                        + " "
                        + (stat.getEphemeralOwner() != 0)
                        + " "
                        + stat.getDataLength()
                        + " "
                        + stat.getNumChildren();
    }

    private static List<String> results(List<OpResult> results) {
        if (results == null) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (OpResult each : results) {
            String text = each.getClass().getSimpleName() + each.getType();
            if (each instanceof OpResult.CreateResult created) {
                text += created.getPath() + " " + text(created.getStat());
            } else if (each instanceof OpResult.SetDataResult set) {
                text += text(set.getStat());
            } else if (each instanceof OpResult.ErrorResult error) {
                text += " " + error.getErr();
            } else if (each instanceof OpResult.GetDataResult data) {
                text += new String(data.getData()) + " " + text(data.getStat());
            } else if (each instanceof OpResult.GetChildrenResult children) {
                text += children.getChildren();
            }
            texts.add(text);
        }
        return texts;
    }

    private static byte[] bytes(String text) {
        return text.getBytes();
    }

    private String create(String path, CreateMode mode) throws Exception {
        return zk.create(path, bytes("d"), Ids.OPEN_ACL_UNSAFE, mode);
    }

    private void creates() {
        tell("create", () -> create("/a", CreateMode.PERSISTENT));
        tell("again", () -> create("/a", CreateMode.PERSISTENT));
        for (String path : List.of("", "a", "/", "//", "/a/", "/a//b", "/a/../b", "/a\u0001")) {
            tell("create " + path, () -> create(path, CreateMode.PERSISTENT));
            tell("sequential " + path, () -> zk.exists(path, false));
        }
        tell("create null", () -> create(null, CreateMode.PERSISTENT));
        tell("no parent", () -> create("/no/parent", CreateMode.PERSISTENT));
        for (CreateMode mode : CreateMode.values()) {
            tell("mode " + mode, () -> create("/a/" + mode + "-", mode));
            Stat stat = new Stat();
            tell(
                    "mode with stat " + mode,
                    () ->
                            zk.create("/a/s" + mode, null, Ids.OPEN_ACL_UNSAFE, mode, stat)
                                    + text(stat));
            tell(
                    "mode with ttl " + mode,
                    () -> zk.create("/a/t" + mode, null, Ids.OPEN_ACL_UNSAFE, mode, stat, 50_000));
        }
        tell("sequential below", () -> create("/a/", CreateMode.PERSISTENT_SEQUENTIAL));
        tell(
                "ttl 0",
                () ->
                        zk.create(
                                "/a/u",
                                null,
                                Ids.OPEN_ACL_UNSAFE,
                                CreateMode.PERSISTENT_WITH_TTL,
                                new Stat(),
                                0));
        tell("below ephemeral", () -> create("/a/EPHEMERAL-/x", CreateMode.PERSISTENT));
        tell("no acl", () -> zk.create("/b", null, Collections.emptyList(), CreateMode.PERSISTENT));
        tell("null acl", () -> zk.create("/b", null, null, CreateMode.PERSISTENT));
        tell("children", () -> sorted(zk.getChildren("/a", false)));
        tell("ephemerals", () -> sorted(zk.getEphemerals()));
        tell("ephemerals below", () -> sorted(zk.getEphemerals("/a/s")));
        tell("ephemerals null", () -> zk.getEphemerals(null));
        tell("all children", () -> zk.getAllChildrenNumber("/a"));
    }

    private static List<String> sorted(List<String> names) {
        if (names == null) {
            return null;
        }
        List<String> copy = new ArrayList<>(names);
        Collections.sort(copy);
        return copy;
    }

    private void reads() {
        Stat stat = new Stat();
        tell("data", () -> zk.getData("/a", false, stat));
        tell("stat", () -> text(stat));
        tell("data of nothing", () -> zk.getData("/none", false, stat));
        tell("data null", () -> zk.getData("/a/sPERSISTENT", false, null));
        tell("exists", () -> text(zk.exists("/a", false)));
        tell("exists not", () -> text(zk.exists("/none", false)));
        tell("set", () -> text(zk.setData("/a", bytes("two"), 0)));
        tell("set wrong", () -> text(zk.setData("/a", bytes("three"), 0)));
        tell("set nothing", () -> text(zk.setData("/none", bytes("three"), 0)));
        tell("delete", () -> delete("/a", -1));
        tell("delete nothing", () -> delete("/none", -1));
        tell("delete root", () -> delete("/", -1));
        tell("delete wrong", () -> delete("/a/sPERSISTENT", 7));
        tell("children of nothing", () -> zk.getChildren("/none", false));
        tell("children with stat", () -> zk.getChildren("/a", false, stat).size() + text(stat));
        tell("children of bad", () -> zk.getChildren("/a/", false));
        tell("sync", () -> sync("/a"));
        tell("sync nothing", () -> sync("/none"));
        tell("config", () -> zk.getConfig(false, stat));
        tell("config", () -> zk.getConfig(false, null));
        tell("who", () -> zk.whoAmI().size());
        tell("all children of nothing", () -> zk.getAllChildrenNumber("/none"));
        tell("tree", () -> sorted(ZKUtil.listSubTreeBFS(zk, "/a")).size());
    }

    private Object sync(String path) throws Exception {
        zk.sync(path);
        return "synced";
    }

    private Object delete(String path, int version) throws Exception {
        zk.delete(path, version);
        return "deleted";
    }

    private void multis() {
        tell("multi", () -> results(zk.multi(good("/m"))));
        tell("multi again", () -> results(zk.multi(good("/m"))));
        tell("multi of nothing", () -> results(zk.multi(List.of())));
        tell("multi bad path", () -> results(zk.multi(List.of(Op.check("bad", 1)))));
        tell(
                "multi bad ttl",
                () ->
                        results(
                                zk.multi(
                                        List.of(
                                                Op.create(
                                                        "/mt",
                                                        null,
                                                        Ids.OPEN_ACL_UNSAFE,
                                                        CreateMode.PERSISTENT_WITH_TTL)))));
        tell(
                "reads",
                () ->
                        results(
                                zk.multi(
                                        List.of(
                                                Op.getData("/m"),
                                                Op.getData("/none"),
                                                Op.getChildren("/m")))));
        tell("mixed", () -> zk.multi(List.of(Op.getData("/m"), Op.check("/m", 0))));
        tell(
                "transaction",
                () -> results(zk.transaction().check("/m", 1).delete("/m", 9).commit()));
        tell("transaction", () -> results(zk.transaction().check("/m", 1).commit()));
        for (List<Op> ops :
                List.of(
                        good("/m2"),
                        good("/m2"),
                        List.of(Op.check("/m", 1), Op.check("bad", 1), Op.check("/n/", 1)),
                        List.<Op>of())) {
            tell(
                    "asynchronous multi",
                    () ->
                            await(
                                    done ->
                                            zk.multi(
                                                    ops,
                                                    (rc, path, ctx, results) ->
                                                            done.accept(
                                                                    rc
                                                                            + " "
                                                                            + path
                                                                            + " "
                                                                            + ctx
                                                                            + results(results)),
                                                    "ctx")));
        }
    }

    private static List<Op> good(String path) {
        return List.of(
                Op.create(path, bytes("1"), Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT),
                Op.create(path + "/e", null, Ids.OPEN_ACL_UNSAFE, CreateMode.CONTAINER),
                Op.create(
                        path + "/t",
                        null,
                        Ids.OPEN_ACL_UNSAFE,
                        CreateMode.PERSISTENT_SEQUENTIAL_WITH_TTL,
                        9_000_000),
                Op.setData(path, bytes("22"), 0),
                Op.check(path, 1),
                Op.delete(path + "/e", -1));
    }

    private interface Start {
        void with(Consumer<Object> done) throws Exception;
    }

    private static Object await(Start start) throws Exception {
        BlockingQueue<Object> results = new LinkedBlockingQueue<>();
        start.with(results::add);
        Object result = results.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return result == null ? "no callback" : result;
    }

    private void watches() throws Exception {
        zk.create("/w", bytes("1"), Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        zk.getData("/w", true, null);
        zk.exists("/w", true);
        zk.getChildren("/w", true);
        zk.exists("/w/x", true);
        zk.setData("/w", null, -1);
        out.accept("data: " + next());
        zk.create("/w/x", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        out.accept("child: " + next() + ", " + next());
        zk.getChildren("/w/x", true);
        zk.getData("/w/x", true, null);
        zk.delete("/w/x", -1);
        out.accept("end: " + next());
        List<String> two = Collections.synchronizedList(new ArrayList<>());
        Watcher one = event -> two.add("one " + text(event));
        zk.getData("/w", one, null);
        zk.exists("/w", one);
        zk.getChildren("/w", one);
        zk.addWatch("/w", AddWatchMode.PERSISTENT_RECURSIVE);
        zk.addWatch("/w", one, AddWatchMode.PERSISTENT);
        tell("add watch null", () -> addWatch(null));
        zk.setData("/w", null, -1);
        zk.create("/w/y", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        zk.create("/w/y/z", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        zk.delete("/w/y/z", -1);
        zk.delete("/w/y", -1);
        for (int i = 0; i < 5; i++) {
            out.accept("recursive: " + next());
        }
        flush();
        out.accept("persistent: " + two);
    }

    private Object addWatch(Watcher watcher) throws Exception {
        zk.addWatch("/w", watcher, AddWatchMode.PERSISTENT);
        return "added";
    }

    /// Waits for what was under way to the event thread.
    private void flush() throws Exception {
        await(done -> zk.sync("/", (rc, path, ctx) -> done.accept(rc), null));
    }

    private void removals() throws Exception {
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        Watcher one = event -> heard.add("one " + text(event));
        Watcher other = event -> heard.add("other " + text(event));
        tell("remove null", () -> remove(null, WatcherType.Any, false));
        tell("remove none", () -> remove(one, WatcherType.Any, false));
        tell("remove none locally", () -> remove(one, WatcherType.Any, true));
        tell("remove all of none", () -> removeAll("/none", WatcherType.Any, false));
        zk.getData("/w", one, null);
        zk.getData("/w", other, null);
        zk.getChildren("/w", one);
        tell("remove other kind", () -> remove(other, WatcherType.Children, false));
        tell("remove one's data", () -> remove(one, WatcherType.Data, false));
        flush();
        out.accept("heard " + heard);
        tell("remove one's", () -> remove(one, WatcherType.Any, false));
        flush();
        out.accept("heard " + heard);
        zk.setData("/w", null, -1);
        out.accept("recursive: " + next());
        flush();
        out.accept("heard " + heard);
        zk.addWatch("/w", one, AddWatchMode.PERSISTENT);
        zk.addWatch("/w", other, AddWatchMode.PERSISTENT_RECURSIVE);
        tell("remove persistent", () -> remove(one, WatcherType.Persistent, false));
        tell("remove recursive", () -> remove(other, WatcherType.PersistentRecursive, false));
        flush();
        out.accept("heard " + heard);
        zk.exists("/w/none", one);
        zk.exists("/w/none", other);
        heard.clear();
        tell("remove all", () -> removeAll("/w/none", WatcherType.Data, false));
        flush();
        out.accept("heard " + sorted(heard));
        tell(
                "remove asynchronously",
                () ->
                        await(
                                done ->
                                        zk.removeWatches(
                                                "/w",
                                                one,
                                                WatcherType.Any,
                                                false,
                                                (rc, path, ctx) -> done.accept(rc + path + ctx),
                                                "c")));
        tell("remove all any", () -> removeAll("/w", WatcherType.Any, false));
        out.accept("recursive: " + next());
    }

    private Object remove(Watcher watcher, WatcherType type, boolean local) throws Exception {
        zk.removeWatches("/w", watcher, type, local);
        return "removed";
    }

    private Object removeAll(String path, WatcherType type, boolean local) throws Exception {
        zk.removeAllWatches(path, type, local);
        return "removed";
    }

    private void asynchronous() throws Exception {
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        AsyncCallback.StatCallback stat =
                (rc, path, ctx, result) -> told.add(rc + path + ctx + text(result));
        AsyncCallback.VoidCallback none = (rc, path, ctx) -> told.add(rc + path + ctx);
        AsyncCallback.StringCallback name =
                (rc, path, ctx, result) -> told.add(rc + path + ctx + result);
        AsyncCallback.Create2Callback nameAndStat =
                (rc, path, ctx, result, s) -> told.add(rc + path + ctx + result + text(s));
        AsyncCallback.DataCallback data =
                (rc, path, ctx, result, s) ->
                        told.add(
                                rc
                                        + path
                                        + ctx
                                        + (result == null ? null : new String(result))
                                        + text(s));
        AsyncCallback.ACLCallback acl =
                (rc, path, ctx, result, s) -> told.add(rc + path + ctx + result + text(s));
        AsyncCallback.ChildrenCallback children =
                (rc, path, ctx, result) -> told.add(rc + path + ctx + sorted(result));
        AsyncCallback.Children2Callback childrenAndStat =
                (rc, path, ctx, result, s) -> told.add(rc + path + ctx + sorted(result) + text(s));
        zk.create("/n", bytes("n"), Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT, name, "1");
        zk.create("/n", bytes("n"), Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT, name, "2");
        zk.create("/n/c", null, Ids.OPEN_ACL_UNSAFE, CreateMode.CONTAINER, name, "3");
        zk.create("/n/d", null, Ids.OPEN_ACL_UNSAFE, CreateMode.CONTAINER, nameAndStat, "4");
        zk.create(
                "/n/e-",
                null,
                Ids.OPEN_ACL_UNSAFE,
                CreateMode.EPHEMERAL_SEQUENTIAL,
                nameAndStat,
                5);
        zk.create(
                "/n/f",
                null,
                Ids.OPEN_ACL_UNSAFE,
                CreateMode.PERSISTENT_WITH_TTL,
                nameAndStat,
                6,
                1_000_000);
        tell(
                "asynchronous without acl",
                () -> {
                    zk.create("/n/g", null, List.of(), CreateMode.PERSISTENT, name, 7);
                    return "sent";
                });
        zk.create("/no/parent", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT, nameAndStat, 8);
        for (String path : List.of("/n", "/none")) {
            zk.exists(path, false, stat, 9);
            zk.getData(path, false, data, 10);
            zk.setData(path, bytes("x"), 0, stat, 11);
            zk.getACL(path, new Stat(), acl, 12);
            zk.setACL(path, Ids.OPEN_ACL_UNSAFE, 0, stat, 13);
            zk.getChildren(path, false, children, 14);
            zk.getChildren(path, false, childrenAndStat, 15);
            zk.getAllChildrenNumber(path, (rc, p, ctx, n) -> told.add(rc + p + ctx + n), 16);
            zk.sync(path, none, 17);
            zk.delete(path, 9, none, 18);
            zk.addWatch(path, event -> {}, AddWatchMode.PERSISTENT, none, 19);
            zk.getEphemerals(path, (rc, ctx, paths) -> told.add(rc + " " + ctx + paths), 20);
        }
        zk.getConfig(false, (rc, path, ctx, result, s) -> told.add(rc + path + ctx), 21);
        zk.getData("/n", null, (rc, path, ctx, result, s) -> told.add(rc + path + ctx), null);
        tell(
                "asynchronous bad path",
                () -> {
                    zk.getData("n", false, data, 1);
                    return "sent";
                });
        flush();
        told.forEach(out);
        told.clear();
        // A call that waits, inside a callback, and the thread that callbacks have.
        out.accept(
                "inside: "
                        + await(
                                done ->
                                        zk.exists(
                                                "/n",
                                                false,
                                                (rc, path, ctx, result) -> done.accept(inside()),
                                                null)));
        zk.getData("/n", event -> heardInside(told), null);
        zk.setData("/n", bytes("y"), -1);
        flush();
        out.accept("told: " + told);
    }

    private String inside() {
        try {
            return new String(zk.getData("/n", false, null)) + Thread.currentThread().getName();
        } catch (Exception e) {
            return e.toString();
        }
    }

    private void heardInside(List<String> told) {
        told.add(inside());
        throw new IllegalStateException("a watcher that fails");
    }

    private void accessLists() {
        tell("add auth", this::addAuth);
        tell(
                "creator",
                () -> zk.create("/p", bytes("p"), Ids.CREATOR_ALL_ACL, CreateMode.PERSISTENT));
        tell("who", () -> zk.whoAmI().size());
        Stat stat = new Stat();
        tell("acl", () -> zk.getACL("/p", stat) + text(stat));
        tell("acl of nothing", () -> zk.getACL("/none", stat));
        tell("set acl", () -> text(zk.setACL("/p", Ids.READ_ACL_UNSAFE, 0)));
        tell("not allowed", () -> zk.setData("/p", null, -1));
        tell("set acl wrong", () -> zk.setACL("/p", Ids.READ_ACL_UNSAFE, 7));
        tell("set no acl", () -> zk.setACL("/p", List.of(), -1));
        tell(
                "set odd acl",
                () ->
                        zk.setACL(
                                "/n",
                                new ArrayList<>(List.of(new ACL(Perms.ALL, new Id("odd", "x")))),
                                -1));
    }

    private Object addAuth() throws Exception {
        zk.addAuthInfo("digest", bytes("u:p"));
        return "added";
    }

    private void session() throws Exception {
        out.accept(
                "state " + zk.getState() + zk.getState().isAlive() + zk.getState().isConnected());
        out.accept("timeout " + zk.getSessionTimeout());
        out.accept("session " + (zk.getSessionId() != 0) + zk.getSessionPasswd().length);
        tell("register", this::register);
        tell("resume", this::resume);
        tell("wrong password", this::wrongPassword);
        tell("refused", this::refused);
        tell("injected", this::injected);
        tell("default watcher", () -> new ZooKeeper(servers, 9000, null).exists("/", true));
    }

    private Object register() throws Exception {
        BlockingQueue<WatchedEvent> others = new LinkedBlockingQueue<>();
        zk.exists("/reg", true);
        zk.register(others::add);
        zk.exists("/reg2", true);
        zk.create("/reg", null, Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL);
        zk.create("/reg2", null, Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL);
        String result = next() + " then " + text(others.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
        zk.register(this::heard);
        return result;
    }

    private Object resume() throws Exception {
        BlockingQueue<WatchedEvent> others = new LinkedBlockingQueue<>();
        ZooKeeper first = new ZooKeeper(servers, 30_000, others::add, false, new OnlyOnce(servers));
        String told = text(others.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
        first.create("/mine", null, Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL);
        long id = first.getSessionId();
        BlockingQueue<WatchedEvent> seconds = new LinkedBlockingQueue<>();
        ZooKeeper second =
                new ZooKeeper(servers, 30_000, seconds::add, id, first.getSessionPasswd());
        told += text(seconds.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
        second.close();
        return told + (zk.exists("/mine", false) == null) + (second.getSessionId() == id);
    }

    /// Has a client connect to a server once, and never again: nobody listens where it tells it to
    /// go then. So the client does not take its session back from who has it by now.
    private static final class OnlyOnce implements HostProvider {
        private final InetSocketAddress server;
        private boolean used;

        OnlyOnce(String servers) {
            InetSocketAddress named = new ConnectStringParser(servers).getServerAddresses().get(0);
            server = new InetSocketAddress(named.getHostString(), named.getPort());
        }

        @Override
        public int size() {
            return 1;
        }

        @Override
        public InetSocketAddress next(long spinDelay) {
            InetSocketAddress next = used ? new InetSocketAddress("127.0.0.1", 1) : server;
            used = true;
            return next;
        }

        @Override
        public void onConnected() {}

        @Override
        public boolean updateServerList(
                Collection<InetSocketAddress> serverAddresses, InetSocketAddress currentHost) {
            return false;
        }
    }

    private Object wrongPassword() throws Exception {
        BlockingQueue<WatchedEvent> others = new LinkedBlockingQueue<>();
        ZooKeeper thief = new ZooKeeper(servers, 30_000, others::add, 0x1234, new byte[16]);
        String told = text(others.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
        awaitState(thief, ZooKeeper.States.CLOSED);
        tell("expired", () -> thief.exists("/", false));
        thief.close();
        return told + thief.getState();
    }

    private Object refused() throws Exception {
        BlockingQueue<WatchedEvent> others = new LinkedBlockingQueue<>();
        ZooKeeper refused = new ZooKeeper(servers, 30_000, others::add);
        String told = text(others.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
        refused.addAuthInfo("nonsense", bytes("u:p"));
        told += text(others.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
        awaitState(refused, ZooKeeper.States.AUTH_FAILED);
        tell("after refusal", () -> refused.exists("/", false));
        refused.close();
        return told + refused.getState();
    }

    private Object injected() throws Exception {
        BlockingQueue<WatchedEvent> seconds = new LinkedBlockingQueue<>();
        BlockingQueue<WatchedEvent> others = new LinkedBlockingQueue<>();
        ZooKeeper expired = new ZooKeeper(servers, 30_000, others::add);
        String told = text(others.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
        expired.getTestable()
                .queueEvent(
                        new WatchedEvent(
                                Watcher.Event.EventType.None,
                                Watcher.Event.KeeperState.Expired,
                                null));
        told += text(others.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)) + expired.getState();
        expired.close();
        told += end(others);
        expired = new ZooKeeper(servers, 30_000, seconds::add);
        told += text(seconds.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
        expired.getTestable().injectSessionExpiration();
        told += text(seconds.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)) + expired.getState();
        ZooKeeper gone = expired;
        tell("after expiry", () -> gone.exists("/", false));
        expired.close();
        return told + expired.getState();
    }

    private static void awaitState(ZooKeeper client, ZooKeeper.States state)
            throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (client.getState() != state && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
    }

    private void chroot() throws Exception {
        zk.create("/root", bytes("r"), Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        ZooKeeper whole = zk;
        zk = open(servers + "/root");
        tell("chroot data", () -> zk.getData("/", true, null));
        tell("chroot create", () -> create("/e", CreateMode.EPHEMERAL_SEQUENTIAL));
        tell("chroot multi", () -> results(zk.multi(good("/m"))));
        tell("chroot ephemerals", () -> zk.getEphemerals());
        tell("chroot ephemerals", () -> zk.getEphemerals("/e"));
        tell("chroot missing", () -> zk.getData("/none", true, null));
        tell("chroot config", () -> zk.getConfig(true, null));
        zk.setData("/", null, -1);
        out.accept("chroot event " + next());
        zk.addWatch("/", AddWatchMode.PERSISTENT_RECURSIVE);
        whole.setData("/root/m", null, -1);
        out.accept("chroot event " + next());
        tell(
                "chroot callback",
                () ->
                        await(
                                done ->
                                        zk.create(
                                                "/cb",
                                                null,
                                                Ids.OPEN_ACL_UNSAFE,
                                                CreateMode.EPHEMERAL,
                                                (int rc, String path, Object ctx, String n) ->
                                                        done.accept(rc + path + ctx + n),
                                                null)));
        out.accept("chroot event " + next());
        tell("other chroot", () -> update(servers + "/other"));
        tell("same chroot", () -> update(servers + "/root"));
        zk.close();
        out.accept("chroot closed " + end(events));
        zk = whole;
    }

    private Object update(String list) throws Exception {
        zk.updateServerList(list);
        return "updated";
    }

    private void ends() throws Exception {
        ZooKeeper closing = open(servers);
        closing.exists("/gone", true);
        CountDownLatch inCallback = new CountDownLatch(1);
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        closing.exists(
                "/",
                false,
                (rc, path, ctx, stat) -> {
                    told.add("first " + rc);
                    inCallback.countDown();
                },
                null);
        closing.exists("/", false, (rc, path, ctx, stat) -> told.add("second " + rc), null);
        closing.close();
        inCallback.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        out.accept("closed " + end(events) + " " + closing.getState());
        out.accept("told " + told);
        tell("after close", () -> closing.exists("/", false));
        tell(
                "asynchronous after close",
                () ->
                        await(
                                done ->
                                        closing.exists(
                                                "/",
                                                false,
                                                (rc, path, ctx, stat) ->
                                                        done.accept(rc + path + ctx),
                                                1)));
        closing.close();
        tell("close with timeout", () -> closing.close(1000));
    }
}
