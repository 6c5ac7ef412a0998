package paddock.core.prepare;

import org.jspecify.annotations.Nullable;

import paddock.core.acl.AclRules;
import paddock.core.acl.AclVerdict;
import paddock.core.acl.Identities;
import paddock.core.database.Database;
import paddock.core.path.PathRules;
import paddock.core.tree.DataTree;
import paddock.core.tree.Znode;
import paddock.core.tree.ZnodeKinds;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.CreateMode;
import paddock.wire.protocol.ErrorCode;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Perms;
import paddock.wire.protocol.Request;
import paddock.wire.txn.LoggedTxn;
import paddock.wire.txn.Txn;
import paddock.wire.txn.TxnDigest;
import paddock.wire.txn.TxnHeader;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

/// Turns updates into transactions, in order. One thread.
///
/// Every transaction takes the next zxid. The caller logs and applies them in the same order, and
/// tells [#applied] how far it got.
public final class Preparer {
    /// The version that `/zookeeper/config` has whatever is written to it.
    private static final int CONFIG_VERSION = -1;

    private final Database database;
    private final AclRules aclRules;
    private final PrepareRules rules;
    private final QuotaListener quotaListener;

    /// Sessions whose beginning is prepared, with its zxid, and not applied; never walked in order.
    private final Map<Long, Long> opening = new HashMap<>();

    private final Set<Long> closing = new HashSet<>();
    private ZnodeKinds kinds;
    private PendingChanges pending;
    private QuotaCheck quotas;
    private MembershipRules memberships = MembershipRules.ALONE;
    private LocalSessionRules localSessions = LocalSessionRules.NONE;
    private long lastPreparedZxid;

    /// A preparer for a database that contains everything prepared so far.
    public Preparer(
            Database database, AclRules aclRules, PrepareRules rules, QuotaListener quotaListener) {
        this.database = database;
        this.aclRules = aclRules;
        this.rules = rules;
        this.quotaListener = quotaListener;
        kinds = database.tree().kinds();
        pending = new PendingChanges(database.tree(), rules.digestEnabled());
        quotas = new QuotaCheck(database.tree().quotas(), rules.enforceQuota(), quotaListener);
        lastPreparedZxid = database.lastZxid();
    }

    /// From here on this decides about requests for another membership; until then none has a
    /// chance.
    public void memberships(MembershipRules membershipRules) {
        memberships = membershipRules;
    }

    /// From here on a session that the ensemble does not know may write all the same, ephemerals
    /// apart, where this says that it may be known to its own server alone.
    public void localSessions(LocalSessionRules localSessionRules) {
        localSessions = localSessionRules;
    }

    /// Begins anew with the database as it is: whatever was prepared and not applied is forgotten.
    public void restart() {
        opening.clear();
        closing.clear();
        kinds = database.tree().kinds();
        pending = new PendingChanges(database.tree(), rules.digestEnabled());
        quotas = new QuotaCheck(database.tree().quotas(), rules.enforceQuota(), quotaListener);
        lastPreparedZxid = database.lastZxid();
    }

    /// The zxid of the newest transaction prepared.
    public long lastPreparedZxid() {
        return lastPreparedZxid;
    }

    /// Everything up to `zxid` has been applied to the database.
    public void applied(long zxid) {
        pending.applied(zxid);
        // Where its end is applied, the database knows that a session is gone. A busy server never
        // comes to the moment when nothing is under way, so they are let go one by one.
        opening.values().removeIf(begun -> begun <= zxid);
        closing.removeIf(sessionId -> !exists(sessionId));
    }

    /// Whether a session exists and is not about to end.
    public boolean isAlive(long sessionId) {
        return exists(sessionId) && !closing.contains(sessionId);
    }

    /// A session whose beginning is on its way counts: a learner may know it before this server has
    /// applied it.
    private boolean exists(long sessionId) {
        return database.sessions().containsKey(sessionId) || opening.containsKey(sessionId);
    }

    /// Whether [#prepare] takes such a request.
    public static boolean isUpdate(Request request) {
        return switch (request) {
            case Request.Create create -> true;
            case Request.Delete delete -> true;
            case Request.SetData set -> true;
            case Request.SetAcl set -> true;
            case Request.Multi multi -> true;
            case Request.Reconfig reconfig -> true;
            case Request.CloseSession close -> true;
            default -> false;
        };
    }

    /// Prepares the update of a client.
    ///
    /// @param timeMillis the wall clock, which every replica will store
    public Prepared prepare(
            long sessionId, int cxid, Request request, Identities who, long timeMillis) {
        if (request instanceof Request.Multi multi) {
            return prepareMulti(sessionId, cxid, multi, who, timeMillis);
        }
        long zxid = lastPreparedZxid + 1;
        Txn txn;
        try {
            Change change = new Change(sessionId, who, zxid, timeMillis, false);
            txn =
                    switch (request) {
                        case Request.Create create -> createAlone(change, create);
                        case Request.Delete delete -> delete(change, delete);
                        case Request.SetData set -> setData(change, set);
                        case Request.SetAcl set -> setAcl(change, set);
                        case Request.Reconfig reconfig -> reconfig(change, reconfig);
                        case Request.CloseSession close -> closeSession(change);
                        default ->
                                throw new IllegalArgumentException(
                                        "operation " + request.opCode() + " is no update");
                    };
        } catch (Rejection rejection) {
            txn = new Txn.Error(rejection.code().code());
        }
        return propose(sessionId, cxid, txn, timeMillis);
    }

    /// Prepares a refusal that was decided elsewhere but takes its place in the order.
    public Prepared prepareError(long sessionId, int cxid, ErrorCode code, long timeMillis) {
        return propose(sessionId, cxid, new Txn.Error(code.code()), timeMillis);
    }

    /// Prepares the beginning of a session.
    public Prepared prepareOpenSession(long sessionId, int timeoutMillis, long timeMillis) {
        opening.put(sessionId, lastPreparedZxid + 1);
        return propose(sessionId, 0, new Txn.CreateSession(timeoutMillis), timeMillis);
    }

    /// Prepares the end of a session that was not heard of for too long.
    public Prepared prepareExpiry(long sessionId, long timeMillis) {
        long zxid = lastPreparedZxid + 1;
        if (rules.makes(Slip.EPHEMERAL_KEPT)) {
            closing.add(sessionId);
            return propose(sessionId, 0, new Txn.CloseSession(List.of()), timeMillis);
        }
        Txn txn = closeSession(new Change(sessionId, Identities.NONE, zxid, timeMillis, false));
        return propose(sessionId, 0, txn, timeMillis);
    }

    /// Prepares the removal of a container or TTL znode that the server found to be due. The
    /// conditions are checked again: much may have happened since.
    public Prepared prepareSweep(String path, long timeMillis) {
        long zxid = lastPreparedZxid + 1;
        Txn txn;
        try {
            PendingNode node = existing(path);
            require(node.childCount == 0, ErrorCode.NOT_EMPTY);
            boolean sweepable =
                    kinds.isContainer(node.storedOwner) || kinds.isTtl(node.storedOwner);
            require(sweepable, ErrorCode.BAD_VERSION);
            remove(node, zxid);
            txn = new Txn.Delete(OpCode.DELETE_CONTAINER, path);
        } catch (Rejection rejection) {
            txn = new Txn.Error(rejection.code().code());
        }
        return propose(0, 0, txn, timeMillis);
    }

    private Prepared propose(long sessionId, int cxid, Txn txn, long timeMillis) {
        long zxid = ++lastPreparedZxid;
        TxnHeader header = new TxnHeader(sessionId, cxid, zxid, timeMillis, txn.type());
        TxnDigest digest =
                rules.digestEnabled() && !(txn instanceof Txn.Error)
                        ? new TxnDigest(TxnDigest.VERSION, pending.digest())
                        : null;
        return new Prepared.Proposed(new LoggedTxn(header, txn, digest));
    }

    /// What all checks of one update need to know.
    private record Change(
            long sessionId, Identities who, long zxid, long timeMillis, boolean inMulti) {}

    // ---- create ----

    private Txn createAlone(Change change, Request.Create create) throws Rejection {
        CreateMode mode = modeOf(create);
        boolean wantsTtl = create.opCode() == OpCode.CREATE_TTL;
        require(!mode.ttl() || kinds.extendedTypes(), ErrorCode.UNIMPLEMENTED);
        require(mode.ttl() == wantsTtl, ErrorCode.BAD_ARGUMENTS);
        require(!wantsTtl || isTtl(create.ttlMillis()), ErrorCode.BAD_ARGUMENTS);
        return create(change, create, mode, create.opCode());
    }

    private Txn createInMulti(Change change, Request.Create create) throws Rejection {
        CreateMode mode = modeOf(create);
        int kind = create.opCode();
        if (kind == OpCode.CREATE_TTL) {
            require(!mode.ttl() || kinds.extendedTypes(), ErrorCode.UNIMPLEMENTED);
            require(!mode.ttl() || isTtl(create.ttlMillis()), ErrorCode.BAD_ARGUMENTS);
            kind = mode.ttl() ? OpCode.CREATE_TTL : OpCode.CREATE;
        }
        if (mode == CreateMode.CONTAINER) {
            kind = OpCode.CREATE_CONTAINER;
        }
        return create(change, create, mode, kind);
    }

    private static CreateMode modeOf(Request.Create create) throws Rejection {
        CreateMode mode = CreateMode.ofFlag(create.flags());
        if (mode == null) {
            throw new Rejection(ErrorCode.BAD_ARGUMENTS);
        }
        return mode;
    }

    private static boolean isTtl(long millis) {
        return millis > 0 && millis <= ZnodeKinds.MAX_TTL_MILLIS;
    }

    private Txn create(Change change, Request.Create request, CreateMode mode, int kind)
            throws Rejection {
        if (mode.ephemeral()) {
            requireOwner(change, kind);
        } else {
            requireAlive(change);
        }
        String path = request.path();
        if (path == null) {
            throw new Rejection(ErrorCode.MARSHALLING_ERROR);
        }
        require(PathRules.hasParent(path), ErrorCode.BAD_ARGUMENTS);
        List<Acl> acl = normalized(request.acl(), change);
        PendingNode parent = existing(PathRules.parentOf(path));
        requirePermission(parent, Perms.CREATE, change);
        if (mode.sequential()) {
            path += suffix(nextNumber(parent));
        }
        require(PathRules.isValid(path), ErrorCode.BAD_ARGUMENTS);
        require(pending.find(key(path)) == null, ErrorCode.NODE_EXISTS);
        require(!kinds.isEphemeral(parent.storedOwner), ErrorCode.NO_CHILDREN_FOR_EPHEMERALS);
        boolean made = parent.ephemeralForNow && parent.czxid == change.zxid;
        require(!made, ErrorCode.NO_CHILDREN_FOR_EPHEMERALS);
        require(!isQuotaOfRoot(path), ErrorCode.BAD_ARGUMENTS);
        byte[] data = request.data();
        quotas.check(path, 1, data == null ? 0 : data.length);

        boolean ephemeral = mode.ephemeral() && kind != OpCode.CREATE_CONTAINER;
        long owner =
                switch (kind) {
                    case OpCode.CREATE_CONTAINER -> ZnodeKinds.CONTAINER;
                    case OpCode.CREATE_TTL -> ZnodeKinds.ttlOwner(request.ttlMillis());
                    default -> ephemeral ? change.sessionId : 0;
                };
        PendingNode parentAfter = parent.copy();
        parentAfter.creates++;
        parentAfter.childCount++;
        parentAfter.pzxid = change.zxid;
        pending.put(parentAfter, parent, change.zxid);
        PendingNode node = new PendingNode(path);
        node.data = data;
        node.acl = acl;
        node.czxid = change.zxid;
        node.mzxid = change.zxid;
        node.pzxid = change.zxid;
        node.ctimeMillis = change.timeMillis;
        node.mtimeMillis = change.timeMillis;
        node.storedOwner = owner;
        node.ephemeralForNow = mode.ephemeral() && !ephemeral;
        pending.put(node, null, change.zxid);

        int parentCreates = parentAfter.creates;
        return switch (kind) {
            case OpCode.CREATE_CONTAINER -> new Txn.CreateContainer(path, data, acl, parentCreates);
            case OpCode.CREATE_TTL ->
                    new Txn.CreateTtl(path, data, acl, parentCreates, request.ttlMillis());
            default -> new Txn.Create(kind, path, data, acl, ephemeral, parentCreates);
        };
    }

    private int nextNumber(PendingNode parent) {
        if (rules.makes(Slip.DOUBLE_SEQUENCE)) {
            Znode applied = database.tree().find(parent.path);
            return applied == null ? 0 : applied.creates();
        }
        return parent.creates;
    }

    /// The znode at which a quota of the whole tree would stand; the reference breaks on it (client
    /// protocol reference, section 19).
    private static boolean isQuotaOfRoot(String path) {
        return path.equals("/zookeeper/quota/zookeeper_limits");
    }

    private static String suffix(int creates) {
        if (creates < 0) {
            return String.format(Locale.ROOT, "%010d", creates);
        }
        String digits = Integer.toString(creates);
        return "0000000000".substring(digits.length()) + digits;
    }

    // ---- the other updates ----

    private Txn delete(Change change, Request.Delete request) throws Rejection {
        requireAlive(change);
        String path = request.path();
        if (path == null) {
            throw new Rejection(ErrorCode.MARSHALLING_ERROR);
        }
        require(PathRules.isDeletable(path), ErrorCode.BAD_ARGUMENTS);
        PendingNode parent = existing(PathRules.parentOf(path));
        requirePermission(parent, Perms.DELETE, change);
        PendingNode node = existing(path);
        requireVersion(request.version(), node.version);
        require(node.childCount == 0, ErrorCode.NOT_EMPTY);
        remove(node, change.zxid);
        return new Txn.Delete(OpCode.DELETE, path);
    }

    private void remove(PendingNode node, long zxid) {
        PendingNode parent = pending.find(PathRules.parentOf(node.path));
        if (parent != null) {
            PendingNode parentAfter = parent.copy();
            parentAfter.childCount--;
            parentAfter.pzxid = zxid;
            pending.put(parentAfter, parent, zxid);
        }
        PendingNode gone = new PendingNode(node.path);
        gone.exists = false;
        pending.put(gone, node, zxid);
    }

    private Txn setData(Change change, Request.SetData request) throws Rejection {
        requireAlive(change);
        String path = request.path();
        require(PathRules.isValid(path), ErrorCode.BAD_ARGUMENTS);
        PendingNode node = existing(path);
        requirePermission(node, Perms.WRITE, change);
        byte[] data = request.data();
        quotas.check(path, 0, (data == null ? 0 : data.length) - node.dataLength());
        requireVersion(request.version(), node.version);
        PendingNode after = node.copy();
        after.data = data;
        after.version++;
        after.mzxid = change.zxid;
        after.mtimeMillis = change.timeMillis;
        pending.put(after, node, change.zxid);
        return new Txn.SetData(OpCode.SET_DATA, path, data, after.version);
    }

    private Txn setAcl(Change change, Request.SetAcl request) throws Rejection {
        requireAlive(change);
        String path = request.path();
        require(PathRules.isValid(path), ErrorCode.BAD_ARGUMENTS);
        List<Acl> acl = normalized(request.acl(), change);
        PendingNode node = existing(path);
        requirePermission(node, Perms.ADMIN, change);
        requireVersion(request.version(), node.aversion);
        PendingNode after = node.copy();
        after.acl = acl;
        after.aversion++;
        pending.put(after, node, change.zxid);
        return new Txn.SetAcl(path, acl, after.aversion);
    }

    private Txn check(Change change, Request.Check request) throws Rejection {
        requireAlive(change);
        String path = request.path();
        require(PathRules.isValid(path), ErrorCode.BAD_ARGUMENTS);
        PendingNode node = existing(path);
        requirePermission(node, Perms.READ, change);
        requireVersion(request.version(), node.version);
        return new Txn.Check(path, node.version);
    }

    /// The permission comes last (client protocol reference, section 6).
    private Txn reconfig(Change change, Request.Reconfig request) throws Rejection {
        require(rules.reconfigEnabled(), ErrorCode.RECONFIG_DISABLED);
        requireAlive(change);
        String text =
                switch (memberships.decide(request, change.zxid)) {
                    case MembershipRules.Accepted(var accepted) -> accepted;
                    case MembershipRules.Refused(var error) -> throw new Rejection(error);
                };
        PendingNode node = existing(DataTree.CONFIG_PATH);
        requirePermission(node, Perms.WRITE, change);
        PendingNode after = node.copy();
        after.data = text.getBytes(StandardCharsets.UTF_8);
        after.version = CONFIG_VERSION;
        after.mzxid = change.zxid;
        after.mtimeMillis = change.timeMillis;
        pending.put(after, node, change.zxid);
        return new Txn.SetData(OpCode.RECONFIG, after.path, after.data, after.version);
    }

    private Txn closeSession(Change change) {
        SortedSet<String> paths = pending.ephemeralsOf(change.sessionId);
        closing.add(change.sessionId);
        for (String path : paths) {
            PendingNode node = pending.find(path);
            if (node != null) {
                remove(node, change.zxid);
            }
        }
        return new Txn.CloseSession(rules.closeSessionListsPaths() ? List.copyOf(paths) : null);
    }

    // ---- multi ----

    private Prepared prepareMulti(
            long sessionId, int cxid, Request.Multi multi, Identities who, long timeMillis) {
        for (Request op : multi.ops()) {
            if (op instanceof Request.Create create) {
                if (create.isRefusedUnread()) {
                    return new Prepared.Refused(ErrorCode.MARSHALLING_ERROR.code());
                }
            } else if (op instanceof Request.GetData || op instanceof Request.GetChildren) {
                return prepareError(sessionId, cxid, ErrorCode.MARSHALLING_ERROR, timeMillis);
            }
        }
        Change change = new Change(sessionId, who, lastPreparedZxid + 1, timeMillis, true);
        List<Txn> parts = new ArrayList<>(multi.ops().size());
        pending.begin();
        ErrorCode failure = null;
        for (Request op : multi.ops()) {
            if (failure != null) {
                parts.add(new Txn.Error(ErrorCode.RUNTIME_INCONSISTENCY.code()));
                continue;
            }
            try {
                parts.add(part(change, op));
            } catch (Rejection rejection) {
                failure = rejection.code();
                parts.add(new Txn.Error(failure.code()));
            }
        }
        boolean half = failure != null && rules.makes(Slip.HALF_MULTI_APPLIED);
        if (failure == null || half) {
            pending.commit();
        } else {
            pending.rollback();
        }
        if (half && !(parts.getFirst() instanceof Txn.Error)) {
            parts.removeIf(Txn.Error.class::isInstance);
            return propose(sessionId, cxid, new Txn.Multi(parts), timeMillis);
        }
        if (failure == ErrorCode.MARSHALLING_ERROR) {
            // What cannot be read is the fault of the whole request, not of one part.
            return prepareError(sessionId, cxid, failure, timeMillis);
        }
        return propose(sessionId, cxid, new Txn.Multi(parts), timeMillis);
    }

    private Txn part(Change change, Request op) throws Rejection {
        return switch (op) {
            case Request.Create create -> createInMulti(change, create);
            case Request.Delete delete -> delete(change, delete);
            case Request.SetData set -> setData(change, set);
            case Request.Check check -> check(change, check);
            default ->
                    throw new IllegalArgumentException(
                            "operation " + op.opCode() + " cannot be part of a multi");
        };
    }

    // ---- checks ----

    private static String key(String path) {
        return path.equals("/") ? "" : path;
    }

    private PendingNode existing(String path) throws Rejection {
        PendingNode node = pending.find(key(path));
        if (node == null) {
            throw new Rejection(ErrorCode.NO_NODE);
        }
        return node;
    }

    private List<Acl> normalized(@Nullable List<Acl> acl, Change change) throws Rejection {
        return switch (aclRules.normalize(acl, change.who)) {
            case AclVerdict.Normalized(var stored) -> stored;
            case AclVerdict.Refused(var error) -> throw new Rejection(error);
        };
    }

    private void requireAlive(Change change) throws Rejection {
        boolean may = isAlive(change.sessionId) || isLocal(change.sessionId);
        require(may, ErrorCode.SESSION_EXPIRED);
    }

    /// All servers must know a session that owns znodes. In a multi the reference tells those apart
    /// only that are its own.
    private void requireOwner(Change change, int kind) throws Rejection {
        boolean toldApart =
                kind != OpCode.CREATE_CONTAINER
                        && isLocal(change.sessionId)
                        && (!change.inMulti || localSessions.isHere(change.sessionId));
        require(
                isAlive(change.sessionId),
                toldApart ? ErrorCode.EPHEMERAL_ON_LOCAL_SESSION : ErrorCode.SESSION_EXPIRED);
    }

    private boolean isLocal(long sessionId) {
        return !exists(sessionId) && localSessions.mayExist(sessionId);
    }

    private void requirePermission(PendingNode node, int perms, Change change) throws Rejection {
        require(aclRules.permits(node.acl, perms, change.who), ErrorCode.NO_AUTH);
    }

    private static void requireVersion(int expected, int actual) throws Rejection {
        require(expected == -1 || expected == actual, ErrorCode.BAD_VERSION);
    }

    private static void require(boolean condition, ErrorCode otherwise) throws Rejection {
        if (!condition) {
            throw new Rejection(otherwise);
        }
    }
}
