package paddock.storage.tool;

import org.jspecify.annotations.Nullable;

import paddock.core.database.DatabaseBuilder;
import paddock.storage.folder.StoreFile;
import paddock.storage.snapshot.SnapshotReader;
import paddock.wire.protocol.Acl;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A snapshot in memory, in the order of its file, for tools to walk.
final class SnapshotTree implements DatabaseBuilder {
    /// A znode as the snapshot has it.
    static final class Node {
        final String path;
        final byte[] data;
        final long czxid;
        final long mzxid;
        final long pzxid;
        final long ctimeMillis;
        final long mtimeMillis;
        final int version;
        final int cversion;
        final int aversion;
        final long owner;
        final List<Node> children = new ArrayList<>();

        Node(
                String path,
                byte @Nullable [] data,
                long[] zxids,
                long[] times,
                int[] versions,
                long owner) {
            this.path = path;
            this.data = data == null ? new byte[0] : data;
            this.czxid = zxids[0];
            this.mzxid = zxids[1];
            this.pzxid = zxids[2];
            this.ctimeMillis = times[0];
            this.mtimeMillis = times[1];
            this.version = versions[0];
            this.cversion = versions[1];
            this.aversion = versions[2];
            this.owner = owner;
        }

        String name() {
            return path.equals("/") ? path : path.substring(path.lastIndexOf('/') + 1);
        }
    }

    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Map<Long, Integer> sessions = new LinkedHashMap<>();
    private long zxid;

    /// Reads a file; a tool that cannot ends with exit code 1.
    static SnapshotTree read(Path file) {
        SnapshotTree tree = new SnapshotTree();
        new SnapshotReader().read(file, tree);
        tree.zxid = StoreFile.zxidOf(file, StoreFile.SNAPSHOT).orElse(-1);
        return tree;
    }

    /// The file of that name, or the end of the tool.
    static Path existing(String name) {
        Path file = Path.of(name);
        if (!Files.exists(file)) {
            throw new ToolException(2, "File '" + file.toAbsolutePath() + "' does not exist.");
        }
        return file;
    }

    @Override
    public void session(long sessionId, int timeoutMillis) {
        sessions.put(sessionId, timeoutMillis);
    }

    @Override
    public void acl(long aclId, List<Acl> acl) {}

    @Override
    public void node(
            byte[] pathBytes,
            int offset,
            int length,
            byte @Nullable [] data,
            long aclId,
            long czxid,
            long mzxid,
            long ctimeMillis,
            long mtimeMillis,
            int version,
            int cversion,
            int aversion,
            long ephemeralOwner,
            long pzxid) {
        String path = new String(pathBytes, offset, length, StandardCharsets.UTF_8);
        String shown = path.isEmpty() ? "/" : path;
        Node node =
                new Node(
                        shown,
                        data,
                        new long[] {czxid, mzxid, pzxid},
                        new long[] {ctimeMillis, mtimeMillis},
                        new int[] {version, cversion, aversion},
                        ephemeralOwner);
        if (!path.isEmpty()) {
            int slash = path.lastIndexOf('/');
            Node parent = nodes.get(slash <= 0 ? "/" : path.substring(0, slash));
            if (parent == null) {
                throw new IllegalStateException("no parent of " + path);
            }
            parent.children.add(node);
        }
        nodes.put(shown, node);
    }

    Node root() {
        return node("/");
    }

    /// The znode at a path, or the end of the tool.
    Node node(String path) {
        Node node = nodes.get(path);
        if (node == null) {
            throw new ToolException(1, "Node does not exist: " + path);
        }
        return node;
    }

    int size() {
        return nodes.size();
    }

    Map<Long, Integer> sessions() {
        return sessions;
    }

    long ephemeralsOf(long sessionId) {
        return nodes.values().stream().filter(node -> node.owner == sessionId).count();
    }

    /// The zxid in the file's name, or -1.
    long zxid() {
        return zxid;
    }
}
