package paddock.client;

import org.jspecify.annotations.Nullable;

import paddock.client.session.WatchChange;
import paddock.client.session.WatchKind;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.ClientInfo;
import paddock.wire.protocol.CreateMode;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;
import paddock.wire.protocol.Response;
import paddock.wire.protocol.Stat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The operations: what each asks a server, and how its answer reads. Checks arguments.
final class Plans {
    /// What asking for all children at once is called.
    static final String CHILDREN = "getChildren";

    /// What asking for a page of children is called.
    static final String CHILDREN_PAGES = "childrenPages";

    private static final byte[] NO_BYTES = {};

    private static final Call.Decoder<String> CREATED =
            response -> ((Response.Created) required(response)).path();
    private static final Call.Decoder<String> CREATED_WITH_STAT =
            response -> ((Response.CreatedWithStat) required(response)).path();

    // There is nothing to tell but that it is done.
    @SuppressWarnings("NullAway")
    private static final Call.Decoder<Void> DONE = response -> null;

    private static final Call.Decoder<Stat> STAT =
            response -> ((Response.StatOnly) required(response)).stat();
    private static final Call.Decoder<NodeData> DATA =
            response -> nodeData((Response.Data) required(response));

    private static final Call.Decoder<Optional<Stat>> STAT_OR_NONE =
            new Call.Decoder<>() {
                @Override
                public Optional<Stat> decode(@Nullable Response response) {
                    return Optional.of(STAT.decode(response));
                }

                @Override
                public boolean acceptsNoNode() {
                    return true;
                }

                @Override
                public Optional<Stat> withoutNode() {
                    return Optional.empty();
                }
            };

    private Plans() {}

    static NodeData nodeData(Response.Data answer) {
        byte[] data = answer.data();
        return new NodeData(data == null ? NO_BYTES : data, answer.stat());
    }

    private static Response required(@Nullable Response response) {
        if (response == null) {
            throw new IllegalStateException("a session told success without an answer");
        }
        return response;
    }

    static Call.Plan<String> create(String path, byte[] data, CreateMode mode, List<Acl> acl) {
        if (mode.ttl()) {
            throw new IllegalArgumentException(mode + " takes a time to live: createWithTtl");
        }
        Request.Create request = createRequest(path, data, mode, acl);
        return new Call.Plan<>(
                "create",
                path,
                request,
                null,
                true,
                request.opCode() == OpCode.CREATE ? CREATED : CREATED_WITH_STAT);
    }

    static Request.Create createRequest(String path, byte[] data, CreateMode mode, List<Acl> acl) {
        if (mode.sequential()) {
            Paths.requirePrefix(path);
        } else {
            Paths.require(path);
        }
        return new Request.Create(
                mode == CreateMode.CONTAINER ? OpCode.CREATE_CONTAINER : OpCode.CREATE,
                path,
                data,
                List.copyOf(acl),
                mode.flag(),
                0);
    }

    static Call.Plan<String> createWithTtl(
            String path, byte[] data, boolean sequential, List<Acl> acl, Duration ttl) {
        if (ttl.toMillis() < 1 || ttl.toMillis() > 0xff_ffff_ffffL) {
            throw new IllegalArgumentException(
                    "a time to live of " + ttl + "; it takes 1 to 1099511627775 ms");
        }
        CreateMode mode =
                sequential
                        ? CreateMode.PERSISTENT_SEQUENTIAL_WITH_TTL
                        : CreateMode.PERSISTENT_WITH_TTL;
        return new Call.Plan<>(
                "createWithTtl",
                path,
                new Request.Create(
                        OpCode.CREATE_TTL,
                        sequential ? Paths.requirePrefix(path) : Paths.require(path),
                        data,
                        List.copyOf(acl),
                        mode.flag(),
                        ttl.toMillis()),
                null,
                true,
                CREATED_WITH_STAT);
    }

    static Call.Plan<Void> delete(String path, int version) {
        return new Call.Plan<>(
                "delete", path, new Request.Delete(Paths.require(path), version), null, true, DONE);
    }

    static Call.Plan<Optional<Stat>> exists(String path, @Nullable Object watcher) {
        return new Call.Plan<>(
                "exists",
                path,
                new Request.Exists(Paths.require(path), watcher != null),
                register(WatchKind.EXISTS, path, watcher),
                false,
                STAT_OR_NONE);
    }

    static Call.Plan<NodeData> getData(String path, @Nullable Object watcher) {
        return new Call.Plan<>(
                "getData",
                path,
                new Request.GetData(Paths.require(path), watcher != null),
                register(WatchKind.DATA, path, watcher),
                false,
                DATA);
    }

    static Call.Plan<Stat> setData(String path, byte[] data, int version) {
        return new Call.Plan<>(
                "setData",
                path,
                new Request.SetData(Paths.require(path), data, version),
                null,
                true,
                STAT);
    }

    static Call.Plan<Children> getChildren(String path, @Nullable Object watcher) {
        return new Call.Plan<>(
                CHILDREN,
                path,
                new Request.GetChildren(Paths.require(path), watcher != null, true),
                register(WatchKind.CHILDREN, path, watcher),
                false,
                response -> {
                    var names = (Response.NamesWithStat) required(response);
                    return new Children(names.names(), names.stat());
                });
    }

    static <T> Call.Plan<T> getChildrenPage(
            Request.GetChildrenPage page, Function<Response, T> result) {
        return new Call.Plan<>(
                CHILDREN_PAGES,
                page.path(),
                page,
                null,
                false,
                response -> result.apply(required(response)));
    }

    static Call.Plan<NodeAcl> getAcl(String path) {
        return new Call.Plan<>(
                "getAcl",
                path,
                new Request.GetAcl(Paths.require(path)),
                null,
                false,
                response -> {
                    var list = (Response.AclList) required(response);
                    return new NodeAcl(list.acl(), list.stat());
                });
    }

    static Call.Plan<Stat> setAcl(String path, List<Acl> acl, int aclVersion) {
        return new Call.Plan<>(
                "setAcl",
                path,
                new Request.SetAcl(Paths.require(path), List.copyOf(acl), aclVersion),
                null,
                true,
                STAT);
    }

    static Call.Plan<Void> sync(String path) {
        return new Call.Plan<>(
                "sync", path, new Request.Sync(Paths.require(path)), null, false, DONE);
    }

    static Call.Plan<List<String>> getEphemerals(String prefix) {
        return new Call.Plan<>(
                "getEphemerals",
                prefix,
                new Request.GetEphemerals(prefix),
                null,
                false,
                response -> ((Response.Names) required(response)).names());
    }

    static Call.Plan<Integer> countDescendants(String path) {
        return new Call.Plan<>(
                "countDescendants",
                path,
                new Request.GetAllChildrenNumber(Paths.require(path)),
                null,
                false,
                response -> ((Response.Count) required(response)).totalNumber());
    }

    static Call.Plan<List<ClientInfo>> whoAmI() {
        return new Call.Plan<>(
                "whoAmI",
                null,
                new Request.WhoAmI(),
                null,
                false,
                response -> ((Response.Identities) required(response)).clientInfo());
    }

    /// Only how the answer reads: the session asks by itself, on each connection.
    static Call.Plan<Void> authenticate() {
        return new Call.Plan<>(
                "authenticate", null, new Request.Auth(0, null, null), null, false, DONE);
    }

    static Call.Plan<NodeData> reconfigure(
            @Nullable String joining,
            @Nullable String leaving,
            @Nullable String newMembers,
            long fromConfigId) {
        return new Call.Plan<>(
                "reconfigure",
                null,
                new Request.Reconfig(joining, leaving, newMembers, fromConfigId),
                null,
                true,
                DATA);
    }

    static Call.Plan<Watch> addWatch(Watch watch) {
        String path = Paths.require(watch.path());
        return new Call.Plan<>(
                "watch",
                path,
                new Request.AddWatch(
                        path,
                        watch.isRecursive()
                                ? Request.AddWatch.PERSISTENT_RECURSIVE
                                : Request.AddWatch.PERSISTENT),
                new WatchChange.Register(watch.kind(), path, watch.watcher()),
                false,
                done -> watch);
    }

    private static @Nullable WatchChange register(
            WatchKind kind, String path, @Nullable Object watcher) {
        return watcher == null ? null : new WatchChange.Register(kind, path, watcher);
    }
}
