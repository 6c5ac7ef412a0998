package paddock.shell.command;

import paddock.shell.session.Connection;
import paddock.shell.session.ZnodeException;
import paddock.shell.session.ZnodePath;
import paddock.wire.protocol.CreateMode;
import paddock.wire.protocol.ErrorCode;

import java.util.ArrayList;
import java.util.List;

/// Copies subtrees: data and ACLs. Ephemeral znodes would become this session's own, and end with
/// it, so they are left out.
final class Copying {
    private Copying() {}

    /// Copies a subtree to a path that does not exist yet.
    ///
    /// @return the paths that were left out
    static List<String> copy(Connection connection, String from, String to) {
        ZnodePath.require(from);
        ZnodePath.require(to);
        if (ZnodePath.isWithin(to, from)) {
            throw new CommandException(to + " is within " + from);
        }
        requireMissing(connection, to);
        List<String> ephemerals = new ArrayList<>();
        for (String path : Subtree.paths(connection, from)) {
            Connection.Node node = connection.getData(path, false);
            if (node.stat().ephemeralOwner() != 0) {
                ephemerals.add(path);
                continue;
            }
            connection.create(
                    to + path.substring(from.equals("/") ? 0 : from.length()),
                    node.data(),
                    connection.getAcl(path).acl(),
                    CreateMode.PERSISTENT,
                    0);
        }
        return ephemerals;
    }

    private static void requireMissing(Connection connection, String path) {
        try {
            connection.stat(path, false);
        } catch (ZnodeException e) {
            if (e.is(ErrorCode.NO_NODE)) {
                return;
            }
            throw e;
        }
        throw new ZnodeException(ErrorCode.NODE_EXISTS, path);
    }
}
