package paddock.server.lifecycle;

import org.jspecify.annotations.Nullable;

import paddock.server.ensemble.Ensemble;
import paddock.server.front.ClientListener;
import paddock.server.front.Connection;
import paddock.server.front.Front;
import paddock.server.replica.ReplicaThread;

import java.util.concurrent.CountDownLatch;

/// What befalls a server in a network, done on purpose: for the tests of those who use one. Any
/// thread may call it; what a method says is so when it returns.
public final class Faults {
    private final ReplicaThread replica;
    private final Front front;
    private final @Nullable ClientListener listener;
    private final @Nullable Ensemble ensemble;

    /// Guarded by this: ends the pause that lasts, or null.
    private @Nullable Pause pause;

    Faults(
            ReplicaThread replica,
            Front front,
            @Nullable ClientListener listener,
            @Nullable Ensemble ensemble) {
        this.replica = replica;
        this.front = front;
        this.listener = listener;
        this.ensemble = ensemble;
    }

    /// Closes all connections of clients, once what was written to them is sent. Their sessions
    /// live on.
    public void dropConnections() {
        replica.exclusively(
                () ->
                        front.loops().stream()
                                .flatMap(loop -> loop.connections().stream())
                                .forEach(Connection::close));
    }

    /// Stands still as a process does under SIGSTOP: connections stay, and nobody is answered, no
    /// client and no other server, until [#resume]. Sessions get the time back.
    public synchronized void pause() {
        if (pause == null) {
            pause = new Pause(replica);
        }
    }

    /// Goes on after [#pause].
    public synchronized void resume() {
        Pause lasting = pause;
        pause = null;
        if (lasting != null) {
            lasting.end();
        }
    }

    /// Refuses whoever wants to connect, until [#acceptConnections]; connections that exist stay.
    public void refuseConnections() {
        if (listener != null) {
            listener.refuse();
        }
    }

    /// Lets clients connect again after [#refuseConnections].
    public void acceptConnections() {
        if (listener != null) {
            listener.accept();
        }
    }

    /// Cuts a member off from all other servers, until [#heal]; clients still reach it.
    public void partition() {
        if (ensemble != null) {
            ensemble.cut();
        }
    }

    /// Lets a member reach the other servers again.
    public void heal() {
        if (ensemble != null) {
            ensemble.mend();
        }
    }

    /// A server that is to stop has to move.
    void end() {
        resume();
    }

    /// Locks belong to threads, so one of its own holds them.
    private static final class Pause {
        private final CountDownLatch over = new CountDownLatch(1);
        private final Thread holder;

        Pause(ReplicaThread replica) {
            CountDownLatch begun = new CountDownLatch(1);
            holder =
                    new Thread(
                            () ->
                                    replica.standStill(
                                            () -> {
                                                begun.countDown();
                                                await(over);
                                            }),
                            "pause");
            holder.setDaemon(true);
            holder.start();
            await(begun);
        }

        void end() {
            over.countDown();
        }

        private static void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
