package paddock.client.recipe.group;

import paddock.client.AsyncClient;
import paddock.client.ClientException;
import paddock.client.Registration;
import paddock.client.recipe.Grant;
import paddock.client.recipe.PlaceLostException;
import paddock.client.recipe.Standing;
import paddock.client.recipe.foundation.Holding;
import paddock.client.recipe.foundation.Steadfast;
import paddock.client.recipe.foundation.Waiting;

import java.util.concurrent.CompletableFuture;

/// A member's standing in a [Group], until it leaves or its session ends.
public final class Membership implements Grant {
    private final AsyncClient client;
    private final String name;
    private final Holding holding;

    Membership(AsyncClient client, String name, Holding holding) {
        this.client = client;
        this.name = name;
        this.holding = holding;
    }

    /// The member's name.
    public String name() {
        return name;
    }

    /// Replaces the member's data, across lost connections. Of updates that are under way together
    /// any may come last.
    ///
    /// @throws PlaceLostException when it is no member any more
    /// @throws ClientException.SessionExpired when the session is over
    /// @throws InterruptedException when the thread is interrupted; it may be replaced all the same
    public void update(byte[] data) throws InterruptedException {
        if (holding.standing() == Standing.RELEASED) {
            throw new PlaceLostException(holding.path());
        }
        byte[] copy = data.clone();
        try {
            Waiting.forResult(Steadfast.repeat(() -> client.setData(holding.path(), copy)));
        } catch (ClientException.NoNode e) {
            PlaceLostException lost = new PlaceLostException(holding.path());
            lost.addSuppressed(e);
            throw lost;
        }
    }

    @Override
    public long fencingToken() {
        return holding.fencingToken();
    }

    @Override
    public Standing standing() {
        return holding.standing();
    }

    @Override
    public Registration onLost(Runnable listener) {
        return holding.onLost(listener);
    }

    @Override
    public CompletableFuture<Void> release() {
        return holding.release();
    }

    @Override
    public String toString() {
        return "member " + name + ", " + standing();
    }
}
