package paddock.server.lifecycle;

import org.jspecify.annotations.Nullable;

import paddock.server.ensemble.Ensemble;
import paddock.server.front.ClientListener;
import paddock.server.front.Connection;
import paddock.server.front.Front;
import paddock.server.replica.ReplicaThread;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/// What befalls a server in a network, done on purpose: for the tests of those who use one. Any
/// thread may call it; what a method says is so when it returns.
public final class Faults {
    private static final long PATIENCE_NANOS = 20_000_000_000L;
    private static final long LOOK_NANOS = 500_000;

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

    /// What became of a session that was to expire.
    public enum Expiry {
        /// It is over, and its ephemeral znodes are gone.
        OVER,

        /// There is no such session.
        UNKNOWN,

        /// Only the leader can tell, and this server is none.
        AT_THE_LEADER
    }

    /// Has the server end a session as if its time were over, whatever is heard of its client. A
    /// member that does not lead ends only sessions that nobody else knows.
    ///
    /// @throws IllegalStateException when it lives on, as where a leader lost its quorum
    public Expiry expireSession(long sessionId) {
        return switch (replica.end(sessionId)) {
            case BEGUN -> {
                awaitEnd(sessionId);
                yield Expiry.OVER;
            }
            case UNKNOWN -> Expiry.UNKNOWN;
            case AT_THE_LEADER -> Expiry.AT_THE_LEADER;
        };
    }

    /// Returns when this server knows no such session any more.
    ///
    /// @throws IllegalStateException when it lives on
    public void awaitEnd(long sessionId) {
        long beganNanos = System.nanoTime();
        while (isKnown(sessionId)) {
            if (System.nanoTime() - beganNanos > PATIENCE_NANOS) {
                throw new IllegalStateException(
                        "session 0x" + Long.toHexString(sessionId) + " lives on");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private boolean isKnown(long sessionId) {
        AtomicBoolean known = new AtomicBoolean();
        replica.exclusively(
                () ->
                        known.set(
                                replica.sessions().timeoutMillis(sessionId).isPresent()
                                        || replica.localSessions()
                                                .timeoutMillis(sessionId)
                                                .isPresent()));
        return known.get();
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
