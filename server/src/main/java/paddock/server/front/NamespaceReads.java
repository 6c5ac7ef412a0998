package paddock.server.front;

import paddock.server.metrics.Recorder;
import paddock.server.metrics.SummarySet;
import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.ReplyHeader;
import paddock.wire.protocol.Stat;

/// What a query read below its top-level znode: path, stat, and data or the names of children.
final class NamespaceReads {
    private NamespaceReads() {}

    /// Records a query that succeeded. Its body starts at `bodyAt`, its reply at `start`.
    static void record(
            Recorder recorder, int opCode, JuteReader in, int bodyAt, JuteWriter out, int start) {
        int body = start + 4 + ReplyHeader.BYTES;
        int read =
                switch (opCode) {
                    case OpCode.EXISTS -> 0;
                    case OpCode.GET_DATA -> out.size() - body - 4 - Stat.BYTES;
                    case OpCode.GET_CHILDREN -> names(out, body, out.size());
                    case OpCode.GET_CHILDREN2 -> names(out, body, out.size() - Stat.BYTES);
                    default -> -1;
                };
        if (read >= 0) {
            int pathLength = intAt(in.array(), bodyAt);
            recorder.recordNamespace(
                    SummarySet.READ_PER_NAMESPACE,
                    in.array(),
                    bodyAt + 4,
                    pathLength,
                    (long) pathLength + Stat.BYTES + read);
        }
    }

    /// Bytes of all names in a vector, lengths left out.
    private static int names(JuteWriter out, int from, int to) {
        return to - from - 4 - 4 * intAt(out.array(), from);
    }

    private static int intAt(byte[] bytes, int at) {
        return bytes[at] << 24
                | (bytes[at + 1] & 0xff) << 16
                | (bytes[at + 2] & 0xff) << 8
                | (bytes[at + 3] & 0xff);
    }
}
