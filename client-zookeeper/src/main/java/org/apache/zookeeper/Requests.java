package org.apache.zookeeper;

import org.apache.jute.Record;
import org.apache.zookeeper.Watcher.WatcherType;
import org.apache.zookeeper.common.PathUtils;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.proto.CheckVersionRequest;
import org.apache.zookeeper.proto.CreateRequest;
import org.apache.zookeeper.proto.CreateTTLRequest;
import org.apache.zookeeper.proto.DeleteRequest;
import org.apache.zookeeper.proto.SetDataRequest;

import paddock.client.session.WatchKind;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.Id;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What programs ask for as requests of the engine.
final class Requests {
    private Requests() {}

    /// Creates a znode.
    ///
    /// @param withStat whether the answer is to have a stat; others than plain znodes always have
    static Request create(
            String path, byte[] data, List<ACL> acl, CreateMode mode, boolean withStat, long ttl) {
        int opCode;
        if (mode.isTTL()) {
            opCode = OpCode.CREATE_TTL;
        } else if (mode.isContainer()) {
            opCode = OpCode.CREATE_CONTAINER;
        } else {
            opCode = withStat ? OpCode.CREATE2 : OpCode.CREATE;
        }
        return new Request.Create(
                opCode, path, data, acl(acl), mode.toFlag(), mode.isTTL() ? ttl : 0);
    }

    /// The operations of a multi.
    static Request.Multi multi(MultiOperationRecord checked) {
        List<Request> requests = new ArrayList<>(checked.size());
        checked.forEach(op -> requests.add(request(op)));
        return new Request.Multi(checked.getOpKind() == Op.OpKind.READ, requests);
    }

    private static Request request(Op op) {
        Record record = op.toRequestRecord();
        if (record instanceof CreateRequest create) {
            return new Request.Create(
                    op.getType(),
                    create.getPath(),
                    create.getData(),
                    acl(create.getAcl()),
                    create.getFlags(),
                    0);
        } else if (record instanceof CreateTTLRequest create) {
            return new Request.Create(
                    op.getType(),
                    create.getPath(),
                    create.getData(),
                    acl(create.getAcl()),
                    create.getFlags(),
                    create.getTtl());
        } else if (record instanceof DeleteRequest delete) {
            return new Request.Delete(delete.getPath(), delete.getVersion());
        } else if (record instanceof SetDataRequest set) {
            return new Request.SetData(set.getPath(), set.getData(), set.getVersion());
        } else if (record instanceof CheckVersionRequest check) {
            return new Request.Check(check.getPath(), check.getVersion());
        } else if (op.getType() == OpCode.GET_CHILDREN) {
            return new Request.GetChildren(op.getPath(), false, false);
        }
        return new Request.GetData(op.getPath(), false);
    }

    /// @throws IllegalArgumentException when no znode can have the path, or that time to live
    static void validate(Op op) {
        if (op instanceof Op.Create create) {
            CreateMode mode = CreateMode.fromFlag(create.flags, CreateMode.PERSISTENT);
            PathUtils.validatePath(op.getPath(), mode.isSequential());
            Ttl.requireFit(mode, op instanceof Op.CreateTTL withTtl ? withTtl.ttl() : -1);
        } else {
            PathUtils.validatePath(op.getPath());
        }
    }

    static List<Acl> acl(List<ACL> acl) {
        if (acl == null) {
            return null;
        }
        List<Acl> copy = new ArrayList<>(acl.size());
        for (ACL each : acl) {
            org.apache.zookeeper.data.Id id = each.getId();
            copy.add(new Acl(each.getPerms(), new Id(id.getScheme(), id.getId())));
        }
        return copy;
    }

    /// The watches of the engine that a type of watcher stands for.
    static Set<WatchKind> kinds(WatcherType type) {
        return switch (type) {
            case Children -> EnumSet.of(WatchKind.CHILDREN);
            case Data -> EnumSet.of(WatchKind.DATA, WatchKind.EXISTS);
            case Persistent -> EnumSet.of(WatchKind.PERSISTENT);
            case PersistentRecursive -> EnumSet.of(WatchKind.PERSISTENT_RECURSIVE);
            case Any -> EnumSet.allOf(WatchKind.class);
        };
    }
}
