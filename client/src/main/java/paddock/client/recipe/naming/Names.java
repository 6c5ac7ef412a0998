package paddock.client.recipe.naming;

import paddock.client.AsyncClient;
import paddock.client.Client;
import paddock.client.ClientException;
import paddock.client.recipe.Grant;
import paddock.client.recipe.foundation.Holding;
import paddock.client.recipe.foundation.Owned;
import paddock.client.recipe.foundation.Steadfast;
import paddock.client.recipe.foundation.Waiting;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Names that programs choose for themselves, each of which at most one bears. Any thread may use
/// it.
///
/// A name is an ephemeral znode in a folder, and is free again when who bears it gives it back or
/// loses its session.
///
/// **Lost connection.** It is sat out; a claim whose answer was lost is told from that of others.
///
/// **Lost session.** The name is free, as with a lock: see [Grant].
public final class Names {
    private static final byte[] NO_DATA = {};

    private final AsyncClient client;
    private final Owned names;

    /// @param path the folder of all this; the names are in its child `names`
    public Names(Client client, String path) {
        this.client = client.async();
        names = new Owned(this.client, path + "/names", path + "/receipts");
    }

    /// Claims a name, if nobody bears it.
    ///
    /// @return empty when somebody does
    /// @throws IllegalArgumentException when it cannot be the name of a znode
    /// @throws InterruptedException when the thread is interrupted; nothing is claimed then
    public Optional<Grant> claim(String name) throws InterruptedException {
        try {
            return Optional.of(Waiting.forResult(names.create(name, NO_DATA), Holding::release));
        } catch (ClientException.NodeExists e) {
            return Optional.empty();
        }
    }

    /// Claims a name, and waits for whoever bears it to give it up, but not longer than that. For a
    /// program that was started anew, and whose last session has not expired yet.
    ///
    /// @return empty when the time is over
    /// @throws IllegalArgumentException when it cannot be the name of a znode
    /// @throws InterruptedException when the thread is interrupted; nothing is claimed then
    public Optional<Grant> claim(String name, Duration limit) throws InterruptedException {
        return Waiting.forResult(names.createWhenFree(name, NO_DATA), limit, Holding::release)
                .map(held -> held);
    }

    /// The names that somebody bears, in order.
    ///
    /// @throws InterruptedException when the thread is interrupted
    public List<String> taken() throws InterruptedException {
        try {
            return Waiting.forResult(Steadfast.repeat(() -> client.getChildren(names.folder())))
                    .names()
                    .stream()
                    .sorted()
                    .toList();
        } catch (ClientException.NoNode e) {
            return List.of();
        }
    }
}
