package paddock.wire.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import paddock.wire.Hex;
import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;
import paddock.wire.jute.MalformedRecordException;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// The frames of the client protocol reference, section 20: what a client sent to the reference,
/// and what it answered.
final class ClientProtocolTest {
    private static final byte[] HI = {'h', 'i'};

    /// A request frame reads as `expected` and is written again as it was.
    private static void request(String hex, int xid, Request expected) {
        JuteReader in = JuteReader.over(Hex.bytes(hex));
        assertThat(in.readInt()).isEqualTo(in.remaining());
        RequestHeader header = RequestHeader.read(in);
        Request body = Request.read(header.opCode(), in);

        assertThat(header).isEqualTo(new RequestHeader(xid, expected.opCode()));
        assertThat(body).usingRecursiveComparison().isEqualTo(expected);
        assertThat(in.remaining()).isZero();
        assertThat(
                        Hex.frame(
                                out -> {
                                    header.write(out);
                                    expected.write(out);
                                }))
                .isEqualTo(Hex.digits(hex));
    }

    private static void reply(String hex, ReplyHeader header, Response... body) {
        assertThat(
                        Hex.frame(
                                out -> {
                                    header.write(out);
                                    for (Response each : body) {
                                        each.write(out);
                                    }
                                }))
                .isEqualTo(Hex.digits(hex));
        JuteReader in = JuteReader.over(Hex.bytes(hex));
        assertThat(in.readInt()).isEqualTo(in.remaining());
        assertThat(ReplyHeader.read(in)).isEqualTo(header);
    }

    @Test
    void connect() {
        String hex =
                "0000002d 00000000 0000000000000000 00001770 0000000000000000"
                        + "00000010 00000000000000000000000000000000 00";
        JuteReader in = new JuteReader().reset(Hex.bytes(hex), 4, 45);
        ConnectRequest request = ConnectRequest.read(in);

        assertThat(request)
                .usingRecursiveComparison()
                .isEqualTo(new ConnectRequest(0, 0, 6000, 0, new byte[16], false, true));
        assertThat(Hex.frame(request::write)).isEqualTo(Hex.digits(hex));
    }

    @Test
    void connectOfAnOldClientHasNoReadOnlyFlagAndIsAnsweredWithout() {
        String hex =
                "00000000 0000000000000000 00001770 0000000000000000"
                        + "00000010 00000000000000000000000000000000";
        ConnectRequest request = ConnectRequest.read(JuteReader.over(Hex.bytes(hex)));

        assertThat(request.readOnlyFlagPresent()).isFalse();
        assertThat(request.readOnly()).isFalse();
        assertThat(Hex.written(request::write)).isEqualTo(Hex.digits(hex));
        assertThat(Hex.bytesOf(ConnectResponse.refused(false, false)::write)).hasSize(36);
    }

    @Test
    void accepted() {
        String hex =
                "00000025 00000000 00001770 0100001e14930000"
                        + "00000010 af5d408a104f7c9da5d5b627d97d89cc 00";
        byte[] password = Hex.bytes("af5d408a104f7c9da5d5b627d97d89cc");
        ConnectResponse response =
                new ConnectResponse(0, 6000, 0x0100001e14930000L, password, false, true);

        assertThat(Hex.frame(response::write)).isEqualTo(Hex.digits(hex));
        assertThat(ConnectResponse.read(new JuteReader().reset(Hex.bytes(hex), 4, 37)))
                .usingRecursiveComparison()
                .isEqualTo(response);
    }

    @Test
    void refused() {
        assertThat(Hex.written(ConnectResponse.refused(false, true)::write))
                .isEqualTo(
                        Hex.digits(
                                "00000000 00000000 0000000000000000 00000010" + "00".repeat(17)));
    }

    @Test
    void createAndItsAnswers() {
        request(
                "00000033 00000001 00000001 00000002 2f74 00000002 6869 00000001 0000001f"
                        + "00000005 776f726c64 00000006 616e796f6e65 00000000",
                1,
                new Request.Create(OpCode.CREATE, "/t", HI, Acl.OPEN, 0, 0));
        reply(
                "00000016 00000001 0000000000000002 00000000 00000002 2f74",
                new ReplyHeader(1, 2, 0),
                new Response.Created("/t"));
        reply(
                "00000010 00000004 0000000000000003 ffffff92",
                new ReplyHeader(4, 3, ErrorCode.NODE_EXISTS.code()));
    }

    @Test
    void getDataAndItsAnswer() {
        request("0000000f 00000002 00000004 00000002 2f74 01", 2, new Request.GetData("/t", true));
        Stat stat = new Stat(2, 2, 0x1a2b3c, 0x1a2b3c, 0, 0, 0, 0, 2, 0, 2);
        reply(
                "0000005a 00000002 0000000000000002 00000000 00000002 6869"
                        + "0000000000000002 0000000000000002 00000000001a2b3c 00000000001a2b3c"
                        + "00000000 00000000 00000000 0000000000000000 00000002 00000000"
                        + "0000000000000002",
                new ReplyHeader(2, 2, 0),
                new Response.Data(HI, stat));
    }

    @Test
    void getChildren2AndItsAnswer() {
        request(
                "0000000f 00000003 0000000c 00000002 2f74 00",
                3,
                new Request.GetChildren("/t", false, true));
        reply(
                "00000058 00000003 0000000000000002 00000000 00000000" + "00".repeat(68),
                new ReplyHeader(3, 2, 0),
                new Response.NamesWithStat(List.of(), new Stat(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)));
    }

    @Test
    void aPageOfChildrenAndItsAnswer() {
        request(
                "00000021 00000003 0000000c 00000002 2f74 00"
                        + "50616765 00000002 6162 00000064 00001000",
                3,
                new Request.GetChildrenPage("/t", false, "ab", 100, 4096));
        reply(
                "00000062 00000003 0000000000000002 00000000 00000001 00000001 63"
                        + "00".repeat(68)
                        + "50616765 01",
                new ReplyHeader(3, 2, 0),
                new Response.NamesPage(
                        List.of("c"), new Stat(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), true));
    }

    @Test
    void setDataAndItsNotification() {
        request(
                "00000018 00000005 00000005 00000002 2f74 00000002 796f 00000000",
                5,
                new Request.SetData("/t", "yo".getBytes(StandardCharsets.UTF_8), 0));
        ReplyHeader header = new ReplyHeader(ReplyHeader.NOTIFICATION_XID, 4, 0);
        WatcherEvent event =
                new WatcherEvent(WatcherEvent.NODE_DATA_CHANGED, WatcherEvent.SYNC_CONNECTED, "/t");
        assertThat(
                        Hex.frame(
                                out -> {
                                    header.write(out);
                                    event.write(out);
                                }))
                .isEqualTo(
                        Hex.digits(
                                "0000001e ffffffff 0000000000000004 00000000"
                                        + "00000003 00000003 00000002 2f74"));
    }

    @Test
    void multiAndItsAnswer() {
        request(
                "00000058 00000006 0000000e"
                        + "0000000d 00 ffffffff 00000002 2f74 00000001"
                        + "0000000f 00 ffffffff 00000004 2f742f61 ffffffff 00000001 0000001f"
                        + "00000005 776f726c64 00000006 616e796f6e65 00000001"
                        + "ffffffff 01 ffffffff",
                6,
                new Request.Multi(
                        false,
                        List.of(
                                new Request.Check("/t", 1),
                                new Request.Create(OpCode.CREATE2, "/t/a", null, Acl.OPEN, 1, 0))));
        Stat stat = new Stat(5, 5, 0, 0, 0, 0, 0, 0x0100001e14930000L, 0, 0, 5);
        reply(
                "00000077 00000006 0000000000000005 00000000"
                        + "0000000d 00 00000000 0000000f 00 00000000 00000004 2f742f61"
                        + "0000000000000005 0000000000000005 0000000000000000 0000000000000000"
                        + "00000000 00000000 00000000 0100001e14930000 00000000 00000000"
                        + "0000000000000005"
                        + "ffffffff 01 ffffffff",
                new ReplyHeader(6, 5, 0),
                new Response.Results(
                        List.of(
                                new Response.Result(OpCode.CHECK, 0, null),
                                new Response.Result(
                                        OpCode.CREATE2,
                                        0,
                                        new Response.CreatedWithStat("/t/a", stat)))));
    }

    @Test
    void aFailedMultiNamesTheFailureInItsPlace() {
        String hex =
                "ffffffff 00 00000000 00000000 ffffffff 00 ffffff92 ffffff92"
                        + "ffffffff 00 fffffffe fffffffe ffffffff 01 ffffffff";
        Response.Results results =
                new Response.Results(
                        List.of(
                                Response.Result.failed(0),
                                Response.Result.failed(ErrorCode.NODE_EXISTS.code()),
                                Response.Result.failed(ErrorCode.RUNTIME_INCONSISTENCY.code())));

        assertThat(Hex.written(results::write)).isEqualTo(Hex.digits(hex));
        assertThat(Response.Results.read(JuteReader.over(Hex.bytes(hex)))).isEqualTo(results);
    }

    @Test
    void pingAuthAndCloseSession() {
        request("00000008 fffffffe 0000000b", ReplyHeader.PING_XID, new Request.Ping());
        reply(
                "00000010 fffffffe 0000000000000005 00000000",
                new ReplyHeader(ReplyHeader.PING_XID, 5, 0));
        request(
                "0000001d fffffffc 00000064 00000000 00000006 646967657374 00000003 753a70",
                ReplyHeader.AUTH_XID,
                new Request.Auth(0, "digest", "u:p".getBytes(StandardCharsets.UTF_8)));
        request("00000008 00000007 fffffff5", 7, new Request.CloseSession());
    }

    @Test
    void theEchoOfASyncIsCesu8() {
        Request read =
                Request.read(OpCode.SYNC, JuteReader.over(Hex.bytes("00000005 2f f09f9880")));

        assertThat(read).isInstanceOf(Request.Sync.class);
        assertThat(Hex.written(new Response.Synced(((Request.Sync) read).path())::write))
                .isEqualTo(Hex.digits("00000007 2f eda0bd edb880"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 23, 99, 108, -1, -2, OpCode.CREATE_SESSION, Integer.MIN_VALUE})
    void operationsThatClientsMayNotSendAreNotRead(int opCode) {
        JuteReader in = JuteReader.over(new byte[16]);

        assertThat(Request.read(opCode, in)).isNull();
        assertThat(in.remaining()).isEqualTo(16);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                OpCode.EXISTS,
                OpCode.SET_ACL,
                OpCode.SYNC,
                OpCode.DELETE_CONTAINER,
                OpCode.GET_CHILDREN2,
                OpCode.MULTI,
                -1,
                77
            })
    void aMultiHoldsNoOtherOperations(int type) {
        byte[] bytes =
                Hex.bytesOf(
                        out -> {
                            new MultiHeader(type, false, -1).write(out);
                            out.writeLong(0);
                            MultiHeader.END.write(out);
                        });

        assertThatThrownBy(() -> Request.read(OpCode.MULTI, JuteReader.over(bytes)))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("operation " + type + " cannot be part of a multi");
    }

    @Test
    void aMultiDoesNotMixUpdatesAndQueries() {
        JuteWriter out = new JuteWriter();
        new Request.Multi(
                        false,
                        List.of(new Request.Check("/a", 1), new Request.GetData("/a", false)))
                .write(out);

        assertThatThrownBy(() -> Request.read(OpCode.MULTI, JuteReader.over(out.toByteArray())))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("a multi mixes updates and queries");
    }

    @Test
    void anUpdateWithoutAPathFailsAMultiOnceAllOfItWasRead() {
        var listless = new Request.Create(OpCode.CREATE, "/a", null, null, 0, 0);
        byte[] multi =
                Hex.bytesOf(
                        out -> {
                            new MultiHeader(OpCode.SET_DATA, false, -1).write(out);
                            out.writeString(null);
                            out.writeBuffer(null);
                            out.writeInt(-1);
                            MultiHeader.END.write(out);
                        });

        assertThatThrownBy(() -> Request.read(OpCode.MULTI, JuteReader.over(multi)))
                .hasMessage("an update without a path");
        byte[] refusedUnread =
                Hex.bytesOf(
                        out -> {
                            out.writeRaw(multi, 0, multi.length - 9);
                            new MultiHeader(OpCode.CREATE, false, -1).write(out);
                            listless.write(out);
                        });
        assertThat(Request.read(OpCode.MULTI, JuteReader.over(refusedUnread)))
                .isInstanceOfSatisfying(
                        Request.Multi.class, read -> assertThat(read.ops()).endsWith(listless));
    }

    @Test
    void anEmptyMultiIsLegalAndTheEndHeaderMaySayAnything() {
        assertThat(Request.read(OpCode.MULTI, JuteReader.over(Hex.bytes("0000000d 07 00000063"))))
                .isEqualTo(new Request.Multi(false, List.of()));
    }

    @Test
    void createModesAreFoundByTheirFlag() {
        for (CreateMode mode : CreateMode.values()) {
            assertThat(CreateMode.ofFlag(mode.flag())).isSameAs(mode);
        }
        assertThat(CreateMode.ofFlag(-1)).isNull();
        assertThat(CreateMode.ofFlag(7)).isNull();
        assertThat(CreateMode.EPHEMERAL_SEQUENTIAL.flag()).isEqualTo(3);
        assertThat(CreateMode.PERSISTENT_SEQUENTIAL_WITH_TTL.ttl()).isTrue();
        assertThat(CreateMode.CONTAINER.ttl()).isFalse();
    }
}
