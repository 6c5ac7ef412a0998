package paddock.storage.apache;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.jute.BinaryInputArchive;
import org.apache.jute.BinaryOutputArchive;
import org.apache.zookeeper.AsyncCallback;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.apache.zookeeper.data.Stat;
import org.apache.zookeeper.server.NIOServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// Runs inside the process of [ApacheZooKeeper]: server and client, one task, then the end.
final class ApacheMain {
    private final ZooKeeperServer server;
    private final NIOServerCnxnFactory factory = new NIOServerCnxnFactory();

    private ApacheMain(File dir) throws Exception {
        server = new ZooKeeperServer(dir, dir, 2000);
        factory.configure(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        factory.startup(server);
    }

    public static void main(String[] args) {
        // Dies without a goodbye: what is on disk is what a crash would leave. The server's handler
        // for uncaught exceptions would only log them.
        try {
            ApacheMain main = new ApacheMain(new File(args[1]));
            switch (args[0]) {
                case "work" -> main.work();
                case "tree" -> main.printTree();
                case "send" -> main.sendTree(new File(args[1], ApacheZooKeeper.STREAM));
                case "receive" -> main.receiveTree(new File(args[1], ApacheZooKeeper.STREAM));
                default -> throw new IllegalArgumentException(args[0]);
            }
            System.out.flush();
            Runtime.getRuntime().halt(0);
        } catch (Exception e) {
            e.printStackTrace(System.out);
            System.out.flush();
            Runtime.getRuntime().halt(1);
        }
    }

    private ZooKeeper connect() throws Exception {
        CountDownLatch connected = new CountDownLatch(1);
        ZooKeeper client =
                new ZooKeeper(
                        "127.0.0.1:" + factory.getLocalPort(),
                        30_000,
                        event -> {
                            if (event.getState() == Watcher.Event.KeeperState.SyncConnected) {
                                connected.countDown();
                            }
                        });
        connected.await();
        return client;
    }

    private void work() throws Exception {
        ZooKeeper client = connect();
        ZooKeeper shortLived = connect();
        client.addAuthInfo("digest", "ann:secret".getBytes(UTF_8));
        create(client, "/app", "hello", CreateMode.PERSISTENT);
        client.create("/app/nothing", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        create(client, "/app/empty", "", CreateMode.PERSISTENT);
        create(client, "/app/\u00e4\u4e2d", "\u20ac", CreateMode.PERSISTENT);
        client.create("/app/large", new byte[700_000], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        for (int i = 0; i < 5; i++) {
            create(client, "/app/n-", "x" + i, CreateMode.PERSISTENT_SEQUENTIAL);
        }
        create(client, "/app/eph", "e", CreateMode.EPHEMERAL);
        create(shortLived, "/app/gone-", "g", CreateMode.EPHEMERAL_SEQUENTIAL);
        create(client, "/box", "", CreateMode.CONTAINER);
        client.create(
                "/ttl",
                "t".getBytes(UTF_8),
                Ids.OPEN_ACL_UNSAFE,
                CreateMode.PERSISTENT_WITH_TTL,
                new Stat(),
                500_000);
        client.create("/mine", null, Ids.CREATOR_ALL_ACL, CreateMode.PERSISTENT);
        client.create(
                "/ip",
                null,
                Arrays.asList( // the client looks for null in it
                        new ACL(Perms.ALL, new Id("ip", "127.0.0.1/8")),
                        new ACL(Perms.READ, Ids.ANYONE_ID_UNSAFE)),
                CreateMode.PERSISTENT);
        client.setACL("/app/empty", Ids.READ_ACL_UNSAFE, -1);
        client.setData("/app", "hello again".getBytes(UTF_8), 0);
        client.delete("/app/n-0000000005", -1);
        create(client, "/zookeeper/quota/app", "", CreateMode.PERSISTENT);
        create(
                client,
                "/zookeeper/quota/app/zookeeper_limits",
                "count=99,bytes=-1",
                CreateMode.PERSISTENT);
        create(
                client,
                "/zookeeper/quota/app/zookeeper_stats",
                "count=0,bytes=0",
                CreateMode.PERSISTENT);
        server.takeSnapshot();
        client.multi(
                List.of(
                        Op.check("/app", 1),
                        Op.create("/app/m", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT),
                        Op.setData("/app", "multi".getBytes(UTF_8), -1),
                        Op.delete("/app/nothing", -1)));
        fail(
                () ->
                        client.multi(
                                List.of(
                                        Op.setData("/app", new byte[1], -1),
                                        Op.delete("/nowhere", -1),
                                        Op.delete("/app/m", -1))));
        fail(() -> client.delete("/nowhere", -1));
        fail(() -> create(client, "/app", "", CreateMode.PERSISTENT));
        shortLived.close();
        CountDownLatch written = new CountDownLatch(200);
        AsyncCallback.StringCallback counted = (code, path, context, name) -> written.countDown();
        for (int i = 0; i < 200; i++) {
            client.create(
                    "/box/b" + i,
                    new byte[i],
                    Ids.OPEN_ACL_UNSAFE,
                    CreateMode.PERSISTENT,
                    counted,
                    null);
        }
        written.await();
    }

    private static void create(ZooKeeper client, String path, String data, CreateMode mode)
            throws KeeperException, InterruptedException {
        client.create(path, data.getBytes(UTF_8), Ids.OPEN_ACL_UNSAFE, mode);
    }

    private interface Refused {
        void run() throws KeeperException, InterruptedException;
    }

    private static void fail(Refused call) throws InterruptedException {
        try {
            call.run();
        } catch (KeeperException expected) {
            return;
        }
        throw new IllegalStateException("was not refused");
    }

    private void printTree() throws Exception {
        ZooKeeper client = connect();
        client.addAuthInfo("digest", "ann:secret".getBytes(UTF_8));
        print(client, "/");
        System.out.println("digest " + server.getZKDatabase().getDataTree().getTreeDigest());
    }

    private void sendTree(File file) throws Exception {
        try (OutputStream out = new BufferedOutputStream(new FileOutputStream(file))) {
            BinaryOutputArchive archive = BinaryOutputArchive.getArchive(out);
            server.getZKDatabase().serializeSnapshot(archive);
            archive.writeString("BenWasHere", "signature");
        }
        System.out.println("digest " + server.getZKDatabase().getDataTree().getTreeDigest());
    }

    private void receiveTree(File file) throws Exception {
        try (InputStream in = new BufferedInputStream(new FileInputStream(file))) {
            BinaryInputArchive archive = BinaryInputArchive.getArchive(in);
            server.getZKDatabase().clear();
            server.getZKDatabase().deserializeSnapshot(archive);
            if (!archive.readString("signature").equals("BenWasHere") || in.read() >= 0) {
                throw new IllegalStateException("the stream does not end where it ought to");
            }
        }
        System.out.println("digest " + server.getZKDatabase().getDataTree().getTreeDigest());
    }

    private void print(ZooKeeper client, String path) throws Exception {
        Stat stat = new Stat();
        byte[] data = client.getData(path, false, stat);
        System.out.printf(
                "%s data=%s acl=%s stat=%s%n",
                path,
                data == null ? "null" : HexFormat.of().formatHex(data),
                client.getACL(path, null).toString().replace("\n", ""),
                stat.toString().replace("\n", ""));
        for (String child : client.getChildren(path, false)) {
            print(client, path.equals("/") ? "/" + child : path + "/" + child);
        }
    }
}
