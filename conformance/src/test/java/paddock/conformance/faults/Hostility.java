package paddock.conformance.faults;

import paddock.conformance.raw.RawConnection;
import paddock.wire.jute.JuteWriter;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.ConnectRequest;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;
import paddock.wire.protocol.RequestHeader;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// What strangers send: frames of every kind that a client may send, and what chance makes of them.
final class Hostility {
    private static final byte[] DATA = "some data".getBytes(StandardCharsets.UTF_8);
    private static final int[] LENGTHS = {
        -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 0, 1, 0xfffff, 0x100000, 0x7f000000
    };

    private final SplittableRandom random;
    private final List<byte[]> frames = frames();

    Hostility(long seed) {
        random = new SplittableRandom(seed);
    }

    /// The frame that asks for a session.
    static byte[] handshake() {
        var out = new JuteWriter();
        new ConnectRequest(0, 0, 10_000, 0, new byte[16], false, true).write(out);
        return RawConnection.frame(out.toByteArray());
    }

    /// The frame of a request.
    static byte[] frame(int xid, Request request) {
        var out = new JuteWriter();
        new RequestHeader(xid, request.opCode()).write(out);
        request.write(out);
        return RawConnection.frame(out.toByteArray());
    }

    /// One of each kind, as a client would send it.
    private static List<byte[]> frames() {
        var create = create(OpCode.CREATE, "/strange", 0);
        List<Request> requests =
                List.of(
                        create,
                        create(OpCode.CREATE2, "/strange/sequence-", 3),
                        create(OpCode.CREATE_CONTAINER, "/strange/container", 4),
                        new Request.SetData("/strange", DATA, -1),
                        new Request.GetData("/strange", true),
                        new Request.Exists("/strange/none", true),
                        new Request.GetAcl("/strange"),
                        new Request.SetAcl("/strange", Acl.OPEN, -1),
                        new Request.GetChildren("/strange", true, true),
                        new Request.Sync("/strange"),
                        new Request.Ping(),
                        new Request.Multi(
                                false,
                                List.of(
                                        new Request.Check("/strange", -1),
                                        create(OpCode.CREATE, "/strange/in-multi", 1),
                                        new Request.Delete("/strange/in-multi", -1))),
                        new Request.Multi(
                                true,
                                List.of(
                                        new Request.GetData("/strange", false),
                                        new Request.GetChildren("/", false, false))),
                        new Request.Reconfig("server.9=there:1:2", null, null, -1),
                        new Request.Watches("/strange", 3, true),
                        new Request.SetWatches(
                                true,
                                0,
                                List.of("/strange"),
                                List.of("/strange/none"),
                                List.of("/"),
                                List.of("/strange"),
                                List.of("/strange")),
                        new Request.AddWatch("/strange", 1),
                        new Request.WhoAmI(),
                        new Request.GetEphemerals("/strange"),
                        new Request.GetAllChildrenNumber("/strange"),
                        new Request.Auth(0, "digest", DATA),
                        new Request.Sasl(DATA),
                        new Request.Delete("/strange", -1));
        return requests.stream().map(request -> frame(1, request)).toList();
    }

    private static Request.Create create(int opCode, String path, int flags) {
        return new Request.Create(opCode, path, DATA, Acl.OPEN, flags, 0);
    }

    /// A frame that was a client's, once. Three in four keep a length that fits, so that what is
    /// inside is looked at.
    byte[] mutant() {
        byte[] frame = frames.get(random.nextInt(frames.size())).clone();
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            frame = mutate(frame);
        }
        if (frame.length >= 4 && random.nextInt(4) != 0) {
            ByteBuffer.wrap(frame).putInt(0, frame.length - 4);
        }
        return frame;
    }

    private byte[] mutate(byte[] frame) {
        if (frame.length == 0) {
            return new byte[] {(byte) random.nextInt(256)};
        }
        int at = random.nextInt(frame.length);
        switch (random.nextInt(5)) {
            case 0 -> frame[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> frame[at] = (byte) random.nextInt(256);
            case 2 -> {
                if (at <= frame.length - 4) {
                    ByteBuffer.wrap(frame).putInt(at, LENGTHS[random.nextInt(LENGTHS.length)]);
                }
            }
            case 3 -> {
                return Arrays.copyOf(frame, at);
            }
            default -> {
                byte[] other = frames.get(random.nextInt(frames.size()));
                byte[] joined = Arrays.copyOf(frame, at + other.length);
                System.arraycopy(other, 0, joined, at, other.length);
                return joined;
            }
        }
        return frame;
    }

    /// Bytes that mean nothing.
    byte[] noise(int mostBytes) {
        byte[] noise = new byte[random.nextInt(1, mostBytes)];
        random.nextBytes(noise);
        return noise;
    }
}
