package paddock.simulator.network;

import org.jspecify.annotations.Nullable;

import paddock.simulator.schedule.Timer;

import java.util.ArrayDeque;

/// One end of a link, and the direction that leaves from it.
public final class Link {
    final Network network;
    final long self;
    final long other;
    private final LinkListener listener;
    private final ArrayDeque<InFlight> sent = new ArrayDeque<>();
    private @Nullable Link peer;
    private @Nullable Timer delivery;
    private @Nullable Timer giveUp;
    private long lastDueMicros;
    private State state = State.CONNECTING;
    private boolean farewellSent;

    private enum State {
        CONNECTING,
        OPEN,
        CLOSED
    }

    /// A message on its way; the last one may be a farewell.
    private record InFlight(long dueMicros, @Nullable Object message, String farewell) {}

    Link(Network network, long self, long other, LinkListener listener) {
        this.network = network;
        this.self = self;
        this.other = other;
        this.listener = listener;
    }

    /// @param upMicros when the other end is up; nothing arrives there before
    void pairWith(Link otherEnd, long upMicros) {
        peer = otherEnd;
        lastDueMicros = upMicros;
    }

    /// The node at the other end.
    public long other() {
        return other;
    }

    /// Whether it works, as far as this end knows.
    public boolean isOpen() {
        return state == State.OPEN;
    }

    void bringUp() {
        if (state == State.CONNECTING) {
            state = State.OPEN;
            listener.up(this);
        }
    }

    /// Sends a message; in vain where the link is broken.
    public void send(Object message) {
        if (state == State.OPEN) {
            enqueue(message, "");
        }
    }

    /// Ends the link, or the attempt to make it. What was sent before arrives, if the network can.
    public void close(String reason) {
        if (state != State.CLOSED) {
            state = State.CLOSED;
            network.ended(this);
            if (peer != null) {
                enqueue(null, reason);
            }
        }
    }

    /// The node of this end is gone: of what was sent, the first `kept` messages still arrive.
    void vanish(int kept, boolean farewell) {
        state = State.CLOSED;
        while (sent.size() > kept) {
            sent.removeLast();
        }
        if (peer == null) {
            return;
        }
        if (farewell) {
            enqueue(null, "connection reset");
        } else if (!farewellSent) {
            farewellSent = true;
            network.schedule().after(network.latency().holdMicros(), () -> lose("timed out"));
        }
    }

    int inFlight() {
        return sent.size();
    }

    /// Both ends see the link break; what is on its way is lost.
    void breakUp(String reason) {
        Link otherEnd = peer;
        lose(reason);
        if (otherEnd != null) {
            otherEnd.lose(reason);
        }
    }

    /// The other end sees it break.
    private void lose(String reason) {
        sent.clear();
        stop();
        if (peer != null) {
            peer.breakHere(reason);
        }
    }

    /// This end sees it break, or sees that it cannot be made.
    void breakHere(String reason) {
        if (state != State.CLOSED) {
            state = State.CLOSED;
            network.ended(this);
            listener.down(this, reason);
        }
    }

    private void enqueue(@Nullable Object message, String farewell) {
        if (farewellSent) {
            return;
        }
        farewellSent = message == null;
        long due = network.schedule().nowMicros() + network.delay(self, other);
        lastDueMicros = Math.max(due, lastDueMicros);
        sent.add(new InFlight(lastDueMicros, message, farewell));
        arm();
    }

    private void arm() {
        InFlight head = sent.peek();
        if (head == null || delivery != null && delivery.isPending()) {
            return;
        }
        long wait = Math.max(0, head.dueMicros - network.schedule().nowMicros());
        delivery = network.schedule().after(wait, this::deliver);
    }

    private void deliver() {
        InFlight head = sent.peek();
        if (head == null) {
            return;
        }
        if (network.isCut(self, other)) {
            if (giveUp == null || !giveUp.isPending()) {
                long hold = network.latency().holdMicros();
                giveUp = network.schedule().after(hold, () -> breakUp("timed out"));
                network.stalled(this);
            }
            return;
        }
        sent.remove();
        arm();
        Link receiver = peer;
        if (receiver == null) {
            return;
        }
        if (head.message == null) {
            receiver.breakHere(head.farewell);
        } else if (receiver.state == State.OPEN) {
            receiver.listener.received(receiver, head.message);
        }
    }

    /// The direction works again.
    void resume() {
        if (giveUp != null) {
            giveUp.cancel();
            giveUp = null;
        }
        arm();
    }

    private void stop() {
        if (delivery != null) {
            delivery.cancel();
        }
        if (giveUp != null) {
            giveUp.cancel();
        }
    }

    @Override
    public String toString() {
        return self + "->" + other;
    }
}
