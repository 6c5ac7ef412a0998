package paddock.core.database;

import org.jspecify.annotations.Nullable;

import paddock.wire.protocol.Acl;

import java.util.List;

/// Takes the pieces of a snapshot, in the order of the file, and becomes a [Database].
///
/// A method throws [IllegalStateException] naming the znode when a piece contradicts the ones
/// before it (a parent that is missing, a path that stands twice): the snapshot is then invalid. An
/// ACL id that nobody defined is no contradiction: a list that came while the snapshot was written
/// can be missing, and comes with the log.
public interface DatabaseBuilder {
    /// Adds a session.
    void session(long sessionId, int timeoutMillis);

    /// Defines an ACL id.
    void acl(long aclId, List<Acl> acl);

    /// Adds a znode. The path, in UTF-8, is `length` bytes of `path` from `offset` on, which are
    /// not kept; that of the root is empty. `cversion` is the count of creates and `ephemeralOwner`
    /// the stored form, containers and TTL included.
    void node(
            byte[] path,
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
            long pzxid);
}
