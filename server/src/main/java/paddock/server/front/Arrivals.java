package paddock.server.front;

import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

import paddock.server.metrics.Counter;
import paddock.server.refusal.Refusals;
import paddock.wire.jute.JuteReader;

import java.util.Arrays;

/// What arrived on one connection, cut into four-letter words and frames. Belongs to the event
/// loop, which holds its stripe for the counting.
final class Arrivals {
    private static final Refusals REFUSALS = new Refusals(LoggerFactory.getLogger(Arrivals.class));
    private static final int PREFIX_BYTES = 4;

    private final Front front;
    private final Connection connection;
    private final FrameBuffer bytes;

    /// Of the last frame, its prefix included.
    private int lastBytes;

    private long frames;

    Arrivals(Front front, Connection connection, FrameBuffer bytes) {
        this.front = front;
        this.connection = connection;
        this.bytes = bytes;
    }

    /// The four-letter word that stands first; null when none does, or not all of it is here yet.
    Words.@Nullable Question question() {
        if (bytes.size() < PREFIX_BYTES) {
            return null;
        }
        int word = prefix();
        if (!front.words().isWord(word)) {
            return null;
        }
        int at = bytes.start() + PREFIX_BYTES;
        int extra = front.words().extraBytes(word, bytes.array(), at, bytes.size() - PREFIX_BYTES);
        if (extra < 0) {
            return null;
        }
        byte[] rest = Arrays.copyOfRange(bytes.array(), at, at + extra);
        count(PREFIX_BYTES + extra);
        return new Words.Question(word, rest);
    }

    /// The next whole frame, valid until the loop reads another one; null when there is none. Gives
    /// the connection up over a length that no frame may have.
    @Nullable JuteReader frame() {
        if (bytes.size() < PREFIX_BYTES) {
            return null;
        }
        int length = prefix();
        if (connection.standing() == Standing.HANDSHAKE && front.words().isWord(length)) {
            return null;
        }
        if (length < 0 || length > front.settings().maxFrameBytes()) {
            REFUSALS.warn(
                    "Len error. A message from {} with advertised length of {} is either a"
                            + " malformed message or too large to process (length is greater than"
                            + " jute.maxbuffer={})",
                    connection,
                    length,
                    front.settings().maxFrameBytes());
            connection.abandon();
            return null;
        }
        if (bytes.size() - PREFIX_BYTES < length) {
            return null;
        }
        int at = bytes.start() + PREFIX_BYTES;
        JuteReader frame = connection.loop().reader().reset(bytes.array(), at, length);
        lastBytes = PREFIX_BYTES + length;
        bytes.consume(lastBytes);
        frames++;
        count((long) PREFIX_BYTES + length);
        return frame;
    }

    /// How many whole frames there have been.
    long frames() {
        return frames;
    }

    /// The last frame will come again; it is counted then, too.
    void putBack() {
        bytes.consume(-lastBytes);
    }

    private int prefix() {
        JuteReader reader = connection.loop().reader();
        return reader.reset(bytes.array(), bytes.start(), PREFIX_BYTES).readInt();
    }

    private void count(long received) {
        connection.stats().packetReceived();
        connection.loop().recorder().packetReceived();
        connection.loop().recorder().count(Counter.BYTES_RECEIVED_COUNT, received);
    }
}
