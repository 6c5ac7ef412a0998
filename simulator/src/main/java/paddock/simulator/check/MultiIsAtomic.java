package paddock.simulator.check;

import static paddock.simulator.check.BrokenPromise.hex;

import org.jspecify.annotations.Nullable;

import paddock.wire.protocol.Request;
import paddock.wire.protocol.Response;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// All of a multi is seen or nothing of it, by whomever, and after whatever recovery.
///
/// Looks at znodes that are only ever changed all together, by multis that give each the same data:
/// in every state they have the same data of the same zxid, and that of a refused multi in none.
public final class MultiIsAtomic {
    private final List<String> paths;

    /// What any of the znodes was seen to have, by the zxid it is of.
    private final TreeMap<Long, String> seen = new TreeMap<>();

    private MultiIsAtomic(List<String> paths) {
        this.paths = List.copyOf(paths);
    }

    /// Looks at what clients saw of some znodes that are changed together only.
    public static void check(History history, List<String> together) {
        MultiIsAtomic check = new MultiIsAtomic(together);
        Set<String> refused = new HashSet<>();
        List<History.Answered> answered = history.answered();
        for (History.Answered answer : answered) {
            String wrote = check.written(answer.request());
            if (wrote != null && isRefused(answer)) {
                refused.add(wrote);
            } else if (wrote != null) {
                check.note(answer, answer.zxid(), wrote);
            }
            check.each(answer, data -> check.note(answer, data.stat().mzxid(), text(data)));
        }
        for (History.Answered answer : answered) {
            check.each(answer, data -> check.read(answer, data, refused));
        }
    }

    /// A tree as it was recovered or at the end: when each of the znodes was changed last; -1 where
    /// it is not there.
    public static void stands(long server, List<Long> changed) {
        if (changed.stream().distinct().count() > 1) {
            throw new BrokenPromise(
                    MultiIsAtomic.class,
                    "server %d has the parts of a multi of %s"
                            .formatted(server, changed.stream().map(BrokenPromise::hex).toList()));
        }
    }

    private static boolean isRefused(History.Answered answer) {
        return answer.err() != 0
                || answer.response() instanceof Response.Results(var results)
                        && results.stream().anyMatch(result -> result.err() != 0);
    }

    private interface Look {
        void at(Response.Data data);
    }

    private void each(History.Answered answer, Look look) {
        switch (answer.request()) {
            case Request.GetData get
                    when paths.contains(String.valueOf(get.path()))
                            && answer.response() instanceof Response.Data data ->
                    look.at(data);
            case Request.Multi multi
                    when multi.reads()
                            && answer.response() instanceof Response.Results(var results) -> {
                for (Response.Result result : results) {
                    if (result.body() instanceof Response.Data data) {
                        look.at(data);
                    }
                }
            }
            default -> {}
        }
    }

    private @Nullable String written(Request request) {
        if (request instanceof Request.Multi multi && !multi.reads()) {
            for (Request part : multi.ops()) {
                if (part instanceof Request.SetData set
                        && paths.contains(set.path())
                        && set.data() != null) {
                    return new String(set.data(), StandardCharsets.US_ASCII);
                }
            }
        }
        return null;
    }

    private static String text(Response.Data data) {
        byte[] bytes = data.data();
        return bytes == null ? "" : new String(bytes, StandardCharsets.US_ASCII);
    }

    private void note(History.Answered answer, long zxid, String data) {
        String other = seen.putIfAbsent(zxid, data);
        if (other != null && !other.equals(data)) {
            throw broken(answer, "%s wrote \"%s\" and \"%s\"", hex(zxid), other, data);
        }
    }

    private void read(History.Answered answer, Response.Data data, Set<String> refused) {
        long mzxid = data.stat().mzxid();
        if (refused.contains(text(data))) {
            throw broken(answer, "\"%s\" is of a multi that was refused", text(data));
        }
        Map.Entry<Long, String> last = seen.floorEntry(answer.zxid());
        if (last != null && last.getKey() != mzxid) {
            throw broken(
                    answer, "one part is of %s, another one of %s", hex(mzxid), hex(last.getKey()));
        }
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency
    private static BrokenPromise broken(History.Answered at, String format, Object... values) {
        return new BrokenPromise(
                MultiIsAtomic.class,
                "session %x, operation %d on server %d at %s: "
                                .formatted(at.session(), at.number(), at.server(), hex(at.zxid()))
                        + format.formatted(values));
    }
}
