package paddock.shell.command;

import paddock.shell.session.Connection;
import paddock.shell.session.ZnodeException;
import paddock.shell.session.ZnodePath;
import paddock.wire.protocol.ErrorCode;

import java.util.ArrayList;
import java.util.List;

/// Lists subtrees.
final class Subtree {
    private Subtree() {}

    /// The paths of a znode and everything below it, level by level, parents before children.
    ///
    /// @throws ZnodeException when there is none, or part of it may not be read
    static List<String> paths(Connection connection, String root) {
        List<String> paths = new ArrayList<>();
        paths.add(root);
        for (int i = 0; i < paths.size(); i++) {
            String parent = paths.get(i);
            try {
                for (String name : connection.getChildren(parent, false).names()) {
                    paths.add(ZnodePath.child(parent, name));
                }
            } catch (ZnodeException e) {
                // Below the root it can be gone since its parent was listed.
                if (i == 0 || !e.is(ErrorCode.NO_NODE)) {
                    throw e;
                }
            }
        }
        return paths;
    }
}
