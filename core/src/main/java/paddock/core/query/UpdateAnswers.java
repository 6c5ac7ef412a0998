package paddock.core.query;

import org.jspecify.annotations.Nullable;

import paddock.core.database.Applied;
import paddock.wire.jute.JuteWriter;
import paddock.wire.protocol.MultiHeader;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Response;
import paddock.wire.protocol.Stat;
import paddock.wire.txn.Txn;

import java.util.List;

/// Writes the body of the reply to an update from the transaction it became and what came of it.
public final class UpdateAnswers {
    private UpdateAnswers() {}

    /// Writes the body, if there is one. The error code of the reply is [Applied#err].
    public static void write(JuteWriter out, Txn txn, Applied applied) {
        if (txn instanceof Txn.Multi multi) {
            writeMulti(out, multi, applied.parts());
        } else if (applied.err() == 0) {
            Response body = body(txn, applied);
            if (body != null) {
                body.write(out);
            }
        }
    }

    private static void writeMulti(JuteWriter out, Txn.Multi multi, List<Applied> outcomes) {
        boolean failed = multi.parts().stream().anyMatch(part -> part instanceof Txn.Error);
        for (int i = 0; i < outcomes.size(); i++) {
            Applied outcome = outcomes.get(i);
            if (failed) {
                new MultiHeader(OpCode.ERROR, false, outcome.err()).write(out);
                out.writeInt(outcome.err());
                continue;
            }
            Txn part = multi.parts().get(i);
            new MultiHeader(resultType(part), false, 0).write(out);
            Response body = body(part, outcome);
            if (body != null) {
                body.write(out);
            }
        }
        MultiHeader.END.write(out);
    }

    /// Every create but the plain one is answered as a create2.
    private static int resultType(Txn part) {
        return part instanceof Txn.CreateTtl || part instanceof Txn.CreateContainer
                ? OpCode.CREATE2
                : part.type();
    }

    private static @Nullable Response body(Txn txn, Applied applied) {
        String path = applied.path();
        Stat stat = applied.stat();
        if (path != null && txn.type() == OpCode.CREATE) {
            return new Response.Created(path);
        }
        if (stat == null) {
            return null;
        }
        if (txn instanceof Txn.SetData set && set.type() == OpCode.RECONFIG) {
            return new Response.Data(set.data(), stat);
        }
        return path == null
                ? new Response.StatOnly(stat)
                : new Response.CreatedWithStat(path, stat);
    }
}
