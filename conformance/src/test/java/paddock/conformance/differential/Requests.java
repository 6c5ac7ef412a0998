package paddock.conformance.differential;

import org.jspecify.annotations.Nullable;

import paddock.conformance.differential.Step.Planned;
import paddock.wire.jute.JuteWriter;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.OpCode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// Draws single requests: every operation a client can send, with good and bad arguments.
final class Requests {
    private final RandomGenerator random;
    private final Words words;

    Requests(RandomGenerator random, Words words) {
        this.random = random;
        this.words = words;
    }

    /// Any operation whose answer does not depend on how far the reference is with those before it.
    /// It may check an update against an ACL that a setACL just before is about to replace.
    Planned pipelined() {
        Planned planned = ordinary();
        while (planned.op() == OpCode.SET_ACL) {
            planned = ordinary();
        }
        return planned;
    }

    /// Any operation that leaves the connection open, but auth.
    Planned ordinary() {
        int dice = random.nextInt(100);
        if (dice < 24) {
            return create();
        }
        if (dice < 31) {
            return delete();
        }
        if (dice < 40) {
            return setData();
        }
        if (dice < 47) {
            return setAcl();
        }
        if (dice < 56) {
            return multi();
        }
        if (dice < 78) {
            return read();
        }
        if (dice < 96) {
            return watching();
        }
        return misc();
    }

    Planned create() {
        int op =
                words.oneOf(
                        OpCode.CREATE,
                        OpCode.CREATE,
                        OpCode.CREATE2,
                        OpCode.CREATE2,
                        OpCode.CREATE_CONTAINER,
                        OpCode.CREATE_TTL);
        return create(op, createFlags(op));
    }

    private int createFlags(int op) {
        if (words.chance(8)) {
            return words.oneOf(0, 1, 2, 3, 4, 5, 6, 7, -1, 100);
        }
        return switch (op) {
            case OpCode.CREATE_CONTAINER -> 4;
            case OpCode.CREATE_TTL -> words.oneOf(5, 6);
            default -> words.oneOf(0, 0, 0, 1, 2, 3);
        };
    }

    Planned create(int op, int flags) {
        boolean sequential = flags == 2 || flags == 3 || flags == 6;
        String path =
                words.chance(8)
                        ? words.path()
                        : sequential ? words.newSequentialPath() : words.newPath();
        return create(op, path, words.data(), words.acl(), flags, ttl(flags));
    }

    private long ttl(int flags) {
        if (flags != 5 && flags != 6) {
            return words.oneOf(0L, 5L);
        }
        return words.chance(70)
                ? words.oneOf(1_000_000L, 1L << 35)
                : words.oneOf(0L, -1L, 1L << 40, (1L << 40) - 1, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    Planned create(
            int op,
            @Nullable String path,
            byte @Nullable [] data,
            @Nullable List<Acl> acl,
            int flags,
            long ttlMillis) {
        String text =
                "%s(%s, %s, acl %s, flags %d%s)"
                        .formatted(
                                createName(op),
                                Words.show(path),
                                Scrubber.bytes(data),
                                Words.show(acl),
                                flags,
                                op == OpCode.CREATE_TTL ? ", ttl " + ttlMillis : "");
        return new Planned(
                op,
                text,
                (out, _) -> {
                    out.writeString(path);
                    out.writeBuffer(data);
                    out.writeVector(acl, Acl::write);
                    out.writeInt(flags);
                    if (op == OpCode.CREATE_TTL) {
                        out.writeLong(ttlMillis);
                    }
                });
    }

    private static String createName(int op) {
        return switch (op) {
            case OpCode.CREATE -> "create";
            case OpCode.CREATE2 -> "create2";
            case OpCode.CREATE_CONTAINER -> "createContainer";
            default -> "createTTL";
        };
    }

    Planned delete() {
        return pathAndInt(OpCode.DELETE, "delete", words.path(), words.version());
    }

    Planned check() {
        return pathAndInt(OpCode.CHECK, "check", words.path(), words.version());
    }

    Planned setData() {
        String path = words.path();
        boolean limits = path != null && path.endsWith("zookeeper_limits");
        byte[] data =
                limits
                        ? words.limits().getBytes(java.nio.charset.StandardCharsets.UTF_8)
                        : words.data();
        int version = words.version();
        return new Planned(
                OpCode.SET_DATA,
                "setData(%s, %s, version %d)"
                        .formatted(Words.show(path), Scrubber.bytes(data), version),
                (out, _) -> {
                    out.writeString(path);
                    out.writeBuffer(data);
                    out.writeInt(version);
                });
    }

    private Planned setAcl() {
        String path = words.path();
        // An ACL on what all sequences share would shut the later ones out.
        List<Acl> acl = path != null && path.startsWith(words.root()) ? words.acl() : Acl.OPEN;
        int version = words.version();
        return new Planned(
                OpCode.SET_ACL,
                "setACL(%s, %s, version %d)".formatted(Words.show(path), Words.show(acl), version),
                (out, _) -> {
                    out.writeString(path);
                    out.writeVector(acl, Acl::write);
                    out.writeInt(version);
                });
    }

    private Planned read() {
        String path = words.path();
        return switch (random.nextInt(10)) {
            case 0, 1 -> pathAndWatch(OpCode.EXISTS, "exists", path);
            case 2, 3 -> pathAndWatch(OpCode.GET_DATA, "getData", path);
            case 4 -> pathAndWatch(OpCode.GET_CHILDREN, "getChildren", path);
            case 5 -> pathAndWatch(OpCode.GET_CHILDREN2, "getChildren2", path);
            case 6 -> pathOnly(OpCode.GET_ACL, "getACL", path);
            case 7 -> pathOnly(OpCode.GET_ALL_CHILDREN_NUMBER, "getAllChildrenNumber", path);
            case 8 ->
                    pathOnly(
                            OpCode.GET_EPHEMERALS,
                            "getEphemerals",
                            words.chance(20) ? path : words.oneOrNull("/", "", " ", words.root()));
            default -> multiRead();
        };
    }

    private Planned watching() {
        String path = words.path();
        return switch (random.nextInt(10)) {
            case 0, 1, 2 ->
                    pathAndWatch(
                            words.oneOf(OpCode.EXISTS, OpCode.GET_DATA, OpCode.GET_CHILDREN2),
                            "watching read",
                            path);
            case 3, 4, 5 ->
                    pathAndInt(
                            OpCode.ADD_WATCH,
                            "addWatch",
                            path,
                            words.chance(92) ? random.nextInt(2) : words.oneOf(-1, 2));
            case 6 ->
                    pathAndInt(OpCode.REMOVE_WATCHES, "removeWatches", path, random.nextInt(-1, 7));
            case 7 -> pathAndInt(OpCode.CHECK_WATCHES, "checkWatches", path, random.nextInt(-1, 7));
            case 8 -> setWatches(OpCode.SET_WATCHES);
            default -> setWatches(OpCode.SET_WATCHES2);
        };
    }

    private Planned setWatches(int op) {
        int lists = op == OpCode.SET_WATCHES ? 3 : 5;
        var paths = new ArrayList<@Nullable List<@Nullable String>>();
        for (int i = 0; i < lists; i++) {
            paths.add(words.chance(3) ? null : watchedPaths());
        }
        Step.Seen relative =
                words.oneOf(
                        new Step.Seen("last", Body.Zxids::last),
                        new Step.Seen("last-2", zxids -> zxids.last() - 2),
                        new Step.Seen("last-6", zxids -> zxids.last() - 6),
                        new Step.Seen("start", Body.Zxids::base),
                        new Step.Seen("0", _ -> 0),
                        new Step.Seen("-1", _ -> -1),
                        new Step.Seen("last+1000", zxids -> zxids.last() + 1000));
        return new Planned(
                op,
                "setWatches%s(since %s, %s)"
                        .formatted(lists == 5 ? "2" : "", relative.text(), paths),
                (out, zxids) -> {
                    out.writeLong(relative.value().applyAsLong(zxids));
                    paths.forEach(list -> writeStrings(list, out));
                });
    }

    private List<@Nullable String> watchedPaths() {
        var list = new ArrayList<@Nullable String>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(words.chance(96) ? words.knownPath() : words.oneOf("/", "", root("/x"), "a"));
        }
        return list;
    }

    private String root(String rest) {
        return words.root() + rest;
    }

    private static void writeStrings(@Nullable List<@Nullable String> list, JuteWriter out) {
        if (list == null) {
            out.writeInt(-1);
            return;
        }
        out.writeInt(list.size());
        list.forEach(out::writeString);
    }

    private Planned misc() {
        return switch (random.nextInt(5)) {
            case 0 -> bare(OpCode.PING, "ping");
            case 1 -> bare(OpCode.WHO_AM_I, "whoAmI");
            case 2 ->
                    new Planned(
                            OpCode.RECONFIG,
                            "reconfig",
                            (out, _) -> {
                                out.writeString("server.9=localhost:1:2");
                                out.writeString(null);
                                out.writeString(null);
                                out.writeLong(-1);
                            });
            default -> pathOnly(OpCode.SYNC, "sync", words.path());
        };
    }

    /// Adds an identity, or fails to and loses the connection.
    Planned auth() {
        String scheme =
                words.chance(90)
                        ? "digest"
                        : words.oneOrNull("", "ip", "sasl", "x509", "world", "super", "auth");
        byte[] credentials = words.credentials();
        int type = words.oneOf(0, 0, 7);
        return new Planned(
                OpCode.AUTH,
                "auth(%d, %s, %s)".formatted(type, scheme, Scrubber.bytes(credentials)),
                (out, _) -> {
                    out.writeInt(type);
                    out.writeString(scheme);
                    out.writeBuffer(credentials);
                });
    }

    Planned sasl() {
        byte[] token = words.chance(70) ? new byte[random.nextInt(4)] : null;
        return new Planned(
                OpCode.SASL,
                "sasl(" + Scrubber.bytes(token) + ")",
                (out, _) -> out.writeBuffer(token));
    }

    /// An operation there is not, or that clients may not send.
    Planned unknown() {
        int op = words.oneOf(0, 10, 13, 23, 50, 99, 108, 1000, -1, -2, -12, 1 << 30);
        return pathAndInt(op, "operation " + op, words.path(), 0);
    }

    Planned closeSession() {
        return bare(OpCode.CLOSE_SESSION, "closeSession");
    }

    Planned whoAmI() {
        return bare(OpCode.WHO_AM_I, "whoAmI");
    }

    private Planned multi() {
        return new Multis(random, words, this).multi();
    }

    private Planned multiRead() {
        return new Multis(random, words, this).multiRead();
    }

    static Planned bare(int op, String name) {
        return new Planned(op, name, (_, _) -> {});
    }

    static Planned pathOnly(int op, String name, @Nullable String path) {
        return new Planned(
                op, name + "(" + Words.show(path) + ")", (out, _) -> out.writeString(path));
    }

    Planned pathAndWatch(int op, String name, @Nullable String path) {
        int watch = words.chance(50) ? 1 : words.oneOf(0, 0, 0, 2, 255);
        return new Planned(
                op,
                "%s(op %d, %s, watch %d)".formatted(name, op, Words.show(path), watch),
                (out, _) -> {
                    out.writeString(path);
                    out.writeByte(watch);
                });
    }

    static Planned pathAndInt(int op, String name, @Nullable String path, int number) {
        return new Planned(
                op,
                "%s(%s, %d)".formatted(name, Words.show(path), number),
                (out, _) -> {
                    out.writeString(path);
                    out.writeInt(number);
                });
    }

    /// The same request with its body damaged.
    Planned damaged(Planned whole) {
        int kind = random.nextInt(5);
        long luck = random.nextLong();
        String how =
                switch (kind) {
                    case 0, 1 -> "cut short";
                    case 2 -> "with bytes after its end";
                    case 3 -> "with a changed byte";
                    default -> "with a changed number";
                };
        return new Planned(
                whole.op(),
                whole.text() + " " + how + " (" + Long.toHexString(luck) + ")",
                (out, zxids) -> {
                    byte[] bytes = damage(kind, luck, whole.body().bytes(zxids));
                    out.writeRaw(bytes, 0, bytes.length);
                });
    }

    private static byte[] damage(int kind, long luck, byte[] whole) {
        int at = whole.length == 0 ? 0 : (int) Math.floorMod(luck, (long) whole.length);
        byte[] bytes = whole.clone();
        switch (kind) {
            case 0, 1 -> bytes = Arrays.copyOf(whole, at);
            case 2 -> bytes = Arrays.copyOf(whole, whole.length + 1 + Math.floorMod(at, 9));
            case 3 -> {
                if (whole.length > 0) {
                    bytes[at] ^= (byte) (1 << Math.floorMod(luck >>> 32, 8L));
                }
            }
            default -> {
                int value =
                        new int[] {-1, -2, 0, 1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0x200000}
                                [(int) Math.floorMod(luck >>> 32, 7L)];
                for (int i = 0; i < 4 && at + i < bytes.length; i++) {
                    bytes[at + i] = (byte) (value >>> (24 - 8 * i));
                }
            }
        }
        return bytes;
    }
}
