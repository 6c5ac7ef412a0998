package org.apache.zookeeper;

import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.ClientInfo;
import org.apache.zookeeper.data.Id;
import org.apache.zookeeper.data.Stat;

import paddock.client.session.Outcome;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Response;

import java.util.ArrayList;
import java.util.List;

/// Answers of the engine in the types that programs know. Lists are the program's own, to change as
/// it likes.
final class Answers {
    private Answers() {}

    /// The code that programs know for an outcome.
    static int rc(int error) {
        return switch (error) {
            // There, a frame that is too long ends the connection.
            case Outcome.REPLY_TOO_LONG, Outcome.REQUEST_TOO_LONG ->
                    KeeperException.Code.CONNECTIONLOSS.intValue();
            default -> error;
        };
    }

    static Stat stat(Response response) {
        if (response instanceof Response.StatOnly only) {
            return stat(only.stat());
        } else if (response instanceof Response.Data data) {
            return stat(data.stat());
        } else if (response instanceof Response.CreatedWithStat created) {
            return stat(created.stat());
        } else if (response instanceof Response.NamesWithStat names) {
            return stat(names.stat());
        } else if (response instanceof Response.AclList acl) {
            return stat(acl.stat());
        }
        return null;
    }

    static Stat stat(paddock.wire.protocol.Stat stat) {
        return new Stat(
                stat.czxid(),
                stat.mzxid(),
                stat.ctime(),
                stat.mtime(),
                stat.version(),
                stat.cversion(),
                stat.aversion(),
                stat.ephemeralOwner(),
                stat.dataLength(),
                stat.numChildren(),
                stat.pzxid());
    }

    static String path(Response response) {
        if (response instanceof Response.Created created) {
            return created.path();
        } else if (response instanceof Response.CreatedWithStat created) {
            return created.path();
        }
        return null;
    }

    static byte[] data(Response response) {
        return response instanceof Response.Data data ? data.data() : null;
    }

    static List<String> names(Response response) {
        if (response instanceof Response.Names names) {
            return new ArrayList<>(names.names());
        } else if (response instanceof Response.NamesWithStat names) {
            return new ArrayList<>(names.names());
        }
        return null;
    }

    static int count(Response response) {
        return response instanceof Response.Count count ? count.totalNumber() : -1;
    }

    static List<ACL> acl(Response response) {
        if (!(response instanceof Response.AclList list)) {
            return null;
        }
        List<ACL> acl = new ArrayList<>(list.acl().size());
        for (Acl each : list.acl()) {
            acl.add(new ACL(each.perms(), new Id(each.id().scheme(), each.id().id())));
        }
        return acl;
    }

    static List<ClientInfo> identities(Response response) {
        List<ClientInfo> identities = new ArrayList<>();
        if (response instanceof Response.Identities list) {
            list.clientInfo()
                    .forEach(id -> identities.add(new ClientInfo(id.authScheme(), id.user())));
        }
        return identities;
    }

    /// The results of a multi, or null when there is no answer.
    ///
    /// @param chroot is put before the paths of created znodes, which programs see whole
    static List<OpResult> results(Response response, String chroot) {
        if (!(response instanceof Response.Results list)) {
            return null;
        }
        List<OpResult> results = new ArrayList<>(list.results().size());
        for (Response.Result each : list.results()) {
            results.add(result(each, chroot));
        }
        return results;
    }

    private static OpResult result(Response.Result result, String chroot) {
        Response body = result.body();
        return switch (result.type()) {
            case OpCode.CREATE -> new OpResult.CreateResult(whole(chroot, path(body)));
            case OpCode.CREATE2 -> new OpResult.CreateResult(whole(chroot, path(body)), stat(body));
            case OpCode.DELETE -> new OpResult.DeleteResult();
            case OpCode.SET_DATA -> new OpResult.SetDataResult(stat(body));
            case OpCode.CHECK -> new OpResult.CheckResult();
            case OpCode.GET_CHILDREN -> new OpResult.GetChildrenResult(names(body));
            case OpCode.GET_DATA -> new OpResult.GetDataResult(data(body), stat(body));
            default ->
                    new OpResult.ErrorResult(
                            body instanceof Response.Err error ? error.err() : result.err());
        };
    }

    /// A path of the program as servers have it.
    static String whole(String chroot, String path) {
        return path.equals("/") && !chroot.isEmpty() ? chroot : chroot + path;
    }

    /// The code of the first operation that failed; 0 when none did.
    static int firstError(List<OpResult> results) {
        for (OpResult each : results) {
            if (each instanceof OpResult.ErrorResult error && error.getErr() != 0) {
                return error.getErr();
            }
        }
        return 0;
    }
}
