package paddock.wire.protocol;

import org.jspecify.annotations.Nullable;

import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;
import paddock.wire.jute.MalformedRecordException;

import java.util.ArrayList;
import java.util.List;

/// The body of a request, without its [RequestHeader] (client protocol reference, section 5).
///
/// Bytes after the last field are ignored, as the reference ignores them. A required string or
/// vector that is null is a [MalformedRecordException]; where a null has its own answer, the
/// component is marked nullable.
public sealed interface Request {
    /// The number that goes into the header.
    int opCode();

    /// Writes the body.
    void write(JuteWriter out);

    /// Reads the body of an operation, or returns null when clients may not send that operation.
    static @Nullable Request read(int opCode, JuteReader in) {
        return switch (opCode) {
            case OpCode.CREATE, OpCode.CREATE2, OpCode.CREATE_CONTAINER, OpCode.CREATE_TTL ->
                    Create.read(opCode, in);
            case OpCode.DELETE -> new Delete(in.readNullableString(), in.readInt());
            case OpCode.DELETE_CONTAINER -> new DeleteContainer(in.readString());
            case OpCode.EXISTS -> new Exists(in.readString(), in.readBool());
            case OpCode.GET_DATA -> new GetData(in.readString(), in.readBool());
            case OpCode.SET_DATA -> new SetData(pathOrEmpty(in), in.readBuffer(), in.readInt());
            case OpCode.GET_ACL -> new GetAcl(in.readString());
            case OpCode.SET_ACL ->
                    new SetAcl(pathOrEmpty(in), Acl.readNullableList(in), in.readInt());
            case OpCode.GET_CHILDREN -> new GetChildren(in.readString(), in.readBool(), false);
            case OpCode.GET_CHILDREN2 -> GetChildrenPage.readOrAll(in);
            case OpCode.SYNC -> new Sync(in.readNullableString());
            case OpCode.PING -> new Ping();
            case OpCode.CHECK -> new Check(in.readString(), in.readInt());
            case OpCode.MULTI -> Multi.read(false, in);
            case OpCode.MULTI_READ -> Multi.read(true, in);
            case OpCode.RECONFIG ->
                    new Reconfig(
                            in.readNullableString(),
                            in.readNullableString(),
                            in.readNullableString(),
                            in.readLong());
            case OpCode.CHECK_WATCHES -> new Watches(in.readString(), in.readInt(), false);
            case OpCode.REMOVE_WATCHES -> new Watches(in.readString(), in.readInt(), true);
            case OpCode.SET_WATCHES -> SetWatches.read(false, in);
            case OpCode.SET_WATCHES2 -> SetWatches.read(true, in);
            case OpCode.ADD_WATCH -> new AddWatch(pathOrEmpty(in), in.readInt());
            case OpCode.WHO_AM_I -> new WhoAmI();
            case OpCode.GET_EPHEMERALS -> new GetEphemerals(in.readNullableString());
            case OpCode.GET_ALL_CHILDREN_NUMBER -> new GetAllChildrenNumber(in.readString());
            case OpCode.AUTH -> Auth.read(in);
            case OpCode.SASL -> new Sasl(in.readBuffer());
            case OpCode.CLOSE_SESSION -> new CloseSession();
            default -> null;
        };
    }

    /// A path that is null where the reference treats null as a path that is not valid.
    private static String pathOrEmpty(JuteReader in) {
        String path = in.readNullableString();
        return path == null ? "" : path;
    }

    /// create, create2, createContainer and createTTL: the op code tells which. `flags` is a
    /// [CreateMode] flag as sent; `ttlMillis` is on the wire for createTTL only. A null path is
    /// refused when the update is prepared, and takes a zxid then.
    record Create(
            int opCode,
            @Nullable String path,
            byte @Nullable [] data,
            @Nullable List<Acl> acl,
            int flags,
            long ttlMillis)
            implements Request {

        /// Whether this create, inside a multi, has the whole request refused before anything after
        /// it is looked at.
        public boolean isRefusedUnread() {
            return acl == null && opCode != OpCode.CREATE_TTL && CreateMode.ofFlag(flags) != null;
        }

        /// Inside a multi a flag that the operation cannot have makes the whole request malformed;
        /// only createTTL is judged by itself.
        private void requireFlagOfMulti() {
            CreateMode mode = CreateMode.ofFlag(flags);
            if (opCode != OpCode.CREATE_TTL && (mode == null || mode.ttl())) {
                throw new MalformedRecordException(
                        "create flag " + flags + " inside a multi is outside 0..4");
            }
        }

        static Create read(int opCode, JuteReader in) {
            return new Create(
                    opCode,
                    in.readNullableString(),
                    in.readBuffer(),
                    Acl.readNullableList(in),
                    in.readInt(),
                    opCode == OpCode.CREATE_TTL ? in.readLong() : 0);
        }

        @Override
        public void write(JuteWriter out) {
            out.writeString(path);
            out.writeBuffer(data);
            out.writeVector(acl, Acl::write);
            out.writeInt(flags);
            if (opCode == OpCode.CREATE_TTL) {
                out.writeLong(ttlMillis);
            }
        }
    }

    /// Deletes a znode; `version` -1 fits any. A null path is refused when the update is prepared,
    /// and takes a zxid then.
    record Delete(@Nullable String path, int version) implements Request {
        @Override
        public int opCode() {
            return OpCode.DELETE;
        }

        @Override
        public void write(JuteWriter out) {
            out.writeString(path);
            out.writeInt(version);
        }
    }

    /// Deletes an empty container; meant for the server itself.
    record DeleteContainer(String path) implements Request {
        @Override
        public int opCode() {
            return OpCode.DELETE_CONTAINER;
        }

        @Override
        public void write(JuteWriter out) {
            out.writeString(path);
        }
    }

    /// Asks for a znode's [Stat].
    record Exists(String path, boolean watch) implements Request {
        @Override
        public int opCode() {
            return OpCode.EXISTS;
        }

        @Override
        public void write(JuteWriter out) {
            out.writeString(path);
            out.writeBool(watch);
        }
    }

    /// Asks for a znode's data. The path can be null inside a multiRead only.
    record GetData(@Nullable String path, boolean watch) implements Request {
        @Override
        public int opCode() {
            return OpCode.GET_DATA;
        }

        @Override
        public void write(JuteWriter out) {
            out.writeString(path);
            out.writeBool(watch);
        }
    }

    /// Replaces a znode's data; `version` -1 fits any.
    record SetData(String path, byte @Nullable [] data, int version) implements Request {
        @Override
        public int opCode() {
            return OpCode.SET_DATA;
        }

        @Override
        public void write(JuteWriter out) {
            out.writeString(path);
            out.writeBuffer(data);
            out.writeInt(version);
        }
    }

    /// Asks for a znode's ACL.
    record GetAcl(String path) implements Request {
        @Override
        public int opCode() {
            return OpCode.GET_ACL;
        }

        @Override
        public void write(JuteWriter out) {
            out.writeString(path);
        }
    }

    /// Replaces a znode's ACL; `version` is an ACL version, -1 fits any.
    record SetAcl(String path, @Nullable List<Acl> acl, int version) implements Request {
        @Override
        public int opCode() {
            return OpCode.SET_ACL;
        }

        @Override
        public void write(JuteWriter out) {
            out.writeString(path);
            out.writeVector(acl, Acl::write);
            out.writeInt(version);
        }
    }

    /// Lists the children, with the parent's [Stat] (getChildren2) or without. The path can be null
    /// inside a multiRead only.
    record GetChildren(@Nullable String path, boolean watch, boolean withStat) implements Request {
        @Override
        public int opCode() {
            return withStat ? OpCode.GET_CHILDREN2 : OpCode.GET_CHILDREN;
        }

        @Override
        public void write(JuteWriter out) {
            out.writeString(path);
            out.writeBool(watch);
        }
    }

    /// Lists some of the children, in the order of their names, with the parent's [Stat]: an
    /// extension of Paddock's.
    ///
    /// On the wire it is a getChildren2 with a tail, which servers that do not know it pass over as
    /// they pass over anything behind the last field: they give all children
    /// (`docs/decisions/0006-pages-of-children.md`).
    ///
    /// @param after only names behind this one; null for all. No child needs to have it. Names are
    ///   ordered by their bytes in UTF-8
    /// @param maxNames how many names at most, 1 or more
    /// @param maxBytes how many bytes they may take on the wire, each with 4 for its length, 1 or
    ///   more. Servers have a bound of their own; a single name is given whatever it takes
    record GetChildrenPage(
            String path, boolean watch, @Nullable String after, int maxNames, int maxBytes)
            implements Request {
        /// How the tail of the request begins, and that of the answer: "Page".
        public static final int MARK = 0x50616765;

        /// Whether there is a tail where the fields of getChildren2 end.
        public static boolean follows(JuteReader in) {
            return in.remaining() >= 4 && in.peekInt() == MARK;
        }

        static Request readOrAll(JuteReader in) {
            String path = in.readString();
            boolean watch = in.readBool();
            if (!follows(in)) {
                return new GetChildren(path, watch, true);
            }
            in.skip(4);
            return new GetChildrenPage(
                    path, watch, in.readNullableString(), in.readInt(), in.readInt());
        }

        @Override
        public int opCode() {
            return OpCode.GET_CHILDREN2;
        }

        @Override
        public void write(JuteWriter out) {
            out.writeString(path);
            out.writeBool(watch);
            out.writeInt(MARK);
            out.writeString(after);
            out.writeInt(maxNames);
            out.writeInt(maxBytes);
        }
    }

    /// Waits until this server has caught up; the path is only echoed.
    record Sync(@Nullable String path) implements Request {
        @Override
        public int opCode() {
            return OpCode.SYNC;
        }

        @Override
        public void write(JuteWriter out) {
            out.writeString(path);
        }
    }

    /// Keeps the session alive.
    record Ping() implements Request {
        @Override
        public int opCode() {
            return OpCode.PING;
        }

        @Override
        public void write(JuteWriter out) {}
    }

    /// Asserts a version; only inside a multi.
    record Check(String path, int version) implements Request {
        @Override
        public int opCode() {
            return OpCode.CHECK;
        }

        @Override
        public void write(JuteWriter out) {
            out.writeString(path);
            out.writeInt(version);
        }
    }

    /// Several operations as one: all updates (multi) or all queries (multiRead, when `reads`).
    ///
    /// Either op code can carry either kind on the wire; the receiver refuses the wrong one.
    record Multi(boolean reads, List<Request> ops) implements Request {
        public Multi {
            ops = List.copyOf(ops);
        }

        static Multi read(boolean reads, JuteReader in) {
            List<Request> ops = new ArrayList<>();
            boolean query = false;
            boolean lacksPath = false;
            while (true) {
                MultiHeader header = MultiHeader.read(in);
                if (header.done()) {
                    if (lacksPath) {
                        throw new MalformedRecordException("an update without a path");
                    }
                    return new Multi(reads, ops);
                }
                Request op =
                        switch (header.type()) {
                            // An update without a path makes the whole request malformed, but not
                            // before everything was read.
                            // A query among others has an answer of its own when its path is null.
                            case OpCode.GET_DATA ->
                                    new GetData(in.readNullableString(), in.readBool());
                            case OpCode.GET_CHILDREN ->
                                    new GetChildren(in.readNullableString(), in.readBool(), false);
                            case OpCode.CREATE,
                                    OpCode.CREATE2,
                                    OpCode.CREATE_CONTAINER,
                                    OpCode.CREATE_TTL,
                                    OpCode.SET_DATA,
                                    OpCode.DELETE -> {
                                lacksPath |= in.peekInt() < 0;
                                yield Request.read(header.type(), in);
                            }
                            case OpCode.CHECK -> {
                                lacksPath |= in.peekInt() < 0;
                                yield new Check(pathOrEmpty(in), in.readInt());
                            }
                            default -> null;
                        };
                if (op == null) {
                    throw new MalformedRecordException(
                            "operation " + header.type() + " cannot be part of a multi");
                }
                boolean isQuery = op instanceof GetData || op instanceof GetChildren;
                if (!ops.isEmpty() && isQuery != query) {
                    throw new MalformedRecordException("a multi mixes updates and queries");
                }
                query = isQuery;
                ops.add(op);
                if (op instanceof Create create) {
                    if (create.isRefusedUnread()) {
                        // Refused whatever follows, so nothing of what follows is read.
                        return new Multi(reads, ops);
                    }
                    create.requireFlagOfMulti();
                }
            }
        }

        @Override
        public int opCode() {
            return reads ? OpCode.MULTI_READ : OpCode.MULTI;
        }

        @Override
        public void write(JuteWriter out) {
            for (Request op : ops) {
                new MultiHeader(op.opCode(), false, -1).write(out);
                op.write(out);
            }
            MultiHeader.END.write(out);
        }
    }

    /// Changes the membership: incrementally (`joining`, `leaving`) or in full (`newMembers`).
    record Reconfig(
            @Nullable String joining,
            @Nullable String leaving,
            @Nullable String newMembers,
            long currentConfigId)
            implements Request {
        @Override
        public int opCode() {
            return OpCode.RECONFIG;
        }

        @Override
        public void write(JuteWriter out) {
            out.writeString(joining);
            out.writeString(leaving);
            out.writeString(newMembers);
            out.writeLong(currentConfigId);
        }
    }

    /// Asks whether this connection watches a path (checkWatches), or makes it stop (removeWatches,
    /// when `remove`). `type` is one of the constants.
    record Watches(String path, int type, boolean remove) implements Request {
        public static final int CHILDREN = 1;
        public static final int DATA = 2;
        public static final int ANY = 3;
        public static final int PERSISTENT = 4;
        public static final int PERSISTENT_RECURSIVE = 5;

        @Override
        public int opCode() {
            return remove ? OpCode.REMOVE_WATCHES : OpCode.CHECK_WATCHES;
        }

        @Override
        public void write(JuteWriter out) {
            out.writeString(path);
            out.writeInt(type);
        }
    }

    /// Sets watches again after a reconnect. The last two lists are on the wire for setWatches2
    /// only, and empty otherwise. A list can be null, which ends the work of the receiver there
    /// with an error.
    record SetWatches(
            boolean second,
            long relativeZxid,
            @Nullable List<String> dataWatches,
            @Nullable List<String> existWatches,
            @Nullable List<String> childWatches,
            @Nullable List<String> persistentWatches,
            @Nullable List<String> persistentRecursiveWatches)
            implements Request {
        static SetWatches read(boolean second, JuteReader in) {
            return new SetWatches(
                    second,
                    in.readLong(),
                    in.readNullableVector(JuteReader::readString),
                    in.readNullableVector(JuteReader::readString),
                    in.readNullableVector(JuteReader::readString),
                    second ? in.readNullableVector(JuteReader::readString) : List.of(),
                    second ? in.readNullableVector(JuteReader::readString) : List.of());
        }

        @Override
        public int opCode() {
            return second ? OpCode.SET_WATCHES2 : OpCode.SET_WATCHES;
        }

        @Override
        public void write(JuteWriter out) {
            out.writeLong(relativeZxid);
            out.writeStrings(dataWatches);
            out.writeStrings(existWatches);
            out.writeStrings(childWatches);
            if (second) {
                out.writeStrings(persistentWatches);
                out.writeStrings(persistentRecursiveWatches);
            }
        }
    }

    /// Watches a path for good: `mode` 0 the znode, 1 the whole subtree.
    record AddWatch(String path, int mode) implements Request {
        public static final int PERSISTENT = 0;
        public static final int PERSISTENT_RECURSIVE = 1;

        @Override
        public int opCode() {
            return OpCode.ADD_WATCH;
        }

        @Override
        public void write(JuteWriter out) {
            out.writeString(path);
            out.writeInt(mode);
        }
    }

    /// Asks for the identities of the connection.
    record WhoAmI() implements Request {
        @Override
        public int opCode() {
            return OpCode.WHO_AM_I;
        }

        @Override
        public void write(JuteWriter out) {}
    }

    /// Lists the session's own ephemerals below a plain string prefix.
    record GetEphemerals(@Nullable String prefixPath) implements Request {
        @Override
        public int opCode() {
            return OpCode.GET_EPHEMERALS;
        }

        @Override
        public void write(JuteWriter out) {
            out.writeString(prefixPath);
        }
    }

    /// Counts all descendants.
    record GetAllChildrenNumber(String path) implements Request {
        @Override
        public int opCode() {
            return OpCode.GET_ALL_CHILDREN_NUMBER;
        }

        @Override
        public void write(JuteWriter out) {
            out.writeString(path);
        }
    }

    /// Adds an identity to the connection. The `type` is ignored by servers.
    record Auth(int type, @Nullable String scheme, byte @Nullable [] auth) implements Request {
        /// Reads the packet.
        public static Auth read(JuteReader in) {
            return new Auth(in.readInt(), in.readNullableString(), in.readBuffer());
        }

        @Override
        public int opCode() {
            return OpCode.AUTH;
        }

        @Override
        public void write(JuteWriter out) {
            out.writeInt(type);
            out.writeString(scheme);
            out.writeBuffer(auth);
        }
    }

    /// One step of a SASL exchange.
    record Sasl(byte @Nullable [] token) implements Request {
        @Override
        public int opCode() {
            return OpCode.SASL;
        }

        @Override
        public void write(JuteWriter out) {
            out.writeBuffer(token);
        }
    }

    /// Ends the session.
    record CloseSession() implements Request {
        @Override
        public int opCode() {
            return OpCode.CLOSE_SESSION;
        }

        @Override
        public void write(JuteWriter out) {}
    }
}
