package paddock.simulator.check;

import static paddock.simulator.check.BrokenPromise.hex;

import paddock.wire.protocol.ErrorCode;
import paddock.wire.protocol.Request;
import paddock.wire.protocol.Response;

/// An ephemeral znode is there from its creation until its session ends or somebody deletes it, and
/// not a transaction longer.
public final class EphemeralsLiveExactlyAsLongAsSession {
    private EphemeralsLiveExactlyAsLongAsSession() {}

    /// Looks at what clients saw of znodes that are only ever created as ephemerals below `prefix`.
    ///
    /// @param chronicle of the committed history, with the ends of sessions
    public static void check(History history, Chronicle chronicle, String prefix) {
        for (History.Answered answer : history.answered()) {
            switch (answer.request()) {
                case Request.Exists exists when exists.path().startsWith(prefix) ->
                        read(answer, exists.path(), chronicle);
                case Request.Create create
                        when answer.err() == 0
                                && create.path() != null
                                && create.path().startsWith(prefix) ->
                        created(answer, create.path(), chronicle);
                default -> {}
            }
        }
    }

    private static void read(History.Answered answer, String path, Chronicle chronicle) {
        Chronicle.Life life = chronicle.at(path, answer.zxid());
        if (answer.response() instanceof Response.StatOnly(var stat) && answer.err() == 0) {
            if (life == null || life.from() != stat.czxid()) {
                throw broken(
                        answer, path, "of " + hex(stat.czxid()) + " is still there, it has ended");
            }
        } else if (answer.err() == ErrorCode.NO_NODE.code() && life != null) {
            throw broken(
                    answer,
                    path,
                    "of %s is not there, its session %x lives and nobody deleted it"
                            .formatted(hex(life.from()), life.owner()));
        }
    }

    private static void created(History.Answered answer, String path, Chronicle chronicle) {
        Chronicle.Life life = chronicle.at(path, answer.zxid());
        if (life == null || life.owner() != answer.session()) {
            throw broken(answer, path, "was created, and does not belong to its session");
        }
        if (answer.zxid() > chronicle.endOf(answer.session())) {
            throw broken(
                    answer,
                    path,
                    "was created after its session had ended with "
                            + hex(chronicle.endOf(answer.session())));
        }
    }

    private static BrokenPromise broken(History.Answered at, String path, String what) {
        return new BrokenPromise(
                EphemeralsLiveExactlyAsLongAsSession.class,
                "%s %s at %s on server %d".formatted(path, what, hex(at.zxid()), at.server()));
    }
}
