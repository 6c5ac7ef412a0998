package paddock.client.recipe.barrier;

import paddock.client.AsyncClient;
import paddock.client.Client;
import paddock.client.ClientException;
import paddock.client.recipe.foundation.Deletion;
import paddock.client.recipe.foundation.Folder;
import paddock.client.recipe.foundation.Gone;
import paddock.client.recipe.foundation.Steadfast;
import paddock.client.recipe.foundation.Waiting;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.CreateMode;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// Holds back whoever comes as long as it stands: a persistent znode. Any thread may use it.
///
/// **Lost connection.** It is sat out. Whoever waits learns of a barrier that was lifted meanwhile;
/// raising and lifting may be done twice, and come to the same.
///
/// **Lost session.** Whoever waits fails as [paddock.client.ClientException.SessionExpired]. The
/// barrier stands, whoever raised it: only [#lift] ends it.
public final class Barrier {
    private static final byte[] NO_DATA = {};

    private final AsyncClient client;
    private final String path;

    /// @param path the znode that is the barrier
    public Barrier(Client client, String path) {
        this.client = client.async();
        this.path = path;
    }

    /// Raises it. Does nothing where it stands.
    ///
    /// @throws InterruptedException when the thread is interrupted; it may be raised all the same
    public void raise() throws InterruptedException {
        String parent = path.substring(0, Math.max(path.lastIndexOf('/'), 1));
        CompletableFuture<String> raised =
                Steadfast.repeat(
                        () ->
                                Folder.within(
                                        client,
                                        parent,
                                        () ->
                                                client.create(
                                                        path,
                                                        NO_DATA,
                                                        CreateMode.PERSISTENT,
                                                        Acl.OPEN)));
        try {
            Waiting.forResult(raised);
        } catch (ClientException.NodeExists e) {
            // It stands already, perhaps since an answer was lost.
            return;
        }
    }

    /// Lifts it, for everybody who waits. Does nothing where it does not stand.
    ///
    /// @throws InterruptedException when the thread is interrupted; it may be lifted all the same
    public void lift() throws InterruptedException {
        Waiting.forResult(Deletion.of(client, path));
    }

    /// Whether it stands, as far as the server of this client knows.
    ///
    /// @throws InterruptedException when the thread is interrupted
    public boolean isRaised() throws InterruptedException {
        return Waiting.forResult(Steadfast.repeat(() -> client.exists(path))).isPresent();
    }

    /// Waits until it does not stand.
    ///
    /// @throws InterruptedException when the thread is interrupted
    public void await() throws InterruptedException {
        Waiting.forResult(Gone.of(client, path));
    }

    /// As [#await()], for so long.
    ///
    /// @return false when the time is over
    /// @throws InterruptedException when the thread is interrupted
    public boolean await(Duration limit) throws InterruptedException {
        return Waiting.forEnd(Gone.of(client, path), limit);
    }
}
