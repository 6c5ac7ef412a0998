package paddock.client.recipe.group;

import paddock.client.Client;
import paddock.client.NodeData;
import paddock.client.recipe.mirror.TreeListener;
import paddock.client.recipe.mirror.TreeMirror;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The members of a [Group], followed. Reading it asks no server. Any thread may use it.
///
/// While there is no connection it stays as it is, see [#isCurrent]; afterwards the differences are
/// told.
public final class GroupView implements AutoCloseable {
    private final String folder;
    private final TreeMirror mirror;

    GroupView(Client client, String folder, GroupListener... listeners) {
        this.folder = folder;
        TreeListener[] all =
                Arrays.stream(listeners).map(Telling::new).toArray(TreeListener[]::new);
        mirror = TreeMirror.open(client, folder, all);
    }

    /// Waits until all members are known.
    ///
    /// @return false when the time is over
    /// @throws InterruptedException when the thread is interrupted
    public boolean awaitComplete(Duration limit) throws InterruptedException {
        return mirror.awaitComplete(limit);
    }

    /// Whether it follows: all members are known, and there is a connection.
    public boolean isCurrent() {
        return mirror.isCurrent();
    }

    /// The members and their data, by name.
    public SortedMap<String, byte[]> members() {
        SortedMap<String, byte[]> members = new TreeMap<>();
        for (Map.Entry<String, NodeData> each : mirror.nodes().entrySet()) {
            if (!each.getKey().equals(folder)) {
                members.put(nameOf(each.getKey()), each.getValue().bytes().clone());
            }
        }
        return members;
    }

    private String nameOf(String path) {
        return path.substring(folder.length() + 1);
    }

    /// Follows no more.
    @Override
    public void close() {
        mirror.close();
    }

    /// Ephemeral znodes have no children, so all below the folder are members.
    private final class Telling implements TreeListener {
        private final GroupListener listener;

        Telling(GroupListener listener) {
            this.listener = listener;
        }

        @Override
        public void added(String path, NodeData now) {
            if (!path.equals(folder)) {
                listener.joined(nameOf(path), now.bytes().clone());
            }
        }

        @Override
        public void updated(String path, NodeData before, NodeData now) {
            if (!path.equals(folder)) {
                listener.updated(nameOf(path), now.bytes().clone());
            }
        }

        @Override
        public void removed(String path, NodeData before) {
            if (!path.equals(folder)) {
                listener.left(nameOf(path));
            }
        }
    }
}
