package paddock.simulator.check;

import static paddock.simulator.check.BrokenPromise.hex;

import java.util.HashMap;
import java.util.Map;

/// A session's operations are answered in the order in which they were asked, and it never sees an
/// older state than before, whichever server it is connected to.
public final class SessionOrder {
    private SessionOrder() {}

    /// A connection brings the answer to one request; another one, or none, was the oldest.
    ///
    /// @param oldest the oldest request without an answer, 0 for none
    public static void answered(long session, int oldest, int xid) {
        if (oldest != xid) {
            throw new BrokenPromise(
                    SessionOrder.class,
                    "session %x: request %d is answered when %d was the oldest"
                            .formatted(session, xid, oldest));
        }
    }

    /// Looks at what all sessions saw.
    public static void check(History history) {
        Map<Long, History.Answered> last = new HashMap<>();
        for (History.Answered answer : history.answered()) {
            History.Answered before = last.put(answer.session(), answer);
            if (before == null) {
                continue;
            }
            if (answer.number() <= before.number()) {
                throw broken(answer, "operation %d was answered before", before.number());
            }
            if (answer.zxid() < before.zxid()) {
                throw broken(
                        answer,
                        "zxid %s comes after %s of operation %d by server %d",
                        hex(answer.zxid()),
                        hex(before.zxid()),
                        before.number(),
                        before.server());
            }
        }
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency
    private static BrokenPromise broken(History.Answered at, String format, Object... values) {
        return new BrokenPromise(
                SessionOrder.class,
                "session %x, operation %d, server %d: "
                                .formatted(at.session(), at.number(), at.server())
                        + format.formatted(values));
    }
}
