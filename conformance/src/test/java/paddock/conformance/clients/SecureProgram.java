package paddock.conformance.clients;

import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.data.ClientInfo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Says whom a server takes it for, once for each file of client properties. Those of a file
/// `system` become system properties.
public final class SecureProgram {
    /// Whatever else may break a connection does not do so each time.
    private static final int ATTEMPTS = 3;

    private SecureProgram() {}

    /// @param args where the server is, and the files
    public static void main(String[] args) throws Exception {
        for (String file : List.of(args).subList(1, args.length)) {
            Path path = Path.of(file);
            String name = path.getFileName().toString();
            System.out.println(name + ": " + outcome(args[0], config(path)));
        }
        System.exit(0);
    }

    private static ZKClientConfig config(Path file) throws Exception {
        if (!file.endsWith("system")) {
            return new ZKClientConfig(file);
        }
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        }
        properties.forEach((name, value) -> System.setProperty((String) name, (String) value));
        ZKClientConfig config = new ZKClientConfig();
        properties.forEach((name, value) -> System.clearProperty((String) name));
        return config;
    }

    private static String outcome(String server, ZKClientConfig config)
            throws InterruptedException {
        Queue<KeeperState> states = new ConcurrentLinkedQueue<>();
        ZooKeeper zk;
        try {
            zk =
                    new ZooKeeper(
                            server, 30_000, (WatchedEvent e) -> states.add(e.getState()), config);
        } catch (IOException e) {
            return "no client";
        }
        String answer = answer(zk);
        zk.close(10_000);
        // How often a connection came and went, and whether the end is told in time, is a matter of
        // time.
        states.removeIf(state -> state == KeeperState.Disconnected || state == KeeperState.Closed);
        return answer + " " + states;
    }

    private static String answer(ZooKeeper zk) throws InterruptedException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                // Says what fails, which the other does not.
                zk.exists("/", false);
                TreeSet<String> identities = new TreeSet<>();
                for (ClientInfo each : zk.whoAmI()) {
                    identities.add(each.getAuthScheme() + ":" + each.getUser());
                }
                return identities.toString();
            } catch (KeeperException.ConnectionLossException e) {
                // Once more.
            } catch (KeeperException e) {
                return e.code().toString();
            }
        }
        return "CONNECTIONLOSS";
    }
}
