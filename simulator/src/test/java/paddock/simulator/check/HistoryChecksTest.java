package paddock.simulator.check;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import paddock.wire.protocol.Acl;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;
import paddock.wire.protocol.Response;
import paddock.wire.protocol.Stat;

/// Histories made by hand: one that keeps each promise, and one that breaks it.
class HistoryChecksTest {
    private static final int SEQUENTIAL = 2;

    private final History history = new History();
    private long number;

    private static Stat stat(long czxid, long mzxid) {
        return new Stat(czxid, mzxid, 0, 0, 0, 0, 0, 0, 1, 0, 0);
    }

    private void answered(
            long session,
            Request request,
            long zxid,
            int err,
            @Nullable Response response,
            long invoked,
            long synced) {
        history.add(
                new History.Answered(
                        session,
                        1,
                        ++number,
                        request,
                        zxid,
                        err,
                        response,
                        invoked,
                        synced,
                        history.next()));
    }

    private void wrote(long session, String value, long zxid) {
        long invoked = history.next();
        Request request = new Request.SetData("/r", value.getBytes(US_ASCII), -1);
        answered(session, request, zxid, 0, new Response.StatOnly(stat(1, zxid)), invoked, 0);
    }

    private void read(long session, String value, long mzxid, long zxid, boolean watch) {
        read(session, value, mzxid, zxid, watch, 0);
    }

    private void read(
            long session, String value, long mzxid, long zxid, boolean watch, long synced) {
        long invoked = history.next();
        Response data = new Response.Data(value.getBytes(US_ASCII), stat(1, mzxid));
        answered(session, new Request.GetData("/r", watch), zxid, 0, data, invoked, synced);
    }

    private void checkRegisters() {
        LinearizableRegisters.check(history, "/r");
    }

    @Test
    void aPlainReadMayBeOldButNotInItself() {
        wrote(1, "a", 5);
        wrote(1, "b", 7);
        read(2, "a", 5, 6, false);
        assertThatCode(this::checkRegisters).doesNotThrowAnyException();

        read(2, "a", 5, 8, false);

        assertThatThrownBy(this::checkRegisters).isInstanceOf(BrokenPromise.class);
    }

    @Test
    void aReadOfWhatNobodyWroteIsSeen() {
        wrote(1, "a", 5);
        read(2, "x", 5, 6, false);

        assertThatThrownBy(this::checkRegisters).isInstanceOf(BrokenPromise.class);
    }

    @Test
    void anUpdateBelowOneThatWasAnsweredBeforeIsSeen() {
        wrote(1, "a", 7);
        wrote(2, "b", 5);

        assertThatThrownBy(this::checkRegisters).isInstanceOf(BrokenPromise.class);
    }

    @Test
    void aReadAfterASyncSeesWhatWasKnownBefore() {
        wrote(1, "a", 5);
        wrote(1, "b", 7);
        long sync = history.next();
        read(2, "b", 7, 7, false, sync);
        assertThatCode(this::checkRegisters).doesNotThrowAnyException();

        read(2, "a", 5, 6, false, sync);

        assertThatThrownBy(this::checkRegisters).isInstanceOf(BrokenPromise.class);
    }

    @Test
    void aSessionThatGoesBackInTimeIsSeen() {
        wrote(1, "a", 5);
        read(1, "a", 5, 5, false);
        assertThatCode(() -> SessionOrder.check(history)).doesNotThrowAnyException();

        read(1, "", 1, 4, false);

        assertThatThrownBy(() -> SessionOrder.check(history)).isInstanceOf(BrokenPromise.class);
    }

    private void created(long session, String path, String answer, int flags, long zxid) {
        Request create = new Request.Create(OpCode.CREATE, path, new byte[0], Acl.OPEN, flags, 0);
        answered(session, create, zxid, 0, new Response.Created(answer), history.next(), 0);
    }

    @Test
    void aNumberThatRepeatsIsSeen() {
        created(1, "/s/n-", "/s/n-0000000001", SEQUENTIAL, 5);
        created(2, "/s/n-", "/s/n-0000000002", SEQUENTIAL, 6);
        assertThatCode(() -> SequenceNumbersNeverRepeat.check(history)).doesNotThrowAnyException();

        created(2, "/s/m-", "/s/m-0000000002", SEQUENTIAL, 7);

        assertThatThrownBy(() -> SequenceNumbersNeverRepeat.check(history))
                .isInstanceOf(BrokenPromise.class);
    }
}
