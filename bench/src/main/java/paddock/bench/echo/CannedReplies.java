package paddock.bench.echo;

import paddock.wire.jute.JuteWriter;
import paddock.wire.protocol.ConnectResponse;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.ReplyHeader;
import paddock.wire.protocol.Stat;

import java.util.function.Consumer;

/// The reply frames of an [EchoServer], encoded once; only the xid is filled in.
final class CannedReplies {
    /// Bytes of a request that decide its reply: length, xid, op code.
    static final int REQUEST_PREFIX_BYTES = 12;

    /// Where the op code of a request frame stands.
    static final int OP_CODE_AT = 8;

    private static final Stat STAT = new Stat(1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1);

    private final byte[] greeting;
    private final byte[] headerOnly;
    private final byte[] data;
    private final byte[] stat;
    private final byte[] path;

    CannedReplies(int dataBytes) {
        greeting =
                frame(
                        out ->
                                new ConnectResponse(0, 120_000, 1, new byte[16], false, true)
                                        .write(out));
        headerOnly = reply(out -> {});
        data =
                reply(
                        out -> {
                            out.writeBuffer(new byte[dataBytes]);
                            STAT.write(out);
                        });
        stat = reply(STAT::write);
        path = reply(out -> out.writeString("/bench/echo-0000000000"));
    }

    byte[] greeting() {
        return greeting;
    }

    byte[] to(int opCode) {
        return switch (opCode) {
            case OpCode.GET_DATA -> data;
            case OpCode.SET_DATA, OpCode.EXISTS -> stat;
            case OpCode.CREATE -> path;
            default -> headerOnly;
        };
    }

    private static byte[] reply(Consumer<JuteWriter> body) {
        return frame(
                out -> {
                    new ReplyHeader(0, 1, 0).write(out);
                    body.accept(out);
                });
    }

    private static byte[] frame(Consumer<JuteWriter> payload) {
        JuteWriter out = new JuteWriter();
        out.writeInt(0);
        payload.accept(out);
        out.setInt(0, out.size() - 4);
        return out.toByteArray();
    }
}
