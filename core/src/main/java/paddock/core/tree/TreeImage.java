package paddock.core.tree;

import org.jspecify.annotations.Nullable;

import paddock.wire.jute.JuteWriter;
import paddock.wire.protocol.Acl;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/// The tree of one moment, read piece by piece while the tree goes on changing.
///
/// Whoever changes a [FullZnode] for the first time since that moment leaves a copy here, and a
/// changed [ChildTable] is replaced by a copy; so the walk sees only what was there. The caller
/// sees to it that nothing changes during a call.
public final class TreeImage {
    private final DataTree tree;
    private final int epoch;
    private final SortedMap<Long, List<Acl>> acls;
    private final ArrayDeque<Frame> stack = new ArrayDeque<>();
    private final JuteWriter path = new JuteWriter(256);

    // Looked up by identity, never walked: znodes do not define equality.
    private final Map<FullZnode, FullZnode> preImages = new HashMap<>();
    private @Nullable FullZnode start;

    TreeImage(DataTree tree, int epoch, FullZnode root, SortedMap<Long, List<Acl>> acls) {
        this.tree = tree;
        this.epoch = epoch;
        this.acls = acls;
        start = root;
    }

    /// Where a walk stands among the children of one znode.
    private static final class Frame {
        final @Nullable Znode[] slots;
        final int pathLength;
        int next;

        Frame(@Nullable Znode[] slots, int pathLength) {
            this.slots = slots;
            this.pathLength = pathLength;
        }
    }

    /// The ACLs in use at that moment.
    public SortedMap<Long, List<Acl>> acls() {
        return acls;
    }

    /// How many znodes were changed since and are kept as they were.
    public int preImageCount() {
        return preImages.size();
    }

    /// Appends further znodes in the form of a snapshot until about `maxBytes` were added.
    ///
    /// @return whether there are more
    public boolean writeNodes(JuteWriter out, int maxBytes) {
        int end = out.size() + maxBytes;
        FullZnode root = start;
        if (root != null) {
            start = null;
            visit(root, out);
        }
        while (out.size() < end) {
            Frame frame = stack.peek();
            if (frame == null) {
                return false;
            }
            if (frame.next == frame.slots.length) {
                stack.pop();
                continue;
            }
            Znode child = frame.slots[frame.next++];
            if (child != null) {
                path.truncate(frame.pathLength);
                path.writeByte('/');
                path.writeRaw(child.name, 0, child.name.length);
                visit(child, out);
            }
        }
        return !stack.isEmpty();
    }

    /// Ends the image; changes leave nothing behind from here on.
    public void close() {
        preImages.clear();
        stack.clear();
        start = null;
        tree.thaw(this);
    }

    void keep(FullZnode node) {
        preImages.put(node, FullZnode.grown(node));
    }

    private void visit(Znode live, JuteWriter out) {
        Znode node = live;
        if (live instanceof FullZnode full && full.imageEpoch == epoch) {
            FullZnode kept = preImages.get(full);
            node = kept == null ? full : kept;
        }
        out.writeInt(path.size());
        out.writeRaw(path.array(), 0, path.size());
        out.writeBuffer(node.data());
        out.writeLong(node.sharedAcl().id());
        out.writeLong(node.czxid());
        out.writeLong(node.mzxid());
        out.writeLong(node.ctimeMillis());
        out.writeLong(node.mtimeMillis());
        out.writeInt(node.version());
        out.writeInt(node.creates());
        out.writeInt(node.aversion());
        out.writeLong(node.storedOwner());
        out.writeLong(node.pzxid());
        ChildTable children = node.children();
        if (children != null) {
            stack.push(new Frame(children.slots(), path.size()));
        }
    }
}
