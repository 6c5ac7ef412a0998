package paddock.conformance.differential;

import org.jspecify.annotations.Nullable;

import paddock.wire.jute.JuteReader;
import paddock.wire.jute.MalformedRecordException;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.ConnectResponse;
import paddock.wire.protocol.MultiHeader;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.ReplyHeader;
import paddock.wire.protocol.Stat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/// Renders what a server sent so that two servers which behave alike give the same text.
///
/// Every byte of a frame ends up in the text. Only times, session ids and passwords are replaced,
/// by words for what they should be, and zxids are counted from [#startAt].
final class Scrubber {
    private final Map<Long, String> sessions = new LinkedHashMap<>();
    private long base;

    /// Zxids are rendered relative to this one from now on, and sessions counted from one.
    void startAt(long zxid) {
        base = zxid;
        sessions.clear();
    }

    /// The answer to a handshake.
    String handshake(byte[] frame) {
        try {
            var in = JuteReader.over(frame);
            int version = in.readInt();
            int timeout = in.readInt();
            long session = in.readLong();
            byte[] password = in.readBuffer();
            String readOnly = in.remaining() > 0 ? Byte.toString(in.readByte()) : "absent";
            return "handshake version=%d timeout=%d session=%s password=%s readOnly=%s%s"
                    .formatted(
                            version,
                            timeout,
                            session(session),
                            password(session, password),
                            readOnly,
                            trailing(in));
        } catch (MalformedRecordException e) {
            return "undecodable handshake " + hex(frame);
        }
    }

    /// A session that is not rendered by its number any more.
    String session(long id) {
        if (id == 0) {
            return "0";
        }
        return sessions.computeIfAbsent(
                id, key -> "S" + (sessions.size() + 1) + "/server" + (key >>> 56));
    }

    /// A watch event, or null when the frame cannot be one.
    @Nullable String event(byte[] frame) {
        try {
            var in = JuteReader.over(frame);
            var header = ReplyHeader.read(in);
            if (header.xid() != ReplyHeader.NOTIFICATION_XID) {
                return null;
            }
            int type = in.readInt();
            int state = in.readInt();
            String path = string(in);
            if (type < 1 || type > 4 || state != 3 || in.remaining() > 0 || header.err() != 0) {
                return null;
            }
            return "event %s zxid=%s state=%d %s"
                    .formatted(eventName(type), zxid(header.zxid()), state, path);
        } catch (MalformedRecordException e) {
            return null;
        }
    }

    /// The answer to a request of the given operation.
    String reply(byte[] frame, int op) {
        var in = new JuteReader(Integer.MAX_VALUE).reset(frame, 0, frame.length);
        ReplyHeader header;
        try {
            header = ReplyHeader.read(in);
        } catch (MalformedRecordException e) {
            return "undecodable reply " + hex(frame);
        }
        String start =
                "reply xid=%d zxid=%s err=%d"
                        .formatted(header.xid(), zxid(header.zxid()), header.err());
        int bodyAt = in.position();
        try {
            String body = in.remaining() == 0 ? "" : " " + body(op, in);
            return start + body + trailing(in);
        } catch (MalformedRecordException e) {
            return start
                    + " undecodable body "
                    + hex(Arrays.copyOfRange(frame, bodyAt, frame.length));
        }
    }

    private String body(int op, JuteReader in) {
        return switch (op) {
            case OpCode.CREATE, OpCode.SYNC -> string(in);
            case OpCode.CREATE2, OpCode.CREATE_CONTAINER, OpCode.CREATE_TTL ->
                    string(in) + " " + stat(in);
            case OpCode.EXISTS, OpCode.SET_DATA, OpCode.SET_ACL -> stat(in);
            case OpCode.GET_DATA, OpCode.RECONFIG -> string(in) + " " + stat(in);
            case OpCode.GET_ACL -> acls(in) + " " + stat(in);
            case OpCode.GET_CHILDREN, OpCode.GET_EPHEMERALS -> set(in, this::string);
            case OpCode.GET_CHILDREN2 -> set(in, this::string) + " " + stat(in);
            case OpCode.GET_ALL_CHILDREN_NUMBER, OpCode.ADD_WATCH -> "int " + in.readInt();
            case OpCode.WHO_AM_I -> set(in, each -> string(each) + ":" + string(each));
            case OpCode.SASL -> string(in);
            case OpCode.MULTI, OpCode.MULTI_READ -> results(in);
            default -> "";
        };
    }

    private String results(JuteReader in) {
        var text = new StringBuilder();
        while (true) {
            var header = MultiHeader.read(in);
            text.append(
                    "[type=%d done=%s err=%d"
                            .formatted(header.type(), header.done(), header.err()));
            if (header.done()) {
                return text.append(']').toString();
            }
            text.append(
                    switch (header.type()) {
                        case OpCode.ERROR -> " int " + in.readInt();
                        case OpCode.DELETE, OpCode.CHECK -> "";
                        case OpCode.CREATE,
                                OpCode.CREATE2,
                                OpCode.SET_DATA,
                                OpCode.GET_DATA,
                                OpCode.GET_CHILDREN ->
                                " " + body(header.type(), in);
                        default -> throw new MalformedRecordException("result " + header.type());
                    });
            text.append("] ");
        }
    }

    /// A zxid, counted from the start of the sequence.
    String zxid(long zxid) {
        return zxid == 0 || zxid == -1 ? Long.toString(zxid) : "z%+d".formatted(zxid - base);
    }

    private String stat(JuteReader in) {
        return stat(Stat.read(in));
    }

    String stat(Stat stat) {
        return "stat{czxid=%s mzxid=%s ctime=%s mtime=%s version=%d cversion=%d aversion=%d owner=%s length=%d children=%d pzxid=%s}"
                .formatted(
                        zxid(stat.czxid()),
                        zxid(stat.mzxid()),
                        time(stat.ctime()),
                        stat.czxid() == stat.mzxid() && stat.mtime() == stat.ctime()
                                ? "=ctime"
                                : time(stat.mtime()),
                        stat.version(),
                        stat.cversion(),
                        stat.aversion(),
                        session(stat.ephemeralOwner()),
                        stat.dataLength(),
                        stat.numChildren(),
                        zxid(stat.pzxid()));
    }

    private static String time(long millis) {
        long age = System.currentTimeMillis() - millis;
        if (millis == 0 || Math.abs(age) > 3_600_000) {
            return Long.toString(millis);
        }
        return "now";
    }

    private String acls(JuteReader in) {
        return acls(in.readNullableVector(Acl::read));
    }

    /// An ACL in its order, except that what an `auth` entry expands to has none.
    String acls(@Nullable List<Acl> acls) {
        if (acls == null) {
            return "null";
        }
        var sorted = new ArrayList<>(acls);
        int from = 0;
        while (from < sorted.size()) {
            int to = from + 1;
            while (to < sorted.size() && expandedTogether(sorted.get(from), sorted.get(to))) {
                to++;
            }
            sorted.subList(from, to)
                    .sort(java.util.Comparator.comparing(acl -> String.valueOf(acl.id())));
            from = to;
        }
        var text = new ArrayList<String>();
        for (Acl acl : sorted) {
            text.add(acl.perms() + ":" + acl.id().scheme() + ":" + acl.id().id());
        }
        return "acl" + text;
    }

    private static boolean expandedTogether(Acl one, Acl other) {
        return one.perms() == other.perms()
                && "digest".equals(one.id().scheme())
                && "digest".equals(other.id().scheme());
    }

    private String set(JuteReader in, Function<JuteReader, String> element) {
        List<String> list = in.readNullableVector(element);
        if (list == null) {
            return "null";
        }
        var sorted = new ArrayList<>(list);
        sorted.sort(null);
        return sorted.toString();
    }

    private String string(JuteReader in) {
        return bytes(in.readBuffer());
    }

    /// Bytes as text where they are text.
    static String bytes(byte @Nullable [] bytes) {
        if (bytes == null) {
            return "null";
        }
        if (bytes.length > 200) {
            return bytes.length + " bytes, hash " + Arrays.hashCode(bytes);
        }
        var text = new StringBuilder("\"");
        for (byte each : bytes) {
            if (each >= ' ' && each < 0x7f && each != '\\' && each != '"') {
                text.append((char) each);
            } else {
                text.append("\\x%02x".formatted(each & 0xff));
            }
        }
        return text.append('"').toString();
    }

    private static String password(long session, byte @Nullable [] password) {
        if (password == null) {
            return "null";
        }
        if (Arrays.equals(password, new byte[16])) {
            return "zeroes";
        }
        return Arrays.equals(password, derivedPassword(session)) ? "derived" : hex(password);
    }

    /// The password of a session (client protocol reference, section 3.3).
    static byte[] derivedPassword(long session) {
        byte[] password = new byte[16];
        new Random(session ^ 0xB3415C00L).nextBytes(password);
        return password;
    }

    static boolean isGranted(byte[] frame) {
        try {
            return ConnectResponse.read(JuteReader.over(frame)).sessionId() != 0;
        } catch (MalformedRecordException e) {
            return false;
        }
    }

    private static String trailing(JuteReader in) {
        if (in.remaining() == 0) {
            return "";
        }
        byte[] rest = Arrays.copyOfRange(in.array(), in.position(), in.position() + in.remaining());
        return " and then " + hex(rest);
    }

    private static String eventName(int type) {
        return switch (type) {
            case 1 -> "NodeCreated";
            case 2 -> "NodeDeleted";
            case 3 -> "NodeDataChanged";
            default -> "NodeChildrenChanged";
        };
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
