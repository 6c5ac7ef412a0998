package paddock.core.query;

import org.jspecify.annotations.Nullable;

import paddock.core.acl.AclRules;
import paddock.core.database.Database;
import paddock.core.tree.DataTree;
import paddock.core.tree.Listing;
import paddock.core.tree.Znode;
import paddock.core.watch.WatchMode;
import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;
import paddock.wire.jute.MalformedRecordException;
import paddock.wire.protocol.ErrorCode;
import paddock.wire.protocol.MultiHeader;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Perms;
import paddock.wire.protocol.Request;
import paddock.wire.protocol.Response;
import paddock.wire.protocol.WatcherEvent;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Answers queries from the tree.
///
/// Has no state of its own, so each event loop can call it for its own connections while nothing is
/// being applied.
public final class Queries {
    private static final int OK = ErrorCode.OK.code();
    private static final int NO_NODE = ErrorCode.NO_NODE.code();
    private static final int NO_AUTH = ErrorCode.NO_AUTH.code();

    /// Stands for a path that is null; no znode can have it.
    private static final String NO_PATH = "\0";

    private static final int MALFORMED = ErrorCode.MARSHALLING_ERROR.code();

    private static final int LONG_DATA = 16_384;
    private static final int MANY_CHILDREN = 1_000;

    /// What the names of one page may take: with everything else in its answer it fits into a
    /// packet of a mebibyte, which every client reads.
    static final int MAX_PAGE_BYTES = (1 << 20) - 1024;

    private final Database database;
    private final AclRules aclRules;

    /// Queries of that database.
    public Queries(Database database, AclRules aclRules) {
        this.database = database;
        this.aclRules = aclRules;
    }

    /// The zxid that the header of an answer carries.
    public long lastZxid() {
        return database.lastZxid();
    }

    /// Whether an operation is answered here.
    public static boolean isQuery(int opCode) {
        return switch (opCode) {
            case OpCode.EXISTS,
                    OpCode.GET_DATA,
                    OpCode.GET_ACL,
                    OpCode.GET_CHILDREN,
                    OpCode.GET_CHILDREN2,
                    OpCode.SYNC,
                    OpCode.PING,
                    OpCode.MULTI_READ,
                    OpCode.CHECK_WATCHES,
                    OpCode.REMOVE_WATCHES,
                    OpCode.SET_WATCHES,
                    OpCode.SET_WATCHES2,
                    OpCode.ADD_WATCH,
                    OpCode.WHO_AM_I,
                    OpCode.GET_EPHEMERALS,
                    OpCode.GET_ALL_CHILDREN_NUMBER ->
                    true;
            default -> false;
        };
    }

    /// Answers one query other than setWatches: reads its body from `in` and appends the body of
    /// the answer to `out`. Where the result is an error nothing is appended, except that a refused
    /// multiRead can have a body.
    ///
    /// @return the error code, zero for success
    public <W> int answer(int opCode, JuteReader in, JuteWriter out, Caller<W> caller) {
        int start = out.size();
        try {
            return switch (opCode) {
                case OpCode.GET_DATA -> getData(in, out, caller);
                case OpCode.EXISTS -> exists(in, out, caller);
                case OpCode.GET_CHILDREN -> getChildren(in, out, caller, false);
                case OpCode.GET_CHILDREN2 -> getChildren(in, out, caller, true);
                case OpCode.PING -> OK;
                case OpCode.GET_ACL -> getAcl(in, out, caller);
                case OpCode.SYNC -> {
                    out.writeString(in.readNullableString());
                    yield OK;
                }
                case OpCode.MULTI_READ -> multiRead(in, out, caller);
                case OpCode.ADD_WATCH -> addWatch(in, out, caller);
                case OpCode.CHECK_WATCHES, OpCode.REMOVE_WATCHES -> watches(opCode, in, caller);
                case OpCode.WHO_AM_I -> {
                    new Response.Identities(aclRules.whoAmI(caller.who())).write(out);
                    yield OK;
                }
                case OpCode.GET_EPHEMERALS -> getEphemerals(in, out, caller);
                case OpCode.GET_ALL_CHILDREN_NUMBER -> countDescendants(in, out, caller);
                default -> throw new IllegalArgumentException(opCode + " is no query");
            };
        } catch (MalformedRecordException e) {
            out.truncate(start);
            return MALFORMED;
        }
    }

    /// Answers setWatches and setWatches2, whose answers have no body: events that were missed go
    /// to `events`, everything else is registered again.
    ///
    /// @return the error code, zero for success
    public <W> int setWatches(int opCode, JuteReader in, Caller<W> caller, CatchUpEvents events) {
        try {
            if (Request.read(opCode, in) instanceof Request.SetWatches set) {
                setWatches(set, caller, events);
            }
            return OK;
        } catch (MalformedRecordException e) {
            return MALFORMED;
        }
    }

    /// Whether the answer to a query may well be a long one. Reads of its body what it needs.
    public boolean answersAtLength(int opCode, JuteReader in) {
        return switch (opCode) {
            case OpCode.GET_DATA -> {
                Znode node = nodeAt(in);
                byte[] data = node == null ? null : node.data();
                yield data != null && data.length > LONG_DATA;
            }
            case OpCode.GET_CHILDREN, OpCode.GET_CHILDREN2 -> {
                Znode node = nodeAt(in);
                yield node != null && node.childCount() > MANY_CHILDREN;
            }
            case OpCode.MULTI_READ, OpCode.GET_EPHEMERALS -> true;
            default -> false;
        };
    }

    private @Nullable Znode nodeAt(JuteReader in) {
        try {
            int length = pathLength(in);
            int at = in.position();
            in.skip(length);
            return tree().find(in.array(), at, length);
        } catch (MalformedRecordException e) {
            return null;
        }
    }

    private <W> int getData(JuteReader in, JuteWriter out, Caller<W> caller) {
        int length = pathLength(in);
        int at = in.position();
        in.skip(length);
        boolean watch = in.readBool();
        Znode node = tree().find(in.array(), at, length);
        if (node == null) {
            return NO_NODE;
        }
        if (!aclRules.permits(node.acl(), Perms.READ, caller.who())) {
            return NO_AUTH;
        }
        if (watch) {
            watch(in.array(), at, length, WatchMode.DATA, caller);
        }
        out.writeBuffer(node.data());
        node.writeStat(out, tree().kinds());
        return OK;
    }

    private <W> int exists(JuteReader in, JuteWriter out, Caller<W> caller) {
        int length = pathLength(in);
        int at = in.position();
        in.skip(length);
        boolean watch = in.readBool();
        byte[] bytes = in.array();
        for (int i = at; i < at + length; i++) {
            if (bytes[i] == 0) {
                return ErrorCode.BAD_ARGUMENTS.code();
            }
        }
        Znode node = tree().find(bytes, at, length);
        if (node != null && !aclRules.permits(node.acl(), Perms.READ, caller.who())) {
            return NO_AUTH;
        }
        if (watch) {
            watch(bytes, at, length, WatchMode.DATA, caller);
        }
        if (node == null) {
            return NO_NODE;
        }
        node.writeStat(out, tree().kinds());
        return OK;
    }

    private <W> int getChildren(JuteReader in, JuteWriter out, Caller<W> caller, boolean withStat) {
        int length = pathLength(in);
        int at = in.position();
        in.skip(length);
        boolean watch = in.readBool();
        if (withStat && Request.GetChildrenPage.follows(in)) {
            return getChildrenPage(at, length, watch, in, out, caller);
        }
        Znode node = tree().find(in.array(), at, length);
        if (node == null) {
            return NO_NODE;
        }
        if (!aclRules.permits(node.acl(), Perms.READ, caller.who())) {
            return NO_AUTH;
        }
        if (watch) {
            watch(in.array(), at, length, WatchMode.CHILD, caller);
        }
        node.writeChildNames(out);
        if (withStat) {
            node.writeStat(out, tree().kinds());
        }
        return OK;
    }

    /// @param in at the mark
    private <W> int getChildrenPage(
            int at, int length, boolean watch, JuteReader in, JuteWriter out, Caller<W> caller) {
        in.skip(4);
        int afterLength = Math.max(0, in.readLength("name"));
        int afterAt = in.position();
        in.skip(afterLength);
        int maxNames = in.readInt();
        int maxBytes = in.readInt();
        if (maxNames < 1 || maxBytes < 1) {
            return ErrorCode.BAD_ARGUMENTS.code();
        }
        Znode node = tree().find(in.array(), at, length);
        if (node == null) {
            return NO_NODE;
        }
        if (!aclRules.permits(node.acl(), Perms.READ, caller.who())) {
            return NO_AUTH;
        }
        String path = new String(in.array(), at, length, StandardCharsets.UTF_8);
        if (watch) {
            caller.watches().add(path, caller.watcher(), WatchMode.CHILD);
        }
        Listings<W> listings = caller.listings();
        Listing listing =
                listings.behind(
                        caller.watcher(), path, node, in.array(), afterAt, afterAt + afterLength);
        boolean more = listing.writePage(node, maxNames, Math.min(maxBytes, MAX_PAGE_BYTES), out);
        if (more) {
            listings.keep(caller.watcher(), path, listing, tree().nodeCount());
        }
        node.writeStat(out, tree().kinds());
        out.writeInt(Request.GetChildrenPage.MARK);
        out.writeBool(more);
        return OK;
    }

    private <W> int getAcl(JuteReader in, JuteWriter out, Caller<W> caller) {
        Znode node = tree().find(in.readString());
        if (node == null) {
            return NO_NODE;
        }
        if (!aclRules.permits(node.acl(), Perms.READ | Perms.ADMIN, caller.who())) {
            return NO_AUTH;
        }
        out.writeVector(aclRules.masked(node.acl(), caller.who()), (entry, to) -> entry.write(to));
        node.writeStat(out, tree().kinds());
        return OK;
    }

    private <W> int countDescendants(JuteReader in, JuteWriter out, Caller<W> caller) {
        String path = in.readString();
        Znode node = tree().find(path);
        if (node == null) {
            return NO_NODE;
        }
        if (!aclRules.permits(node.acl(), Perms.READ, caller.who())) {
            return NO_AUTH;
        }
        // Under its other name the root counts itself (client protocol reference, section 5).
        out.writeInt(tree().countDescendants(node) + (path.isEmpty() ? 1 : 0));
        return OK;
    }

    private <W> int getEphemerals(JuteReader in, JuteWriter out, Caller<W> caller) {
        String prefix = in.readNullableString();
        boolean all = prefix == null || prefix.isBlank() || prefix.equals("/");
        List<String> paths = new ArrayList<>();
        for (String path : tree().ephemeralsOf(caller.sessionId())) {
            if (all || path.startsWith(prefix)) {
                paths.add(path);
            }
        }
        Collections.sort(paths);
        out.writeStrings(paths);
        return OK;
    }

    private <W> int addWatch(JuteReader in, JuteWriter out, Caller<W> caller) {
        String path = watchedPath(in);
        int mode = in.readInt();
        WatchMode watchMode =
                switch (mode) {
                    case Request.AddWatch.PERSISTENT -> WatchMode.PERSISTENT;
                    case Request.AddWatch.PERSISTENT_RECURSIVE -> WatchMode.RECURSIVE;
                    default -> throw new MalformedRecordException("watch mode " + mode);
                };
        caller.watches().add(path, caller.watcher(), watchMode);
        out.writeInt(0);
        return OK;
    }

    /// A watch on a null path is accepted, can be asked for, and never fires.
    private static String watchedPath(JuteReader in) {
        String path = in.readNullableString();
        return path == null ? NO_PATH : path;
    }

    private <W> int watches(int opCode, JuteReader in, Caller<W> caller) {
        String path = watchedPath(in);
        int type = in.readInt();
        if (type < Request.Watches.CHILDREN || type > Request.Watches.PERSISTENT_RECURSIVE) {
            return MALFORMED;
        }
        boolean found =
                opCode == OpCode.REMOVE_WATCHES
                        ? caller.watches().remove(path, caller.watcher(), type)
                        : caller.watches().contains(path, caller.watcher(), type);
        return found ? OK : ErrorCode.NO_WATCHER.code();
    }

    private <W> int multiRead(JuteReader in, JuteWriter out, Caller<W> caller) {
        if (!(Request.read(OpCode.MULTI_READ, in) instanceof Request.Multi multi)) {
            return MALFORMED;
        }
        for (Request op : multi.ops()) {
            if (op instanceof Request.Create create && create.isRefusedUnread()) {
                throw new MalformedRecordException("a create without a list cannot be read");
            }
            Response.Result result =
                    switch (op) {
                        case Request.GetData get -> readPart(get.path(), get.opCode(), caller);
                        case Request.GetChildren get -> readPart(get.path(), get.opCode(), caller);
                        default -> null;
                    };
            if (result == null) {
                // An update among the queries ends the list (client protocol reference, section 7),
                // and so does a path that is null.
                MultiHeader.END.write(out);
                return MALFORMED;
            }
            new MultiHeader(result.type(), false, result.err()).write(out);
            Response body = result.body();
            if (body != null) {
                body.write(out);
            }
        }
        MultiHeader.END.write(out);
        return OK;
    }

    private <W> Response.@Nullable Result readPart(
            @Nullable String path, int opCode, Caller<W> caller) {
        if (path == null) {
            return null;
        }
        Znode node = tree().find(path);
        if (node == null) {
            return Response.Result.failed(NO_NODE);
        }
        if (!aclRules.permits(node.acl(), Perms.READ, caller.who())) {
            return Response.Result.failed(NO_AUTH);
        }
        Response body =
                opCode == OpCode.GET_DATA
                        ? new Response.Data(node.data(), node.stat(tree().kinds()))
                        : new Response.Names(DataTree.childNames(node));
        return new Response.Result(opCode, 0, body);
    }

    private <W> void setWatches(Request.SetWatches set, Caller<W> caller, CatchUpEvents events) {
        for (String path : required(set.dataWatches())) {
            Znode node = tree().find(path);
            if (node == null) {
                events.event(WatcherEvent.NODE_DELETED, path);
            } else if (node.mzxid() > set.relativeZxid()) {
                events.event(WatcherEvent.NODE_DATA_CHANGED, path);
            } else {
                caller.watches().add(path, caller.watcher(), WatchMode.DATA);
            }
        }
        for (String path : required(set.existWatches())) {
            if (tree().find(path) != null) {
                events.event(WatcherEvent.NODE_CREATED, path);
            } else {
                caller.watches().add(path, caller.watcher(), WatchMode.DATA);
            }
        }
        for (String path : required(set.childWatches())) {
            Znode node = tree().find(path);
            if (node == null) {
                events.event(WatcherEvent.NODE_DELETED, path);
            } else if (node.pzxid() > set.relativeZxid()) {
                events.event(WatcherEvent.NODE_CHILDREN_CHANGED, path);
            } else {
                caller.watches().add(path, caller.watcher(), WatchMode.CHILD);
            }
        }
        for (String path : required(set.persistentWatches())) {
            caller.watches().add(path, caller.watcher(), WatchMode.PERSISTENT);
        }
        for (String path : required(set.persistentRecursiveWatches())) {
            caller.watches().add(path, caller.watcher(), WatchMode.RECURSIVE);
        }
    }

    private static List<String> required(@Nullable List<String> paths) {
        if (paths == null) {
            throw new MalformedRecordException("list of watches is null where one is required");
        }
        return paths;
    }

    private static int pathLength(JuteReader in) {
        int length = in.readLength("path");
        if (length < 0) {
            throw new MalformedRecordException("path is null where one is required");
        }
        return length;
    }

    private static <W> void watch(
            byte[] bytes, int at, int length, WatchMode mode, Caller<W> caller) {
        String path = new String(bytes, at, length, StandardCharsets.UTF_8);
        caller.watches().add(path, caller.watcher(), mode);
    }

    /// Not kept: a member of an ensemble may be given another one.
    private DataTree tree() {
        return database.tree();
    }
}
