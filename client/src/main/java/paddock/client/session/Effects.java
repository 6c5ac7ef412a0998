package paddock.client.session;

import org.jspecify.annotations.Nullable;

import paddock.wire.jute.JuteWriter;

import java.net.InetSocketAddress;

/// What a [SessionMachine] wants done. Carried out in order; what comes of it is told to the
/// machine later, never during the call.
interface Effects {
    /// Ask for the next server after a pause, then tell [SessionMachine#serverFound] or
    /// [SessionMachine#serverNotFound]. Takes the place of a search that was begun.
    void findServer(long pauseMillis);

    /// Connect, then tell [SessionMachine#up] or [SessionMachine#down].
    void connect(InetSocketAddress server, int timeoutMillis);

    /// End the connection or the attempt to make one; nothing is told of it any more.
    void hangUp();

    /// Where frames are written that are to be sent, behind those that are there.
    JuteWriter out();

    /// Send what was written.
    void flush();

    /// Whether the connection takes more.
    boolean isWritable();

    /// Tell an outcome or an event, after those before.
    void deliver(Delivery delivery);

    /// A request that takes a place is over.
    void placeFreed();

    /// Call [SessionMachine#tick] by then, by the monotonic clock.
    void wakeBy(long nanos);

    /// Begin to authenticate, then tell [SessionMachine#saslSays], [SessionMachine#saslHasNoLogin]
    /// or [SessionMachine#saslFailed].
    void saslBegin();

    /// Go on with it, in the same way.
    void saslAnswer(byte @Nullable [] challenge);

    /// Find a server that has a quorum, then tell [SessionMachine#probed].
    void probe(int timeoutMillis);

    /// A number from 0 to below the bound.
    long random(long bound);
}
