package paddock.client.figures;

import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;

import paddock.client.AsyncClient;
import paddock.client.Client;
import paddock.client.ClientException;
import paddock.client.session.ClientSession;
import paddock.client.session.SessionSettings;
import paddock.wire.protocol.Request;

import java.io.IOException;
import java.util.concurrent.Semaphore;

/// One client of the kind that is measured.
interface Subject {
    String PATH = "/figures";

    /// Asks for the data, and releases one permit when they are there.
    void getData(Semaphore done, Failures failures);

    /// Told of what went wrong.
    interface Failures {
        void failed(String why);
    }

    /// A connected client; `up` gets a permit whenever it is connected, `down` whenever it is not.
    static Subject open(String kind, String server, Semaphore up, Semaphore down)
            throws IOException {
        return switch (kind) {
            case "apache" -> apache(server, up, down);
            case "engine" -> engine(server, up, down);
            case "client" -> client(server, up, down);
            default -> throw new IllegalArgumentException("no client is called " + kind);
        };
    }

    /// Makes the znode that is asked for.
    static void prepare(String server) {
        try (Client client = Client.connect(server)) {
            client.create(PATH, new byte[100]);
        } catch (ClientException.NodeExists e) {
            // By a round before.
        }
    }

    private static Subject apache(String server, Semaphore up, Semaphore down) throws IOException {
        ZooKeeper client =
                new ZooKeeper(
                        server,
                        30_000,
                        event -> {
                            if (event.getState() == KeeperState.SyncConnected) {
                                up.release();
                            } else if (event.getState() == KeeperState.Disconnected) {
                                down.release();
                            }
                        });
        return (done, failures) ->
                client.getData(
                        PATH,
                        false,
                        (code, path, context, data, stat) -> {
                            if (code != 0 || data.length != 100) {
                                failures.failed("getData: " + KeeperException.Code.get(code));
                            }
                            done.release();
                        },
                        null);
    }

    private static Subject engine(String server, Semaphore up, Semaphore down) {
        ClientSession session =
                ClientSession.open(
                        SessionSettings.connectTo(server).build(),
                        (event, watchers) -> (event.state().isConnected() ? up : down).release());
        return (done, failures) ->
                session.submit(
                        new Request.GetData(PATH, false),
                        null,
                        (xid, zxid, error, response) -> {
                            if (error != 0) {
                                failures.failed("getData: " + error);
                            }
                            done.release();
                        });
    }

    private static Subject client(String server, Semaphore up, Semaphore down) {
        AsyncClient client =
                AsyncClient.builder(server)
                        .stateListener(state -> (state.isConnected() ? up : down).release())
                        .open();
        return (done, failures) ->
                client.getData(PATH)
                        .whenComplete(
                                (data, failure) -> {
                                    if (failure != null || data.bytes().length != 100) {
                                        failures.failed("getData: " + failure);
                                    }
                                    done.release();
                                });
    }
}
