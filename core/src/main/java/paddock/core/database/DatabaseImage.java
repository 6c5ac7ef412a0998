package paddock.core.database;

import paddock.wire.jute.JuteWriter;
import paddock.wire.protocol.Acl;

import java.util.List;
import java.util.SortedMap;

/// The replicated state at one point in time, in the pieces a snapshot file is made of.
///
/// An image stays as it was taken while transactions go on being applied. It is read by one thread,
/// once, from beginning to end, and must be [closed][#close] afterwards, finished or not.
public interface DatabaseImage extends AutoCloseable {
    /// The last transaction the image holds; also the zxid in the snapshot's name.
    long zxid();

    /// The digest of the tree at that point (disk format reference, section 5).
    long treeDigest();

    /// Session id to negotiated timeout in milliseconds; global sessions only.
    SortedMap<Long, Integer> sessions();

    /// The ACLs in use by the id that nodes refer to. Never contains -1, the open ACL's own id.
    SortedMap<Long, List<Acl>> acls();

    /// Appends further node records (path, data, ACL id, stat: disk format reference, section 4.4)
    /// to `out` until about `maxBytes` were added, parents before children. The closing "/" is not
    /// among them.
    ///
    /// @return whether there are more to come
    boolean writeNodes(JuteWriter out, int maxBytes);

    /// Lets go of what was kept for the image.
    @Override
    void close();
}
