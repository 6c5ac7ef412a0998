package paddock.wire;

import org.apache.jute.BinaryOutputArchive;
import org.apache.jute.Record;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.ClientInfo;
import org.apache.zookeeper.data.Id;
import org.apache.zookeeper.data.Stat;
import org.apache.zookeeper.proto.AddWatchRequest;
import org.apache.zookeeper.proto.AuthPacket;
import org.apache.zookeeper.proto.CheckVersionRequest;
import org.apache.zookeeper.proto.CheckWatchesRequest;
import org.apache.zookeeper.proto.Create2Response;
import org.apache.zookeeper.proto.CreateRequest;
import org.apache.zookeeper.proto.CreateResponse;
import org.apache.zookeeper.proto.CreateTTLRequest;
import org.apache.zookeeper.proto.DeleteRequest;
import org.apache.zookeeper.proto.ErrorResponse;
import org.apache.zookeeper.proto.ExistsRequest;
import org.apache.zookeeper.proto.GetACLRequest;
import org.apache.zookeeper.proto.GetACLResponse;
import org.apache.zookeeper.proto.GetAllChildrenNumberRequest;
import org.apache.zookeeper.proto.GetAllChildrenNumberResponse;
import org.apache.zookeeper.proto.GetChildren2Request;
import org.apache.zookeeper.proto.GetChildren2Response;
import org.apache.zookeeper.proto.GetChildrenRequest;
import org.apache.zookeeper.proto.GetChildrenResponse;
import org.apache.zookeeper.proto.GetDataRequest;
import org.apache.zookeeper.proto.GetDataResponse;
import org.apache.zookeeper.proto.GetEphemeralsRequest;
import org.apache.zookeeper.proto.GetSASLRequest;
import org.apache.zookeeper.proto.MultiHeader;
import org.apache.zookeeper.proto.ReconfigRequest;
import org.apache.zookeeper.proto.RemoveWatchesRequest;
import org.apache.zookeeper.proto.SetACLRequest;
import org.apache.zookeeper.proto.SetDataRequest;
import org.apache.zookeeper.proto.SetDataResponse;
import org.apache.zookeeper.proto.SetSASLResponse;
import org.apache.zookeeper.proto.SyncRequest;
import org.apache.zookeeper.proto.SyncResponse;
import org.apache.zookeeper.proto.WhoAmIResponse;
import org.apache.zookeeper.txn.CheckVersionTxn;
import org.apache.zookeeper.txn.CloseSessionTxn;
import org.apache.zookeeper.txn.CreateContainerTxn;
import org.apache.zookeeper.txn.CreateSessionTxn;
import org.apache.zookeeper.txn.CreateTTLTxn;
import org.apache.zookeeper.txn.CreateTxn;
import org.apache.zookeeper.txn.DeleteTxn;
import org.apache.zookeeper.txn.ErrorTxn;
import org.apache.zookeeper.txn.MultiTxn;
import org.apache.zookeeper.txn.SetACLTxn;
import org.apache.zookeeper.txn.SetDataTxn;
import org.apache.zookeeper.txn.TxnDigest;
import org.apache.zookeeper.txn.TxnHeader;
import org.jspecify.annotations.Nullable;

import paddock.wire.protocol.Acl;
import paddock.wire.protocol.ConnectRequest;
import paddock.wire.protocol.ConnectResponse;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;
import paddock.wire.protocol.Response;
import paddock.wire.protocol.WatcherEvent;
import paddock.wire.txn.LoggedTxn;
import paddock.wire.txn.Txn;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// The reference's own record, or row of records, for each of ours.
@SuppressWarnings("NullAway") // the reference's records take nulls and do not say so
final class Twins {
    private Twins() {}

    static Record of(ConnectRequest our) {
        return new org.apache.zookeeper.proto.ConnectRequest(
                our.protocolVersion(),
                our.lastZxidSeen(),
                our.timeoutMillis(),
                our.sessionId(),
                our.password(),
                our.readOnly());
    }

    static Record of(ConnectResponse our) {
        return new org.apache.zookeeper.proto.ConnectResponse(
                our.protocolVersion(),
                our.timeoutMillis(),
                our.sessionId(),
                our.password(),
                our.readOnly());
    }

    static Record of(WatcherEvent our) {
        return new org.apache.zookeeper.proto.WatcherEvent(our.type(), our.state(), our.path());
    }

    static Record[] of(Request our) {
        if (our instanceof Request.Multi multi) {
            List<Record> all = new ArrayList<>();
            for (Request op : multi.ops()) {
                all.add(new MultiHeader(op.opCode(), false, -1));
                all.addAll(List.of(of(op)));
            }
            all.add(new MultiHeader(-1, true, -1));
            return all.toArray(Record[]::new);
        }
        Record twin = single(our);
        return twin == null ? new Record[0] : new Record[] {twin};
    }

    private static @Nullable Record single(Request our) {
        return switch (our) {
            case Request.Create create -> create(create);
            case Request.Delete(var path, var version) -> new DeleteRequest(path, version);
            // The reference sends it as a delete without a version, of which it has no class.
            case Request.DeleteContainer(var path) -> new DeleteTxn(path);
            case Request.Exists(var path, var watch) -> new ExistsRequest(path, watch);
            case Request.GetData(var path, var watch) -> new GetDataRequest(path, watch);
            case Request.SetData(var path, var data, var version) ->
                    new SetDataRequest(path, data, version);
            case Request.GetAcl(var path) -> new GetACLRequest(path);
            case Request.SetAcl(var path, var acl, var version) ->
                    new SetACLRequest(path, acl(acl), version);
            case Request.GetChildren(var path, var watch, var withStat) ->
                    withStat
                            ? new GetChildren2Request(path, watch)
                            : new GetChildrenRequest(path, watch);
            // Only up to its tail, which the reference passes over.
            case Request.GetChildrenPage(var path, var watch, var after, var names, var bytes) ->
                    new GetChildren2Request(path, watch);
            case Request.Sync(var path) -> new SyncRequest(path);
            case Request.Check(var path, var version) -> new CheckVersionRequest(path, version);
            case Request.Reconfig(var joining, var leaving, var members, var id) ->
                    new ReconfigRequest(joining, leaving, members, id);
            case Request.Watches(var path, var type, var remove) ->
                    remove
                            ? new RemoveWatchesRequest(path, type)
                            : new CheckWatchesRequest(path, type);
            case Request.SetWatches watches -> setWatches(watches);
            case Request.AddWatch(var path, var mode) -> new AddWatchRequest(path, mode);
            case Request.GetEphemerals(var prefix) -> new GetEphemeralsRequest(prefix);
            case Request.GetAllChildrenNumber(var path) -> new GetAllChildrenNumberRequest(path);
            case Request.Auth(var type, var scheme, var auth) -> new AuthPacket(type, scheme, auth);
            case Request.Sasl(var token) -> new GetSASLRequest(token);
            case Request.Ping ignored -> null;
            case Request.WhoAmI ignored -> null;
            case Request.CloseSession ignored -> null;
            case Request.Multi multi ->
                    throw new IllegalArgumentException(multi + " has a row of twins");
        };
    }

    private static Record create(Request.Create our) {
        return our.opCode() == OpCode.CREATE_TTL
                ? new CreateTTLRequest(
                        our.path(), our.data(), acl(our.acl()), our.flags(), our.ttlMillis())
                : new CreateRequest(our.path(), our.data(), acl(our.acl()), our.flags());
    }

    private static Record setWatches(Request.SetWatches our) {
        return our.second()
                ? new org.apache.zookeeper.proto.SetWatches2(
                        our.relativeZxid(),
                        our.dataWatches(),
                        our.existWatches(),
                        our.childWatches(),
                        our.persistentWatches(),
                        our.persistentRecursiveWatches())
                : new org.apache.zookeeper.proto.SetWatches(
                        our.relativeZxid(),
                        our.dataWatches(),
                        our.existWatches(),
                        our.childWatches());
    }

    static Record[] of(Response our) {
        if (our instanceof Response.Results results) {
            List<Record> all = new ArrayList<>();
            for (Response.Result result : results.results()) {
                all.add(new MultiHeader(result.type(), false, result.err()));
                if (result.body() != null) {
                    all.addAll(List.of(of(result.body())));
                }
            }
            all.add(new MultiHeader(-1, true, -1));
            return all.toArray(Record[]::new);
        }
        return new Record[] {single(our)};
    }

    private static Record single(Response our) {
        return switch (our) {
            case Response.Created(var path) -> new CreateResponse(path);
            case Response.CreatedWithStat(var path, var stat) ->
                    new Create2Response(path, stat(stat));
            case Response.StatOnly(var stat) -> new SetDataResponse(stat(stat));
            case Response.Data(var data, var stat) -> new GetDataResponse(data, stat(stat));
            case Response.AclList(var acl, var stat) -> new GetACLResponse(acl(acl), stat(stat));
            case Response.Names(var names) -> new GetChildrenResponse(names);
            case Response.NamesWithStat(var names, var stat) ->
                    new GetChildren2Response(names, stat(stat));
            case Response.NamesPage(var names, var stat, var more) ->
                    new GetChildren2Response(names, stat(stat));
            case Response.Synced(var path) -> new SyncResponse(path);
            case Response.Count(var count) -> new GetAllChildrenNumberResponse(count);
            case Response.Err(var err) -> new ErrorResponse(err);
            case Response.Identities(var infos) ->
                    new WhoAmIResponse(
                            infos.stream()
                                    .map(each -> new ClientInfo(each.authScheme(), each.user()))
                                    .toList());
            case Response.SaslToken(var token) -> new SetSASLResponse(token);
            case Response.Results results ->
                    throw new IllegalArgumentException(results + " has a row of twins");
        };
    }

    static Record[] of(LoggedTxn our) {
        List<Record> all = new ArrayList<>();
        var header = our.header();
        all.add(
                new TxnHeader(
                        header.sessionId(),
                        header.cxid(),
                        header.zxid(),
                        header.timeMillis(),
                        header.type()));
        all.add(of(our.txn()));
        if (our.digest() != null) {
            all.add(new TxnDigest(our.digest().version(), our.digest().treeDigest()));
        }
        return all.toArray(Record[]::new);
    }

    private static Record of(Txn our) {
        return switch (our) {
            case Txn.Create(_, var path, var data, var acl, var ephemeral, var cversion) ->
                    new CreateTxn(path, data, acl(acl), ephemeral, cversion);
            case Txn.CreateTtl(var path, var data, var acl, var cversion, var ttl) ->
                    new CreateTTLTxn(path, data, acl(acl), cversion, ttl);
            case Txn.CreateContainer(var path, var data, var acl, var cversion) ->
                    new CreateContainerTxn(path, data, acl(acl), cversion);
            case Txn.Delete(_, var path) -> new DeleteTxn(path);
            case Txn.SetData(_, var path, var data, var version) ->
                    new SetDataTxn(path, data, version);
            case Txn.SetAcl(var path, var acl, var version) ->
                    new SetACLTxn(path, acl(acl), version);
            case Txn.Check(var path, var version) -> new CheckVersionTxn(path, version);
            case Txn.CreateSession(var timeout) -> new CreateSessionTxn(timeout);
            case Txn.CloseSession(var paths) -> new CloseSessionTxn(paths);
            case Txn.Error(var err) -> new ErrorTxn(err);
            case Txn.Multi(var parts) ->
                    new MultiTxn(
                            parts.stream()
                                    .map(
                                            part ->
                                                    new org.apache.zookeeper.txn.Txn(
                                                            part.type(), bytes(of(part))))
                                    .toList());
        };
    }

    private static byte[] bytes(Record record) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            record.serialize(new BinaryOutputArchive(new DataOutputStream(bytes)), "part");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static @Nullable List<ACL> acl(@Nullable List<Acl> our) {
        return our == null
                ? null
                : our.stream()
                        .map(
                                each ->
                                        new ACL(
                                                each.perms(),
                                                new Id(each.id().scheme(), each.id().id())))
                        .toList();
    }

    private static Stat stat(paddock.wire.protocol.Stat our) {
        return new Stat(
                our.czxid(),
                our.mzxid(),
                our.ctime(),
                our.mtime(),
                our.version(),
                our.cversion(),
                our.aversion(),
                our.ephemeralOwner(),
                our.dataLength(),
                our.numChildren(),
                our.pzxid());
    }
}
