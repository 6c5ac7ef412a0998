package paddock.core.tree;

import paddock.wire.protocol.Acl;
import paddock.wire.protocol.Id;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Keeps one [SharedAcl] for each distinct list in use, and lets go of it with its last znode.
final class AclPool {
    private static final List<Acl> UNKNOWN = List.of(new Acl(0, Id.ANYONE));

    // Looked up, never walked, so the order of a hash map does no harm.
    private final Map<List<Acl>, SharedAcl> byEntries = new HashMap<>();
    private final TreeMap<Long, SharedAcl> byId = new TreeMap<>();
    private long lastId;

    /// The shared list equal to `entries`, counted once more.
    SharedAcl acquire(List<Acl> entries) {
        if (entries.equals(Acl.OPEN)) {
            return SharedAcl.OPEN;
        }
        SharedAcl shared = byEntries.get(entries);
        if (shared == null) {
            shared = new SharedAcl(++lastId, List.copyOf(entries));
            byEntries.put(shared.entries(), shared);
            byId.put(shared.id(), shared);
        }
        shared.uses++;
        return shared;
    }

    /// Gives one use back.
    void release(SharedAcl shared) {
        if (shared == SharedAcl.OPEN || --shared.uses > 0) {
            return;
        }
        byId.remove(shared.id());
        byEntries.remove(shared.entries(), shared);
    }

    /// Defines an id as a snapshot does. Two ids can stand for equal lists there; later znodes use
    /// whichever came first.
    void define(long id, List<Acl> entries) {
        SharedAcl shared = new SharedAcl(id, List.copyOf(entries));
        byId.put(id, shared);
        byEntries.putIfAbsent(shared.entries(), shared);
        lastId = Math.max(lastId, id);
    }

    /// The list a snapshot refers to by its id, counted once more.
    ///
    /// An id that was not defined stands for a list that came while the snapshot was written: the
    /// log, replayed over it, gives the znode its list again. Until then nobody may do anything.
    SharedAcl acquire(long id) {
        if (id == SharedAcl.OPEN_ID) {
            return SharedAcl.OPEN;
        }
        SharedAcl shared = byId.get(id);
        if (shared == null) {
            shared = new SharedAcl(id, UNKNOWN);
            byId.put(id, shared);
            lastId = Math.max(lastId, id);
        }
        if (shared.entries().equals(Acl.OPEN)) {
            return SharedAcl.OPEN;
        }
        shared.uses++;
        return shared;
    }

    /// Forgets everything.
    void clear() {
        byEntries.clear();
        byId.clear();
        lastId = 0;
    }

    /// Forgets what a snapshot defined and no znode uses.
    void dropUnused() {
        byId.values()
                .removeIf(
                        shared -> {
                            if (shared.uses > 0) {
                                return false;
                            }
                            byEntries.remove(shared.entries(), shared);
                            return true;
                        });
        // An equal list under another id may be the one in use.
        byId.values().forEach(shared -> byEntries.putIfAbsent(shared.entries(), shared));
    }

    SortedMap<Long, List<Acl>> definitions() {
        TreeMap<Long, List<Acl>> all = new TreeMap<>();
        byId.forEach((id, shared) -> all.put(id, shared.entries()));
        return all;
    }
}
