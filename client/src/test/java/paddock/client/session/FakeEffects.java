package paddock.client.session;

import org.jspecify.annotations.Nullable;

import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;
import paddock.wire.protocol.RequestHeader;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/// Notes down what a machine wants, and tells deliveries at once.
final class FakeEffects implements Effects {
    /// What was wanted since it was last asked for, in order.
    private final List<String> wanted = new ArrayList<>();

    private final JuteWriter out = new JuteWriter();
    boolean writable = true;
    int placesFreed;

    /// The earliest; null for none.
    @Nullable Long wakeBy;

    /// Whether what is written begins with a frame that has no header.
    private boolean opening;

    List<String> take() {
        flush();
        List<String> taken = List.copyOf(wanted);
        wanted.clear();
        return taken;
    }

    @Override
    public void findServer(long pauseMillis) {
        wanted.add("find after " + pauseMillis);
    }

    @Override
    public void connect(InetSocketAddress server, int timeoutMillis) {
        opening = true;
        wanted.add("connect to " + server.getPort() + " in " + timeoutMillis);
    }

    @Override
    public void hangUp() {
        flush();
        wanted.add("hang up");
    }

    @Override
    public JuteWriter out() {
        return out;
    }

    @Override
    public void flush() {
        JuteReader in = JuteReader.over(out.toByteArray());
        while (in.remaining() > 0) {
            JuteReader frame = in.readSlice(in.readInt());
            if (opening) {
                opening = false;
                wanted.add("open");
            } else {
                RequestHeader header = RequestHeader.read(frame);
                wanted.add("send " + header.xid() + " op " + header.opCode());
            }
        }
        out.clear();
    }

    @Override
    public boolean isWritable() {
        return writable;
    }

    @Override
    public void deliver(Delivery delivery) {
        delivery.tell();
    }

    @Override
    public void placeFreed() {
        placesFreed++;
    }

    @Override
    public void wakeBy(long nanos) {
        Long earliest = wakeBy;
        if (earliest == null || nanos - earliest < 0) {
            wakeBy = nanos;
        }
    }

    @Override
    public void saslBegin() {
        wanted.add("sasl begins");
    }

    @Override
    public void saslAnswer(byte @Nullable [] challenge) {
        wanted.add("sasl answers " + (challenge == null ? "nothing" : challenge.length));
    }

    @Override
    public void probe(int timeoutMillis) {
        wanted.add("probe");
    }

    /// The largest pause there can be.
    @Override
    public long random(long bound) {
        return bound - 1;
    }
}
