package paddock.simulator.check;

import static paddock.simulator.check.BrokenPromise.hex;

import paddock.wire.protocol.CreateMode;
import paddock.wire.protocol.ErrorCode;
import paddock.wire.protocol.Request;
import paddock.wire.protocol.Response;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// An ephemeral znode is there from its creation until its session ends or somebody deletes it, and
/// not a transaction longer.
public final class EphemeralsLiveExactlyAsLongAsSession {
    /// A life of an ephemeral znode: from one zxid until before another.
    private record Life(long session, long from, long until) {}

    private EphemeralsLiveExactlyAsLongAsSession() {}

    /// Looks at all reads of znodes that are only ever created as ephemerals below `prefix`.
    public static void check(History history, String prefix) {
        Map<String, NavigableMap<Long, Life>> lives = lives(history, prefix);
        for (History.Answered answer : history.answered()) {
            if (answer.request() instanceof Request.Exists exists
                    && lives.containsKey(exists.path())) {
                check(answer, exists.path(), lives.get(exists.path()));
            }
        }
    }

    private static Map<String, NavigableMap<Long, Life>> lives(History history, String prefix) {
        Map<String, NavigableMap<Long, Life>> lives = new HashMap<>();
        for (History.Answered answer : history.answered()) {
            if (answer.err() == 0
                    && answer.request() instanceof Request.Create create
                    && create.path() != null
                    && create.path().startsWith(prefix)
                    && isPlainEphemeral(create.flags())) {
                Long end = history.endOf(answer.session());
                Life life =
                        new Life(
                                answer.session(),
                                answer.zxid(),
                                end == null ? Long.MAX_VALUE : end);
                lives.computeIfAbsent(create.path(), any -> new TreeMap<>())
                        .put(answer.zxid(), life);
            }
        }
        for (History.Answered answer : history.answered()) {
            if (answer.err() == 0 && answer.request() instanceof Request.Delete delete) {
                NavigableMap<Long, Life> ofPath = lives.get(String.valueOf(delete.path()));
                Map.Entry<Long, Life> ended =
                        ofPath == null ? null : ofPath.floorEntry(answer.zxid());
                if (ofPath != null && ended != null && ended.getValue().until > answer.zxid()) {
                    Life life = ended.getValue();
                    ofPath.put(ended.getKey(), new Life(life.session, life.from, answer.zxid()));
                }
            }
        }
        return lives;
    }

    private static boolean isPlainEphemeral(int flags) {
        CreateMode mode = CreateMode.ofFlag(flags);
        return mode != null && mode.ephemeral() && !mode.sequential();
    }

    private static void check(
            History.Answered answer, String path, NavigableMap<Long, Life> lives) {
        Map.Entry<Long, Life> entry = lives.floorEntry(answer.zxid());
        Life life = entry == null ? null : entry.getValue();
        if (answer.response() instanceof Response.StatOnly(var stat) && answer.err() == 0) {
            boolean known = lives.containsKey(stat.czxid());
            if (known && life != null && life.from == stat.czxid() && answer.zxid() >= life.until) {
                throw broken(answer, path, "is still there, it ended with " + hex(life.until));
            }
        } else if (answer.err() == ErrorCode.NO_NODE.code()
                && life != null
                && life.until == Long.MAX_VALUE) {
            throw broken(answer, path, "is not there, its session lives");
        }
    }

    private static BrokenPromise broken(History.Answered at, String path, String what) {
        return new BrokenPromise(
                EphemeralsLiveExactlyAsLongAsSession.class,
                "%s %s at %s on server %d".formatted(path, what, hex(at.zxid()), at.server()));
    }
}
