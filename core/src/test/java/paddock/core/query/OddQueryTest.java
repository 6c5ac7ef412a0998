package paddock.core.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import paddock.core.acl.AclRules;
import paddock.core.acl.Identities;
import paddock.core.database.Database;
import paddock.core.tree.ZnodeKinds;
import paddock.core.watch.WatchTable;
import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.ErrorCode;
import paddock.wire.protocol.MultiHeader;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;

import java.util.List;
import java.util.function.Consumer;

/// What the reference answered to queries that no client of good manners sends.
final class OddQueryTest {
    private static final int MALFORMED = ErrorCode.MARSHALLING_ERROR.code();
    private static final int NO_WATCHER = ErrorCode.NO_WATCHER.code();

    private final Queries queries =
            new Queries(
                    new Database(new ZnodeKinds(false, false), true),
                    new AclRules(List.of(), false));
    private final Caller<String> caller =
            new Caller<>("me", new WatchTable<>(), new Listings<>(), 1, Identities.NONE);
    private final JuteWriter answer = new JuteWriter();

    @Test
    void anUpdateAmongQueriesEndsTheListOfAnswers() {
        assertThat(multiRead(new Request.Create(OpCode.CREATE, "/a", null, Acl.OPEN, 0, 0)))
                .isEqualTo(MALFORMED);
        assertThat(MultiHeader.read(JuteReader.over(answer.toByteArray())).done()).isTrue();
    }

    @Test
    void aCreateWithoutAListAmongQueriesIsAnsweredWithNothing() {
        assertThat(multiRead(new Request.Create(OpCode.CREATE, "/a", null, null, 0, 0)))
                .isEqualTo(MALFORMED);
        assertThat(answer.size()).isZero();
    }

    @Test
    void aWatchOnNoPathIsKnownByNoPathOnly() {
        int any = Request.Watches.ANY;
        assertThat(watches(null, any, false)).isEqualTo(NO_WATCHER);

        assertThat(
                        ask(
                                OpCode.ADD_WATCH,
                                out -> {
                                    out.writeString(null);
                                    out.writeInt(Request.AddWatch.PERSISTENT);
                                }))
                .isZero();

        assertThat(watches("", any, false)).isEqualTo(NO_WATCHER);
        assertThat(watches(null, any, false)).isZero();
        assertThat(watches(null, any, true)).isZero();
        assertThat(watches(null, any, false)).isEqualTo(NO_WATCHER);
    }

    private int watches(@Nullable String path, int type, boolean remove) {
        return ask(
                remove ? OpCode.REMOVE_WATCHES : OpCode.CHECK_WATCHES,
                out -> {
                    out.writeString(path);
                    out.writeInt(type);
                });
    }

    private int multiRead(Request... ops) {
        return ask(OpCode.MULTI_READ, out -> new Request.Multi(true, List.of(ops)).write(out));
    }

    private int ask(int opCode, Consumer<JuteWriter> body) {
        JuteWriter request = new JuteWriter();
        body.accept(request);
        answer.clear();
        return queries.answer(opCode, JuteReader.over(request.toByteArray()), answer, caller);
    }
}
