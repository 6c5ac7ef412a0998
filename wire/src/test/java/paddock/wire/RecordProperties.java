package paddock.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import paddock.wire.jute.JuteReader;
import paddock.wire.jute.MalformedRecordException;
import paddock.wire.protocol.ConnectRequest;
import paddock.wire.protocol.ConnectResponse;
import paddock.wire.protocol.MultiHeader;
import paddock.wire.protocol.ReplyHeader;
import paddock.wire.protocol.Request;
import paddock.wire.protocol.RequestHeader;
import paddock.wire.protocol.Response;
import paddock.wire.protocol.Stat;
import paddock.wire.protocol.WatcherEvent;
import paddock.wire.txn.LoggedTxn;
import paddock.wire.txn.Txn;
import paddock.wire.txn.TxnHeader;
import paddock.wire.txn.UnknownTxnTypeException;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;

/// What holds for every record there is: it comes back as it was, no byte of it can be missing, and
/// no bytes at all can do harm.
final class RecordProperties {
    private static final int[] OP_CODES = {
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 100, 101,
        102, 103, 104, 105, 106, 107, -1, -10, -11
    };

    private static final List<Function<JuteReader, ?>> OTHER_READERS =
            List.of(
                    ConnectRequest::read,
                    ConnectResponse::read,
                    RequestHeader::read,
                    ReplyHeader::read,
                    MultiHeader::read,
                    WatcherEvent::read,
                    Stat::read,
                    TxnHeader::read,
                    LoggedTxn::read,
                    Response.Created::read,
                    Response.CreatedWithStat::read,
                    Response.StatOnly::read,
                    Response.Data::read,
                    Response.AclList::read,
                    Response.Names::read,
                    Response.NamesWithStat::read,
                    Response.NamesPage::readOrAll,
                    Response.Synced::read,
                    Response.Count::read,
                    Response.Err::read,
                    Response.Identities::read,
                    Response.SaslToken::read,
                    Response.Results::read);

    @Test
    void everyRequestComesBackAsItWas() {
        Seeds.forEach(
                200,
                random -> {
                    for (Request request : new RandomRecords(random).everyRequest()) {
                        byte[] bytes = Hex.bytesOf(request::write);
                        JuteReader in = JuteReader.over(bytes);

                        same(Request.read(request.opCode(), in), request);
                        assertThat(in.remaining()).isZero();
                    }
                });
    }

    @Test
    void everyResponseComesBackAsItWas() {
        Seeds.forEach(
                200,
                random -> {
                    for (Response response : new RandomRecords(random).everyResponse()) {
                        JuteReader in = JuteReader.over(Hex.bytesOf(response::write));

                        same(readLike(response, in), response);
                        assertThat(in.remaining()).isZero();
                    }
                });
    }

    @Test
    void everyTransactionComesBackAsItWas() {
        Seeds.forEach(
                200,
                random -> {
                    RandomRecords records = new RandomRecords(random);
                    for (Txn txn : records.everyTxn()) {
                        LoggedTxn logged = records.loggedTxn(txn);
                        JuteReader in = JuteReader.over(Hex.bytesOf(logged::write));

                        same(LoggedTxn.read(in), logged);
                        assertThat(in.remaining()).isZero();
                    }
                });
    }

    @Test
    void theHandshakeAndTheHeadersComeBackAsTheyWere() {
        Seeds.forEach(
                200,
                random -> {
                    RandomRecords records = new RandomRecords(random);
                    var request = records.connectRequest();
                    var response = records.connectResponse();
                    var event = records.watcherEvent();
                    var stat = records.stat();
                    var asked = new RequestHeader(random.nextInt(), random.nextInt());
                    var answered =
                            new ReplyHeader(random.nextInt(), random.nextLong(), random.nextInt());

                    same(ConnectRequest.read(over(Hex.bytesOf(request::write))), request);
                    same(ConnectResponse.read(over(Hex.bytesOf(response::write))), response);
                    same(WatcherEvent.read(over(Hex.bytesOf(event::write))), event);
                    same(Stat.read(over(Hex.bytesOf(stat::write))), stat);
                    same(RequestHeader.read(over(Hex.bytesOf(asked::write))), asked);
                    same(ReplyHeader.read(over(Hex.bytesOf(answered::write))), answered);
                    assertThat(Hex.bytesOf(stat::write)).hasSize(Stat.BYTES);
                    assertThat(Hex.bytesOf(answered::write)).hasSize(ReplyHeader.BYTES);
                });
    }

    @Test
    void noByteOfARequestCanBeMissing() {
        Seeds.forEach(
                30,
                random -> {
                    for (Request request : new RandomRecords(random).everyRequest()) {
                        byte[] bytes = Hex.bytesOf(request::write);
                        for (int length = 0; length < bytes.length; length++) {
                            if (endsBeforeItsMark(request, length)) {
                                continue; // a request for all children
                            }
                            JuteReader in = new JuteReader().reset(bytes, 0, length);

                            assertThatThrownBy(() -> Request.read(request.opCode(), in))
                                    .as("%s cut to %d bytes", request, length)
                                    .isInstanceOf(MalformedRecordException.class);
                        }
                    }
                });
    }

    @Test
    void noByteOfAResponseCanBeMissing() {
        Seeds.forEach(
                30,
                random -> {
                    for (Response response : new RandomRecords(random).everyResponse()) {
                        byte[] bytes = Hex.bytesOf(response::write);
                        for (int length = 0; length < bytes.length; length++) {
                            if (response instanceof Response.NamesPage
                                    && length >= bytes.length - 5
                                    && length < bytes.length - 1) {
                                continue; // all children
                            }
                            JuteReader in = new JuteReader().reset(bytes, 0, length);

                            assertThatThrownBy(() -> readLike(response, in))
                                    .as("%s cut to %d bytes", response, length)
                                    .isInstanceOf(MalformedRecordException.class);
                        }
                    }
                });
    }

    /// Two kinds have an older form that ends early, and may be taken for it; the checksum of the
    /// log tells a torn record from an old one.
    @Test
    void noByteOfATransactionCanBeMissing() {
        Seeds.forEach(
                30,
                random -> {
                    for (Txn txn : new RandomRecords(random).everyTxn()) {
                        byte[] bytes = Hex.bytesOf(txn::write);
                        int shortest = 0;
                        int end = bytes.length;
                        if (txn instanceof Txn.Create) {
                            end -= 4;
                        } else if (txn instanceof Txn.CloseSession) {
                            shortest = 1;
                        }
                        for (int length = shortest; length < end; length++) {
                            if (txn instanceof Txn.CloseSession && length == 12) {
                                continue; // may be a digest
                            }
                            JuteReader in = new JuteReader().reset(bytes, 0, length);

                            assertThatThrownBy(() -> Txn.read(txn.type(), in))
                                    .as("%s cut to %d bytes", txn, length)
                                    .isInstanceOf(MalformedRecordException.class);
                        }
                    }
                });
    }

    @Test
    void bytesAfterTheLastFieldAreLeftAlone() {
        Seeds.forEach(
                50,
                random -> {
                    for (Request request : new RandomRecords(random).everyRequest()) {
                        byte[] bytes =
                                Hex.bytesOf(
                                        out -> {
                                            request.write(out);
                                            out.writeInt(random.nextInt());
                                        });
                        JuteReader in = JuteReader.over(bytes);

                        same(Request.read(request.opCode(), in), request);
                        assertThat(in.remaining()).isEqualTo(4);
                    }
                });
    }

    @Test
    void randomBytesAreRefusedAndCostNoMoreThanTheirLength() {
        readHostile(new byte[0]); // loads the classes
        Seeds.forEach(
                2_000,
                random -> {
                    byte[] bytes = new byte[random.nextInt(200)];
                    random.nextBytes(bytes);
                    sprinkleSmallNumbers(random, bytes);

                    harmless(bytes);
                });
    }

    @Test
    void damagedRecordsAreRefusedAndCostNoMoreThanTheirLength() {
        readHostile(new byte[0]);
        Seeds.forEach(
                60,
                random -> {
                    RandomRecords records = new RandomRecords(random);
                    List<byte[]> all = new ArrayList<>();
                    records.everyRequest().forEach(each -> all.add(Hex.bytesOf(each::write)));
                    records.everyResponse().forEach(each -> all.add(Hex.bytesOf(each::write)));
                    records.everyTxn().forEach(each -> all.add(Hex.bytesOf(each::write)));
                    records.everyTxn()
                            .forEach(each -> all.add(Hex.bytesOf(records.loggedTxn(each)::write)));
                    for (byte[] bytes : all) {
                        if (bytes.length > 0) {
                            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                        }
                        harmless(bytes);
                    }
                });
    }

    private static void harmless(byte[] bytes) {
        long allocated = Allocation.bytesOf(() -> readHostile(bytes));

        // Some 90 readers try the bytes; each may make a few objects for every four bytes it
        // accepts, and one exception.
        assertThat(allocated).isLessThan(90L * (4096 + 64L * bytes.length));
    }

    private static void readHostile(byte[] bytes) {
        for (int opCode : OP_CODES) {
            attempt(() -> Request.read(opCode, over(bytes)));
            attempt(() -> Txn.read(opCode, over(bytes)));
        }
        for (Function<JuteReader, ?> reader : OTHER_READERS) {
            attempt(() -> reader.apply(over(bytes)));
        }
    }

    /// What was read, or why not. Any other exception fails the test.
    private static @Nullable Object attempt(Supplier<@Nullable Object> read) {
        try {
            return read.get();
        } catch (MalformedRecordException | UnknownTxnTypeException refused) {
            return refused;
        }
    }

    /// Plain random bytes are nearly always an absurd length; small ones get further.
    private static void sprinkleSmallNumbers(Random random, byte[] bytes) {
        for (int at = 0; at + 4 <= bytes.length; at += 4) {
            if (random.nextInt(3) > 0) {
                int value = random.nextInt(12) - 2;
                for (int i = 0; i < 4; i++) {
                    bytes[at + i] = (byte) (value >> (24 - 8 * i));
                }
            }
        }
    }

    private static boolean endsBeforeItsMark(Request request, int length) {
        if (!(request instanceof Request.GetChildrenPage page)) {
            return false;
        }
        int fields =
                Hex.bytesOf(new Request.GetChildren(page.path(), page.watch(), true)::write).length;
        return length >= fields && length < fields + 4;
    }

    private static Response readLike(Response response, JuteReader in) {
        return switch (response) {
            case Response.Created ignored -> Response.Created.read(in);
            case Response.CreatedWithStat ignored -> Response.CreatedWithStat.read(in);
            case Response.StatOnly ignored -> Response.StatOnly.read(in);
            case Response.Data ignored -> Response.Data.read(in);
            case Response.AclList ignored -> Response.AclList.read(in);
            case Response.Names ignored -> Response.Names.read(in);
            case Response.NamesWithStat ignored -> Response.NamesWithStat.read(in);
            case Response.NamesPage ignored -> Response.NamesPage.readOrAll(in);
            case Response.Synced ignored -> Response.Synced.read(in);
            case Response.Count ignored -> Response.Count.read(in);
            case Response.Err ignored -> Response.Err.read(in);
            case Response.Identities ignored -> Response.Identities.read(in);
            case Response.SaslToken ignored -> Response.SaslToken.read(in);
            case Response.Results ignored -> Response.Results.read(in);
        };
    }

    private static JuteReader over(byte[] bytes) {
        return JuteReader.over(bytes);
    }

    private static void same(@Nullable Object actual, Object expected) {
        assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
    }
}
