package paddock.server.front;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import org.jspecify.annotations.Nullable;

import paddock.core.query.Caller;
import paddock.core.query.Queries;
import paddock.server.metrics.ConnectionStats;
import paddock.server.metrics.Counter;
import paddock.server.metrics.LastOperation;
import paddock.server.metrics.Recorder;
import paddock.server.metrics.Summary;
import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;
import paddock.wire.protocol.ConnectResponse;
import paddock.wire.protocol.ErrorCode;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.ReplyHeader;
import paddock.wire.protocol.WatcherEvent;

/// What one connection is to be sent, as frames in one buffer, and the counting of it.
///
/// Event loop and replica write here in turn, under the stripe, so the order of writing is the
/// order on the wire.
final class Replies {
    private final FrontLoop loop;
    private final ConnectionStats stats;
    private final Recorder recorder;

    /// Borrowed from the loop while there is anything.
    private @Nullable JuteWriter buffer;

    private long nowNanos;
    private long nowMillis;

    Replies(FrontLoop loop, ConnectionStats stats) {
        this.loop = loop;
        this.stats = stats;
        recorder = loop.recorder();
    }

    /// The time, of [System#nanoTime], at which what follows is written: read once for a batch.
    void at(long newNanos) {
        nowNanos = newNanos;
        nowMillis = newNanos / 1_000_000;
    }

    /// Opens a reply; its body goes to [#writer], and [#end] closes it.
    ///
    /// @return what [#end] needs
    int begin(int xid, long zxid) {
        JuteWriter out = writer();
        int start = out.size();
        out.writeInt(0);
        out.writeInt(xid);
        out.writeLong(zxid);
        out.writeInt(0);
        return start;
    }

    /// Closes the reply to a request.
    void end(int start, int err) {
        count(Counter.RESPONSE_BYTES, close(start, err));
    }

    /// Closes a frame and returns its length, the prefix left out.
    private int close(int start, int err) {
        JuteWriter out = writer();
        int length = out.size() - start - 4;
        out.setInt(start, length);
        out.setInt(start + ReplyHeader.BYTES, err);
        sent();
        return length;
    }

    /// Where bodies go.
    JuteWriter writer() {
        JuteWriter writer = buffer;
        if (writer == null) {
            writer = loop.borrowWriter();
            buffer = writer;
        }
        return writer;
    }

    /// The reply to something that is no request: an auth packet, an unknown operation.
    void header(int xid, long zxid, ErrorCode error) {
        close(begin(xid, zxid), error.code());
    }

    /// A watch event.
    void event(int type, String path, long zxid) {
        int start = begin(ReplyHeader.NOTIFICATION_XID, zxid);
        JuteWriter out = writer();
        out.writeInt(type);
        out.writeInt(WatcherEvent.SYNC_CONNECTED);
        out.writeString(path);
        count(Counter.WATCH_BYTES, close(start, 0));
    }

    /// The answer to a connect request.
    void connect(ConnectResponse response) {
        JuteWriter out = writer();
        int start = out.size();
        out.writeInt(0);
        response.write(out);
        out.setInt(start, out.size() - start - 4);
        sent();
    }

    /// Answers a query.
    void query(
            Queries queries,
            int xid,
            int opCode,
            JuteReader in,
            Caller<Connection> caller,
            long receivedNanos) {
        long zxid = queries.lastZxid();
        if (opCode == OpCode.PING) {
            close(begin(ReplyHeader.PING_XID, zxid), 0);
            stats.pinged(zxid, nowNanos / 1_000_000);
            recorder.record(Summary.READLATENCY, (nowNanos - receivedNanos) / 1_000_000);
            return;
        }
        int bodyAt = in.position();
        int err;
        int start;
        if (opCode == OpCode.SET_WATCHES || opCode == OpCode.SET_WATCHES2) {
            // What was missed is told before the reply.
            err = queries.setWatches(opCode, in, caller, (type, path) -> event(type, path, -1));
            start = begin(xid, zxid);
        } else {
            start = begin(xid, zxid);
            JuteWriter out = writer();
            err = queries.answer(opCode, in, out, caller);
            if (err != 0 && opCode != OpCode.MULTI_READ) {
                out.truncate(start + 4 + ReplyHeader.BYTES);
            }
        }
        if (err == 0) {
            NamespaceReads.record(recorder, opCode, in, bodyAt, writer(), start);
        }
        end(start, err);
        answered(opCode, xid, zxid, receivedNanos, Summary.READLATENCY);
    }

    /// Counts a request that was answered.
    void answered(int opCode, int xid, long zxid, long receivedNanos, Summary latency) {
        // What is answered on the spot, as most is, needs no division.
        long latencyMillis = nowNanos == receivedNanos ? 0 : (nowNanos - receivedNanos) / 1_000_000;
        stats.answered(LastOperation.of(opCode), xid, zxid, latencyMillis, nowMillis);
        recorder.answered(latencyMillis);
        recorder.record(latency, latencyMillis);
    }

    /// How much was written so far.
    int size() {
        JuteWriter writer = buffer;
        return writer == null ? 0 : writer.size();
    }

    /// Everything written so far, for the network; null when there is nothing.
    @Nullable ByteBuf take(ByteBufAllocator allocator) {
        JuteWriter writer = buffer;
        if (writer == null) {
            return null;
        }
        ByteBuf bytes = allocator.directBuffer(writer.size());
        bytes.writeBytes(writer.array(), 0, writer.size());
        drop();
        return bytes;
    }

    /// Forgets everything written so far.
    void drop() {
        JuteWriter writer = buffer;
        if (writer != null) {
            buffer = null;
            loop.giveBack(writer);
        }
    }

    private void sent() {
        stats.packetSent();
        recorder.packetSent();
    }

    private void count(Counter kind, int bytes) {
        recorder.count(kind, bytes);
        recorder.responded(bytes, nowMillis);
    }
}
