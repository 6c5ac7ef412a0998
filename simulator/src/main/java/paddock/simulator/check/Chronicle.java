package paddock.simulator.check;

import org.jspecify.annotations.Nullable;

import paddock.wire.txn.LoggedTxn;
import paddock.wire.txn.Txn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// What the one committed history did to znodes and sessions, told anew from its transactions, as
/// plainly as can be: the twin that trees, watches and ephemerals are compared with.
public final class Chronicle {
    /// What happened to a znode.
    public enum Kind {
        CREATED,
        DELETED,
        CHANGED
    }

    /// A change of a znode.
    public record Change(long zxid, Kind kind, String path) {}

    /// A znode from its creation until before its end.
    ///
    /// @param owner the session of an ephemeral one, else 0
    public record Life(long owner, long from, long until) {}

    private static final long FOREVER = Long.MAX_VALUE;

    private final NavigableMap<Long, List<Change>> changes = new TreeMap<>();
    private final Map<String, NavigableMap<Long, Life>> lives = new HashMap<>();
    private final Map<Long, Long> sessionEnds = new HashMap<>();

    /// The living ephemerals of each session.
    private final Map<Long, TreeSet<String>> owned = new HashMap<>();

    /// Nothing has happened yet.
    public Chronicle() {}

    /// The next transaction of the history.
    public void add(LoggedTxn logged) {
        apply(logged.header().zxid(), logged.header().sessionId(), logged.txn());
    }

    private void apply(long zxid, long session, Txn txn) {
        switch (txn) {
            case Txn.Create create ->
                    created(zxid, create.path(), create.ephemeral() ? session : 0);
            case Txn.CreateTtl create -> created(zxid, create.path(), 0);
            case Txn.CreateContainer create -> created(zxid, create.path(), 0);
            case Txn.Delete delete -> deleted(zxid, delete.path());
            case Txn.SetData set -> note(zxid, Kind.CHANGED, set.path());
            case Txn.CloseSession close -> {
                sessionEnds.putIfAbsent(session, zxid);
                TreeSet<String> ends = owned.remove(session);
                if (ends != null) {
                    ends.forEach(path -> deleted(zxid, path));
                }
            }
            case Txn.Multi multi -> {
                if (multi.parts().stream().noneMatch(Txn.Error.class::isInstance)) {
                    multi.parts().forEach(part -> apply(zxid, session, part));
                }
            }
            case Txn.SetAcl set -> {}
            case Txn.Check check -> {}
            case Txn.CreateSession open -> {}
            case Txn.Error error -> {}
        }
    }

    private void note(long zxid, Kind kind, String path) {
        changes.computeIfAbsent(zxid, any -> new ArrayList<>()).add(new Change(zxid, kind, path));
    }

    private void created(long zxid, String path, long owner) {
        lives.computeIfAbsent(path, any -> new TreeMap<>())
                .put(zxid, new Life(owner, zxid, FOREVER));
        if (owner != 0) {
            owned.computeIfAbsent(owner, any -> new TreeSet<>()).add(path);
        }
        note(zxid, Kind.CREATED, path);
    }

    private void deleted(long zxid, String path) {
        NavigableMap<Long, Life> ofPath = lives.get(path);
        Map.Entry<Long, Life> last = ofPath == null ? null : ofPath.lastEntry();
        if (ofPath != null && last != null && last.getValue().until == FOREVER) {
            Life life = last.getValue();
            ofPath.put(last.getKey(), new Life(life.owner, life.from, zxid));
            TreeSet<String> others = owned.get(life.owner);
            if (others != null) {
                others.remove(path);
            }
        }
        note(zxid, Kind.DELETED, path);
    }

    /// The life that a znode had in the state of a zxid, or null where there was none.
    public @Nullable Life at(String path, long zxid) {
        NavigableMap<Long, Life> ofPath = lives.get(path);
        Map.Entry<Long, Life> entry = ofPath == null ? null : ofPath.floorEntry(zxid);
        return entry == null || entry.getValue().until <= zxid ? null : entry.getValue();
    }

    /// The changes after one zxid and up to another, by zxid.
    public NavigableMap<Long, List<Change>> changes(long after, long upTo) {
        return after >= upTo ? new TreeMap<>() : changes.subMap(after, false, upTo, true);
    }

    /// The zxid that ended a session; [Long#MAX_VALUE] where none did.
    public long endOf(long session) {
        return sessionEnds.getOrDefault(session, FOREVER);
    }
}
