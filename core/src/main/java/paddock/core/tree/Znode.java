package paddock.core.tree;

import org.jspecify.annotations.Nullable;

import paddock.wire.jute.JuteWriter;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.Stat;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// A node of the tree, as readers see it.
///
/// Only [DataTree] makes or changes one. What a client sees as `ephemeralOwner` depends on whether
/// extended types are on, so that is asked of the tree.
public abstract sealed class Znode permits SmallZnode, FullZnode {
    static final byte[] NO_NAME = {};

    /// The last component of the path, in UTF-8.
    final byte[] name;

    byte @Nullable [] data;

    Znode(byte[] name, byte @Nullable [] data) {
        this.name = name;
        this.data = data;
    }

    /// The data, not copied; null when it was set to null.
    public final byte @Nullable [] data() {
        return data;
    }

    /// Bytes of data; null counts as none.
    public final int dataLength() {
        byte[] bytes = data;
        return bytes == null ? 0 : bytes.length;
    }

    /// The last component of the path.
    public final String name() {
        return new String(name, StandardCharsets.UTF_8);
    }

    public abstract long czxid();

    public abstract long mzxid();

    public abstract long pzxid();

    public abstract long ctimeMillis();

    public abstract long mtimeMillis();

    public abstract int version();

    /// How many children were ever created; stored where clients see the cversion.
    public abstract int creates();

    public abstract int aversion();

    /// The owner as stored: a session, zero, or the mark of a container or TTL znode.
    public abstract long storedOwner();

    abstract SharedAcl sharedAcl();

    abstract @Nullable ChildTable children();

    /// Who may do what.
    public final List<Acl> acl() {
        return sharedAcl().entries();
    }

    /// How many children there are.
    public final int childCount() {
        ChildTable table = children();
        return table == null ? 0 : table.size();
    }

    /// The cversion clients see.
    public final int reportedCversion() {
        return 2 * creates() - childCount();
    }

    /// Writes the count and the names of the children, in the order of the table.
    public final void writeChildNames(JuteWriter out) {
        ChildTable table = children();
        if (table == null) {
            out.writeInt(0);
        } else {
            table.writeNames(out);
        }
    }

    /// Writes the stat as clients see it, without making one.
    public final void writeStat(JuteWriter out, ZnodeKinds kinds) {
        out.writeLong(czxid());
        out.writeLong(mzxid());
        out.writeLong(ctimeMillis());
        out.writeLong(mtimeMillis());
        out.writeInt(version());
        out.writeInt(reportedCversion());
        out.writeInt(aversion());
        out.writeLong(kinds.sessionOf(storedOwner()));
        out.writeInt(dataLength());
        out.writeInt(childCount());
        out.writeLong(pzxid());
    }

    /// The stat as clients see it.
    public final Stat stat(ZnodeKinds kinds) {
        return stat(kinds, dataLength());
    }

    /// The same with another length of data.
    public final Stat stat(ZnodeKinds kinds, int dataLength) {
        return new Stat(
                czxid(),
                mzxid(),
                ctimeMillis(),
                mtimeMillis(),
                version(),
                reportedCversion(),
                aversion(),
                kinds.sessionOf(storedOwner()),
                dataLength,
                childCount(),
                pzxid());
    }
}
