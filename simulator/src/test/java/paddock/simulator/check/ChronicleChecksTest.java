package paddock.simulator.check;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import paddock.wire.protocol.Acl;
import paddock.wire.protocol.ErrorCode;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;
import paddock.wire.protocol.Response;
import paddock.wire.protocol.Stat;
import paddock.wire.protocol.WatcherEvent;
import paddock.wire.txn.LoggedTxn;
import paddock.wire.txn.Txn;
import paddock.wire.txn.TxnHeader;

import java.util.List;

/// Histories made by hand beside the transactions that were committed: one that keeps each promise,
/// and one that breaks it.
class ChronicleChecksTest {
    private static final long OWNER = 7;
    private static final List<String> TOGETHER = List.of("/m/a", "/m/b");

    private final History history = new History();
    private final Chronicle chronicle = new Chronicle();
    private long number;

    private void committed(long zxid, long session, Txn txn) {
        TxnHeader header = new TxnHeader(session, 0, zxid, 0, txn.type());
        chronicle.add(new LoggedTxn(header, txn, null));
    }

    private static Txn create(String path, boolean ephemeral) {
        return new Txn.Create(OpCode.CREATE, path, new byte[0], Acl.OPEN, ephemeral, 1);
    }

    private static Txn set(String path) {
        return new Txn.SetData(OpCode.SET_DATA, path, new byte[0], 1);
    }

    private static Txn delete(String path) {
        return new Txn.Delete(OpCode.DELETE, path);
    }

    private void answered(
            long session, Request request, long zxid, int err, @Nullable Response response) {
        long invoked = history.next();
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
                        0,
                        history.next()));
    }

    private static Stat stat(long czxid, long mzxid) {
        return new Stat(czxid, mzxid, 0, 0, 0, 0, 0, 0, 1, 0, 0);
    }

    // ---- ephemerals ----

    private void exists(String path, long czxid, long zxid) {
        Request exists = new Request.Exists(path, false);
        if (czxid == 0) {
            answered(2, exists, zxid, ErrorCode.NO_NODE.code(), null);
        } else {
            answered(2, exists, zxid, 0, new Response.StatOnly(stat(czxid, czxid)));
        }
    }

    private void checkEphemerals() {
        EphemeralsLiveExactlyAsLongAsSession.check(history, chronicle, "/e");
    }

    @Test
    void anEphemeralThatOutlivesItsSessionIsSeen() {
        committed(5, OWNER, create("/e", true));
        committed(9, OWNER, new Txn.CloseSession(List.of()));
        exists("/e", 0, 4);
        exists("/e", 5, 8);
        exists("/e", 0, 9);
        assertThatCode(this::checkEphemerals).doesNotThrowAnyException();

        exists("/e", 5, 9);

        assertThatThrownBy(this::checkEphemerals).isInstanceOf(BrokenPromise.class);
    }

    @Test
    void anEphemeralThatOutlivesItsDeletionIsSeen() {
        committed(5, OWNER, create("/e", true));
        committed(7, 3, delete("/e"));
        exists("/e", 0, 7);
        assertThatCode(this::checkEphemerals).doesNotThrowAnyException();

        exists("/e", 5, 8);

        assertThatThrownBy(this::checkEphemerals).isInstanceOf(BrokenPromise.class);
    }

    @Test
    void anEphemeralThatVanishesBeforeItsSessionIsSeen() {
        committed(5, OWNER, create("/e", true));
        exists("/e", 0, 7);

        assertThatThrownBy(this::checkEphemerals).isInstanceOf(BrokenPromise.class);
    }

    @Test
    void anEphemeralOfASessionThatHasEndedIsSeen() {
        committed(5, OWNER, new Txn.CloseSession(List.of()));
        committed(6, OWNER, create("/e", true));
        Request create = new Request.Create(OpCode.CREATE, "/e", new byte[0], Acl.OPEN, 1, 0);
        answered(OWNER, create, 6, 0, new Response.Created("/e"));

        assertThatThrownBy(this::checkEphemerals).isInstanceOf(BrokenPromise.class);
    }

    // ---- watches ----

    private void told(int type, String path) {
        WatcherEvent event = new WatcherEvent(type, WatcherEvent.SYNC_CONNECTED, path);
        history.add(new History.Fired(1, 1, event, history.next()));
    }

    private void synced(long zxid) {
        answered(1, new Request.Sync("/"), zxid, 0, null);
    }

    private void checkWatches() {
        WatchesFireOnceInOrderBeforeNewerState.check(history, chronicle);
    }

    private void watchData() {
        Response data = new Response.Data(new byte[0], stat(1, 1));
        answered(1, new Request.GetData("/t", true), 4, 0, data);
        committed(5, 3, set("/t"));
    }

    @Test
    void aDataWatchThatFiresOnceBeforeTheNewerStateIsRight() {
        watchData();
        committed(6, 3, set("/t"));
        synced(4);
        told(WatcherEvent.NODE_DATA_CHANGED, "/t");
        synced(5);
        synced(6);

        assertThatCode(this::checkWatches).doesNotThrowAnyException();
    }

    @Test
    void aWatchThatFiresAfterTheNewerStateIsSeen() {
        watchData();
        synced(5);
        told(WatcherEvent.NODE_DATA_CHANGED, "/t");

        assertThatThrownBy(this::checkWatches).isInstanceOf(BrokenPromise.class);
    }

    @Test
    void aWatchThatFiresTwiceIsSeen() {
        watchData();
        told(WatcherEvent.NODE_DATA_CHANGED, "/t");
        told(WatcherEvent.NODE_DATA_CHANGED, "/t");
        synced(5);

        assertThatThrownBy(this::checkWatches).isInstanceOf(BrokenPromise.class);
    }

    @Test
    void watchesEndWithTheirConnection() {
        watchData();
        history.add(new History.Connected(1, 2, 2, history.next()));
        synced(5);

        assertThatCode(this::checkWatches).doesNotThrowAnyException();
    }

    @Test
    void aWatchOnAZnodeThatIsNotThereTellsOfItsCreation() {
        answered(1, new Request.Exists("/t", true), 4, ErrorCode.NO_NODE.code(), null);
        committed(5, 3, create("/t", false));
        told(WatcherEvent.NODE_CREATED, "/t");
        synced(5);
        assertThatCode(this::checkWatches).doesNotThrowAnyException();

        committed(6, 3, delete("/t"));
        told(WatcherEvent.NODE_DELETED, "/t");
        synced(6);

        assertThatThrownBy(this::checkWatches).isInstanceOf(BrokenPromise.class);
    }

    @Test
    void aChildWatchTellsOfTheFirstChangeOnly() {
        answered(1, new Request.GetChildren("/t", true, false), 4, 0, null);
        committed(5, 3, create("/t/a", false));
        committed(6, 3, delete("/t/a"));
        told(WatcherEvent.NODE_CHILDREN_CHANGED, "/t");
        synced(6);
        assertThatCode(this::checkWatches).doesNotThrowAnyException();

        answered(1, new Request.GetChildren("/t", true, false), 6, 0, null);
        committed(7, 3, create("/t/b", false));
        synced(7);

        assertThatThrownBy(this::checkWatches).isInstanceOf(BrokenPromise.class);
    }

    @Test
    void lastingWatchesTellOfEveryChangeInOrder() {
        answered(1, new Request.AddWatch("/t", Request.AddWatch.PERSISTENT), 4, 0, null);
        answered(1, new Request.AddWatch("/t", Request.AddWatch.PERSISTENT_RECURSIVE), 4, 0, null);
        committed(5, 3, create("/t/a", false));
        committed(6, 3, set("/t/a"));
        told(WatcherEvent.NODE_CREATED, "/t/a");
        told(WatcherEvent.NODE_CHILDREN_CHANGED, "/t");
        told(WatcherEvent.NODE_DATA_CHANGED, "/t/a");
        synced(6);
        assertThatCode(this::checkWatches).doesNotThrowAnyException();

        committed(7, 3, set("/t/a"));
        committed(8, 3, delete("/t/a"));
        told(WatcherEvent.NODE_DELETED, "/t/a");
        told(WatcherEvent.NODE_CHILDREN_CHANGED, "/t");
        told(WatcherEvent.NODE_DATA_CHANGED, "/t/a");
        synced(8);

        assertThatThrownBy(this::checkWatches).isInstanceOf(BrokenPromise.class);
    }

    // ---- multi ----

    private static Request both(String data) {
        byte[] bytes = data.getBytes(US_ASCII);
        return new Request.Multi(
                false,
                List.of(
                        new Request.SetData("/m/a", bytes, -1),
                        new Request.SetData("/m/b", bytes, -1)));
    }

    private void read(String path, String data, long mzxid, long zxid) {
        Response body = new Response.Data(data.getBytes(US_ASCII), stat(1, mzxid));
        answered(2, new Request.GetData(path, false), zxid, 0, body);
    }

    private void checkMultis() {
        MultiIsAtomic.check(history, TOGETHER);
    }

    @Test
    void aMultiOfWhichAReaderSeesHalfIsSeen() {
        answered(1, both("x"), 5, 0, null);
        read("/m/a", "", 1, 4);
        read("/m/a", "x", 5, 6);
        read("/m/b", "x", 5, 6);
        assertThatCode(this::checkMultis).doesNotThrowAnyException();

        read("/m/b", "", 1, 6);

        assertThatThrownBy(this::checkMultis).isInstanceOf(BrokenPromise.class);
    }

    @Test
    void halfAMultiThatWasNeverAnsweredIsSeen() {
        read("/m/a", "x", 5, 6);

        read("/m/b", "", 1, 6);

        assertThatThrownBy(this::checkMultis).isInstanceOf(BrokenPromise.class);
    }

    @Test
    void aRefusedMultiOfWhichSomethingHappenedIsSeen() {
        answered(1, both("x"), 5, ErrorCode.BAD_VERSION.code(), null);
        read("/m/a", "", 1, 6);
        assertThatCode(this::checkMultis).doesNotThrowAnyException();

        read("/m/a", "x", 5, 7);

        assertThatThrownBy(this::checkMultis).isInstanceOf(BrokenPromise.class);
    }

    @Test
    void aTreeWithHalfAMultiIsSeen() {
        assertThatCode(() -> MultiIsAtomic.stands(1, List.of(5L, 5L))).doesNotThrowAnyException();

        assertThatThrownBy(() -> MultiIsAtomic.stands(1, List.of(5L, 4L)))
                .isInstanceOf(BrokenPromise.class);
    }
}
