package paddock.wire.fuzz;

import paddock.wire.ensemble.InitialMessage;
import paddock.wire.ensemble.LeaderMessage;
import paddock.wire.ensemble.LearnerMessage;
import paddock.wire.ensemble.Notification;
import paddock.wire.ensemble.QuorumPacket;
import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;
import paddock.wire.jute.MalformedRecordException;
import paddock.wire.protocol.ConnectRequest;
import paddock.wire.protocol.ConnectResponse;
import paddock.wire.protocol.ReplyHeader;
import paddock.wire.protocol.Request;
import paddock.wire.protocol.RequestHeader;
import paddock.wire.protocol.Response;
import paddock.wire.protocol.WatcherEvent;
import paddock.wire.txn.LoggedTxn;
import paddock.wire.txn.UnknownTxnTypeException;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.function.Function;

/// What strangers can have decoded.
///
/// Bytes are refused as malformed, or they are a message: written and read again it is the same.
enum Target {
    /// A client's first frame.
    CONNECT {
        @Override
        void decode(JuteReader in) {
            check(in, ConnectRequest::read, message -> message::write);
        }
    },
    /// What a client asks.
    REQUEST {
        @Override
        void decode(JuteReader in) {
            RequestHeader header = RequestHeader.read(in);
            check(
                    in,
                    rest -> Request.read(header.opCode(), rest),
                    message -> message == null ? out -> {} : message::write);
        }
    },
    /// What a server answers.
    RESPONSE {
        @Override
        void decode(JuteReader in) {
            int kind = in.readInt();
            ReplyHeader.read(in);
            switch (Math.floorMod(kind, 9)) {
                case 0 -> check(in, ConnectResponse::read, message -> message::write);
                case 1 -> Response.CreatedWithStat.read(in);
                case 2 -> Response.Data.read(in);
                case 3 -> Response.AclList.read(in);
                case 4 -> check(in, Response.NamesPage::readOrAll, message -> message::write);
                case 5 -> Response.Identities.read(in);
                case 6 -> Response.SaslToken.read(in);
                case 7 -> check(in, WatcherEvent::read, message -> message::write);
                default -> Response.Results.read(in);
            }
        }
    },
    /// What servers say to each other once a leader is elected.
    PACKET {
        @Override
        void decode(JuteReader in) {
            QuorumPacket packet = QuorumPacket.read(in);
            refusing(() -> LeaderMessage.read(packet));
            LearnerMessage message = LearnerMessage.read(packet);
            if (message != null) {
                message.write(new JuteWriter());
            }
        }
    },
    /// What servers say to each other at the election port.
    ELECTION {
        @Override
        void decode(JuteReader in) {
            byte[] bytes = in.remaining() == 0 ? new byte[0] : rest(in);
            refusing(() -> InitialMessage.read(JuteReader.over(bytes)));
            check(JuteReader.over(bytes), Notification::read, message -> message::write);
        }
    },
    /// What stands in a log, and travels in proposals.
    TRANSACTION {
        @Override
        void decode(JuteReader in) {
            try {
                check(in, LoggedTxn::read, message -> message::write);
            } catch (UnknownTxnTypeException e) {
                // Of a server that knows more than this one.
            }
        }
    };

    private static final int MAX_FIELD_BYTES = 1 << 20;

    /// Decodes bytes, and throws an error when that goes wrong in another way than it may.
    final void feed(byte[] bytes) {
        refusing(() -> decode(new JuteReader(MAX_FIELD_BYTES).reset(bytes, 0, bytes.length)));
    }

    abstract void decode(JuteReader in);

    private static void refusing(Runnable decoding) {
        try {
            decoding.run();
        } catch (MalformedRecordException e) {
            // That is how it is refused.
        }
    }

    private static byte[] rest(JuteReader in) {
        byte[] bytes = new byte[in.remaining()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = in.readByte();
        }
        return bytes;
    }

    private static <T> void check(
            JuteReader in, Function<JuteReader, T> read, Function<T, Consumer<JuteWriter>> write) {
        byte[] anyhow = written(write.apply(read.apply(in)));
        // Characters beyond the first 65,536 are written as the reference writes them, in a way
        // that nobody reads; what is read instead stays the same from then on.
        byte[] once = written(write.apply(read.apply(JuteReader.over(anyhow))));
        byte[] twice = written(write.apply(read.apply(JuteReader.over(once))));
        if (!Arrays.equals(once, twice)) {
            throw new AssertionError(
                    "written as %s, and when that is read as %s"
                            .formatted(
                                    HexFormat.of().formatHex(once),
                                    HexFormat.of().formatHex(twice)));
        }
    }

    private static byte[] written(Consumer<JuteWriter> write) {
        var out = new JuteWriter();
        write.accept(out);
        return out.toByteArray();
    }
}
