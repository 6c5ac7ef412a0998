package paddock.server.links;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.WriteBufferWaterMark;

import paddock.wire.jute.JuteWriter;
import paddock.wire.jute.ScratchWriter;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/// What is on its way out of one link. Belongs to the event loop.
///
/// Only so much as the network takes at once is turned into bytes; the rest waits as messages,
/// which for proposals means that all links share the bytes. Many small messages leave in one
/// write.
final class Outbox {
    static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(128 * 1024, 512 * 1024);

    private static final int WRITE_BYTES = 128 * 1024;

    /// After so much the other links get their turn.
    private static final int TURN_BYTES = 2 << 20;

    private static final long FAREWELL_MILLIS = 1_000;

    private final Channel channel;
    private final ScratchWriter scratch;
    private final Deque<Parcel> parcels = new ArrayDeque<>();
    private long queuedBytes;
    private boolean ending;
    private boolean sending;

    /// @param scratch shared by all links of the loop
    Outbox(Channel channel, ScratchWriter scratch) {
        this.channel = channel;
        this.scratch = scratch;
        channel.config().setWriteBufferWaterMark(WATER_MARK);
    }

    void add(Parcel parcel) {
        if (ending) {
            parcel.release();
            return;
        }
        parcels.add(parcel);
        queuedBytes += parcel.bytes();
    }

    /// What waits here, in bytes.
    long queuedBytes() {
        return queuedBytes;
    }

    /// Sends as much as the network takes.
    void send() {
        // The channel calls back while it is flushed, when it has become writable again.
        if (sending) {
            return;
        }
        sending = true;
        try {
            int turn = 0;
            while (!parcels.isEmpty() && channel.isWritable() && turn < TURN_BYTES) {
                while (!parcels.isEmpty() && channel.isWritable() && turn < TURN_BYTES) {
                    ByteBuf bytes = next();
                    turn += bytes.readableBytes();
                    channel.write(bytes, channel.voidPromise());
                }
                channel.flush();
            }
            if (turn >= TURN_BYTES && !parcels.isEmpty()) {
                channel.eventLoop().execute(this::send);
            }
        } finally {
            sending = false;
        }
        if (ending && parcels.isEmpty()) {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    private ByteBuf next() {
        JuteWriter out = scratch.cleared();
        for (Parcel parcel = parcels.peek(); parcel != null; parcel = parcels.peek()) {
            if (!parcel.write(out)) {
                parcels.remove();
                queuedBytes -= parcel.bytes();
            }
            if (out.size() >= WRITE_BYTES) {
                break;
            }
        }
        ByteBuf bytes = channel.alloc().directBuffer(out.size());
        return bytes.writeBytes(out.array(), 0, out.size());
    }

    /// Closes the channel when all has been sent, or when that takes too long.
    void end() {
        ending = true;
        channel.eventLoop().schedule(() -> channel.close(), FAREWELL_MILLIS, TimeUnit.MILLISECONDS);
        send();
    }

    boolean isEnding() {
        return ending;
    }

    /// Lets go of what was not sent.
    void discard() {
        for (Parcel parcel = parcels.poll(); parcel != null; parcel = parcels.poll()) {
            parcel.release();
        }
        queuedBytes = 0;
        ending = true;
    }
}
