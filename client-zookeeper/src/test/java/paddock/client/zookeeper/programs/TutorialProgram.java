package paddock.client.zookeeper.programs;

import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;

import java.util.function.Consumer;

/// The first program that people write: connect, create, read, list, set, delete, close.
@SuppressWarnings("DefaultCharset") // As people write it.
public final class TutorialProgram {
    private TutorialProgram() {}

    /// Prints to the console.
    public static void main(String[] args) throws Exception {
        run(args[0], System.out::println);
    }

    public static void run(String servers, Consumer<String> out) throws Exception {
        ZooKeeper zk =
                new ZooKeeper(
                        servers,
                        30_000,
                        new Watcher() {
                            @Override
                            public void process(WatchedEvent event) {
                                out.accept("heard of a " + event.getType() + " event");
                            }
                        });
        zk.create(
                "/testRootPath",
                "testRootData".getBytes(),
                Ids.OPEN_ACL_UNSAFE,
                CreateMode.PERSISTENT);
        zk.create(
                "/testRootPath/testChildPathOne",
                "testChildDataOne".getBytes(),
                Ids.OPEN_ACL_UNSAFE,
                CreateMode.PERSISTENT);
        out.accept(new String(zk.getData("/testRootPath", false, null)));
        out.accept(zk.getChildren("/testRootPath", true).toString());
        zk.setData("/testRootPath/testChildPathOne", "modifyChildDataOne".getBytes(), -1);
        out.accept("stat of the node: [" + zk.exists("/testRootPath", true) + "]");
        zk.create(
                "/testRootPath/testChildPathTwo",
                "testChildDataTwo".getBytes(),
                Ids.OPEN_ACL_UNSAFE,
                CreateMode.PERSISTENT);
        out.accept(new String(zk.getData("/testRootPath/testChildPathTwo", true, null)));
        zk.delete("/testRootPath/testChildPathTwo", -1);
        zk.delete("/testRootPath/testChildPathOne", -1);
        zk.delete("/testRootPath", -1);
        zk.close();
    }
}
