package paddock.client.zookeeper.programs;

import org.apache.jute.BinaryInputArchive;
import org.apache.jute.BinaryOutputArchive;
import org.apache.jute.Record;
import org.apache.jute.Utils;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.CreateOptions;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.MultiOperationRecord;
import org.apache.zookeeper.MultiResponse;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.Quotas;
import org.apache.zookeeper.StatsTrack;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZKUtil;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ConnectStringParser;
import org.apache.zookeeper.client.StaticHostProvider;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.common.ClientX509Util;
import org.apache.zookeeper.common.KeyStoreFileType;
import org.apache.zookeeper.common.NetUtils;
import org.apache.zookeeper.common.PathUtils;
import org.apache.zookeeper.common.StringUtils;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.apache.zookeeper.data.Stat;
import org.apache.zookeeper.proto.ConnectRequest;
import org.apache.zookeeper.proto.CreateRequest;
import org.apache.zookeeper.proto.GetACLResponse;
import org.apache.zookeeper.proto.GetDataRequest;
import org.apache.zookeeper.proto.GetDataResponse;
import org.apache.zookeeper.proto.SetDataRequest;
import org.apache.zookeeper.proto.SetWatches;
import org.apache.zookeeper.proto.SetWatches2;
import org.apache.zookeeper.proto.WatcherEvent;
import org.apache.zookeeper.server.auth.DigestAuthenticationProvider;
import org.apache.zookeeper.server.quorum.QuorumPeer.QuorumServer;
import org.apache.zookeeper.server.quorum.flexible.QuorumMaj;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Makes values of all kinds and tells what they look like.
@SuppressWarnings("AddressSelection")
public final class Values {
    private final Consumer<String> out;

    private interface Value {
        Object get() throws Exception;
    }

    private Values(Consumer<String> out) {
        this.out = out;
    }

    /// @param ignored there is no server
    public static void run(String ignored, Consumer<String> out) {
        Values values = new Values(out);
        values.records();
        values.archives();
        values.exceptions();
        values.enums();
        values.operations();
        values.results();
        values.texts();
        values.paths();
        values.configurations();
        values.members();
    }

    private void tell(String what, Value value) {
        Object result;
        try {
            result = value.get();
        } catch (Exception e) {
            result = e.getClass().getName() + ": " + e.getMessage();
        }
        out.accept(what + " = " + result);
    }

    private static Stat stat(int pzxid) {
        return new Stat(1, 2L << 40, 3, 4, 5, 6, 7, 8, 9, 10, pzxid);
    }

    private void records() {
        List<Record> records =
                List.of(
                        stat(11),
                        new Stat(),
                        new Id("wor,ld", "a\nb}%\0'x{\r;ä€"),
                        new ACL(31, Ids.ANYONE_ID_UNSAFE),
                        new CreateRequest(
                                "/aä",
                                new byte[] {1, 2, -1, 0x7f},
                                List.of(new ACL(1, new Id("a", "b")), new ACL(2, new Id("c", "d"))),
                                3),
                        new CreateRequest("/a", new byte[0], List.of(), 3),
                        new ConnectRequest(1, 2, 3, 4L << 33, new byte[0], true),
                        new SetWatches(1, List.of("a", "b"), List.of(), List.of("c")),
                        new GetDataResponse(new byte[] {1}, stat(1)),
                        new WatcherEvent(1, 3, "/x"));
        for (Record each : records) {
            tell("text", each::toString);
            tell("hash", each::hashCode);
            tell("bytes", () -> HexFormat.of().formatHex(bytes(each)));
            tell("same", () -> each.equals(copy(each)));
        }
        tell("nulls", () -> new ACL(31, null) + "" + new CreateRequest(null, null, null, 0));
        tell("signature", Stat::signature);
        tell("signature", CreateRequest::signature);
        tell("signature", GetACLResponse::signature);
        tell("signature", SetWatches2::signature);
        tell("signature", ConnectRequest::signature);
        tell("order", () -> stat(11).compareTo(stat(12)));
        tell("order", () -> stat(11).compareTo("x"));
        tell("order", () -> new SetWatches().compareTo(new SetWatches()));
        tell("order", () -> new ACL(1, new Id("a", "b")).compareTo(new ACL(1, new Id("c", "b"))));
        tell(
                "order",
                () -> new GetDataRequest("a", true).compareTo(new GetDataRequest("a", false)));
        tell(
                "order",
                () ->
                        new SetDataRequest("a", new byte[] {1, 2}, 3)
                                .compareTo(new SetDataRequest("a", new byte[] {1, 3}, 3)));
        tell(
                "bytes",
                () ->
                        Utils.compareBytes(new byte[] {1, -56}, 0, 2, new byte[] {1, 3}, 0, 2)
                                + Utils.compareBytes(
                                        new byte[] {1}, 0, 1, new byte[] {1, 3}, 0, 2));
    }

    private static byte[] bytes(Record record) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        record.serialize(BinaryOutputArchive.getArchive(bytes), "record");
        return bytes.toByteArray();
    }

    private static Record copy(Record record) throws Exception {
        Record copy = record.getClass().getConstructor().newInstance();
        copy.deserialize(
                BinaryInputArchive.getArchive(new ByteArrayInputStream(bytes(record))), "record");
        return copy;
    }

    private void archives() {
        tell(
                "text",
                () -> {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    BinaryOutputArchive archive = BinaryOutputArchive.getArchive(bytes);
                    archive.writeString("xä€\ud83d\ude00", "t");
                    archive.writeString(null, "t");
                    archive.writeBuffer(null, "t");
                    return HexFormat.of().formatHex(bytes.toByteArray()) + archive.getDataSize();
                });
        for (String hex : List.of("7f000000", "ff000000", "0000000901", "ffffffff", "0000000161")) {
            byte[] bytes = HexFormat.of().parseHex(hex);
            tell(
                    "read " + hex,
                    () ->
                            BinaryInputArchive.getArchive(new ByteArrayInputStream(bytes))
                                    .readString("t"));
            tell(
                    "vector " + hex,
                    () ->
                            BinaryInputArchive.getArchive(new ByteArrayInputStream(bytes))
                                            .startVector("t")
                                    == null);
        }
    }

    private void exceptions() {
        for (KeeperException.Code code : KeeperException.Code.values()) {
            tell(code + " " + code.intValue(), () -> KeeperException.create(code));
            tell(
                    code + " with path",
                    () ->
                            KeeperException.create(code, "/p")
                                    + KeeperException.create(code, "/p").getPath());
        }
        tell("no code", () -> KeeperException.Code.get(-999));
        tell("empty path", () -> new KeeperException.NoNodeException("").getMessage());
    }

    private void enums() {
        for (CreateMode mode : CreateMode.values()) {
            tell(
                    mode.name(),
                    () ->
                            ""
                                    + mode.toFlag()
                                    + mode.isEphemeral()
                                    + mode.isSequential()
                                    + mode.isContainer()
                                    + mode.isTTL());
        }
        tell("flag", () -> CreateMode.fromFlag(9));
        tell("flag", () -> CreateMode.fromFlag(9, CreateMode.EPHEMERAL));
        for (int i = -2; i < 9; i++) {
            int number = i;
            tell("event " + i, () -> EventType.fromInt(number));
            tell("state " + i, () -> KeeperState.fromInt(number));
            tell("type " + i, () -> Watcher.WatcherType.fromInt(number));
        }
        tell("expired", () -> KeeperState.fromInt(-112));
        tell("modes", () -> Arrays.toString(AddWatchMode.values()));
        for (ZooKeeper.States state : ZooKeeper.States.values()) {
            tell(state.name(), () -> state.isAlive() + " " + state.isConnected());
        }
        tell(
                "event",
                () -> new WatchedEvent(EventType.NodeCreated, KeeperState.SyncConnected, "/x"));
        tell("event", () -> new WatchedEvent(EventType.None, KeeperState.Expired, null, 77));
        tell("event", () -> new WatchedEvent(new WatcherEvent(9, 3, "/x"), 5));
        tell("event", () -> new WatchedEvent(new WatcherEvent(1, 3, "/x"), 5).getWrapper());
    }

    private void operations() {
        byte[] data = {1, 2};
        List<Op> ops =
                Stream.concat(
                                Stream.of(
                                        Op.check("/x", 1),
                                        Op.delete("/x", 1),
                                        Op.setData("/x", data, 3),
                                        Op.getData("/x"),
                                        Op.getChildren("/x"),
                                        Op.create("/x", data, Ids.OPEN_ACL_UNSAFE, 77),
                                        Op.create("/x", data, Ids.OPEN_ACL_UNSAFE, 5, 7)),
                                Arrays.stream(CreateMode.values())
                                        .map(
                                                mode ->
                                                        Op.create(
                                                                "/x",
                                                                data,
                                                                Ids.OPEN_ACL_UNSAFE,
                                                                mode,
                                                                9)))
                        .toList();
        for (Op op : ops) {
            tell(
                    "op",
                    () ->
                            op.getClass().getSimpleName()
                                    + op.getType()
                                    + op.getPath()
                                    + op.getKind()
                                    + op.toRequestRecord()
                                    + op.hashCode());
            tell("equal", () -> ops.stream().filter(op::equals).count());
        }
        tell("mixed", () -> new MultiOperationRecord(ops));
        tell(
                "record",
                () -> {
                    MultiOperationRecord record =
                            new MultiOperationRecord(List.of(ops.get(0), ops.get(1), ops.get(2)));
                    return HexFormat.of().formatHex(bytes(record))
                            + record.hashCode()
                            + record.equals(copy(record));
                });
        for (CreateMode mode : CreateMode.values()) {
            for (long ttl : new long[] {-1, 0, 5, 0xff_ffff_ffffL, 0x100_0000_0000L}) {
                tell(
                        mode + " for " + ttl,
                        () ->
                                CreateOptions.newBuilder(Ids.OPEN_ACL_UNSAFE, mode)
                                        .withTtl(ttl)
                                        .build()
                                        .getTtl());
            }
        }
        tell("no acl", () -> CreateOptions.newBuilder(null, CreateMode.PERSISTENT).build());
        tell("no mode", () -> CreateOptions.newBuilder(Ids.OPEN_ACL_UNSAFE, null).build());
    }

    private void results() {
        List<OpResult> results =
                List.of(
                        new OpResult.CheckResult(),
                        new OpResult.CreateResult("/x"),
                        new OpResult.CreateResult("/x", stat(1)),
                        new OpResult.CreateResult("/x", stat(2)),
                        new OpResult.DeleteResult(),
                        new OpResult.SetDataResult(stat(1)),
                        new OpResult.SetDataResult(stat(2)),
                        new OpResult.ErrorResult(-5),
                        new OpResult.GetChildrenResult(List.of("a")),
                        new OpResult.GetDataResult(new byte[] {1}, stat(1)),
                        new OpResult.GetDataResult(new byte[] {1}, stat(2)));
        for (OpResult each : results) {
            tell("result", () -> each.getType() + " " + each.hashCode());
            tell("equal", () -> results.stream().filter(each::equals).count());
        }
        tell(
                "response",
                () -> {
                    MultiResponse response = new MultiResponse();
                    results.forEach(response::add);
                    return HexFormat.of().formatHex(bytes(response)) + response.hashCode();
                });
    }

    private void texts() {
        for (int perms : new int[] {0, 1, 5, 31}) {
            tell("permissions", () -> ZKUtil.getPermString(perms));
        }
        tell("acl", () -> ZKUtil.aclToString(Ids.OPEN_ACL_UNSAFE));
        tell("ids", () -> "" + Ids.OPEN_ACL_UNSAFE + Ids.CREATOR_ALL_ACL + Ids.READ_ACL_UNSAFE);
        tell("file", () -> ZKUtil.validateFileInput("/nope") + ZKUtil.validateFileInput("/"));
        for (String text :
                List.of(
                        "count=1,bytes=2",
                        "count=3,bytes=-1=;byteHardLimit=-1;countHardLimit=4",
                        "",
                        "foo",
                        "count=x",
                        "count=1;;z=3")) {
            tell(
                    "quota " + text,
                    () -> {
                        StatsTrack track = new StatsTrack(text);
                        return track
                                + " "
                                + track.getCountHardLimit()
                                + track.getByteHardLimit()
                                + track.getBytes()
                                + track.hashCode();
                    });
        }
        tell(
                "quotas",
                () -> Quotas.quotaPath("/a") + Quotas.limitPath("/a") + Quotas.statPath("/a"));
        tell("trim", () -> Quotas.trimQuotaPath("/zookeeper/quota/a/x"));
        tell("digest", () -> DigestAuthenticationProvider.generateDigest("super:a:b"));
        tell("split", () -> StringUtils.split(" a, b,,c ", ","));
        tell(
                "join",
                () ->
                        StringUtils.joinStrings(List.of("a", "b"), ";")
                                + StringUtils.joinStrings(null, ""));
        for (String text :
                List.of("[::1]:1", "[::1]:", "[::1]", "[::1]x", "[]", "x", "[a:1", "[a]:1:2", "")) {
            tell("host " + text, () -> Arrays.toString(NetUtils.getIPV6HostAndPort(text)));
        }
        tell("address", () -> NetUtils.formatInetAddr(new InetSocketAddress("127.0.0.1", 5)));
        tell("address", () -> NetUtils.formatInetAddr(InetSocketAddress.createUnresolved("h", 5)));
        tell("address", () -> NetUtils.formatInetAddr(new InetSocketAddress("::1", 5)));
    }

    private void paths() {
        for (String path :
                Arrays.asList(
                        "",
                        "/",
                        "a",
                        "/a/",
                        "//",
                        "/a//b",
                        "/a/.",
                        "/a/./b",
                        "/..",
                        "/a/..",
                        "/a/../b",
                        "/\u0000",
                        "/a\u0001",
                        "/a\u007f",
                        "/\u009fx",
                        "/\ud800",
                        "/\uf8ff",
                        "/\uf900",
                        "/\uffef",
                        "/\ufff0",
                        "/a b",
                        "/...",
                        "/.a",
                        "/a./b",
                        null)) {
            tell("path " + path, () -> valid(path, false));
            tell("sequential path " + path, () -> valid(path, true));
        }
        tell(
                "top",
                () ->
                        PathUtils.getTopNamespace("/a/b")
                                + PathUtils.getTopNamespace("/")
                                + PathUtils.getTopNamespace(null));
    }

    private static Object valid(String path, boolean sequential) {
        PathUtils.validatePath(path, sequential);
        if (!sequential) {
            PathUtils.validatePath(path);
        }
        return "valid";
    }

    private void configurations() {
        for (String text :
                Arrays.asList(
                        "h",
                        "h:1",
                        "h:1,g:2/x",
                        "h:1/",
                        "[::1]:99",
                        "[::1]",
                        "h:1/x/",
                        "h:",
                        "a:b",
                        "",
                        "/x",
                        ",",
                        "h:1,,g",
                        "  h:1 , g ",
                        "h:1/x//y",
                        "h:99999",
                        "[fe80::1",
                        "h:1:2")) {
            tell(
                    "servers " + text,
                    () -> {
                        ConnectStringParser parser = new ConnectStringParser(text);
                        return parser.getServerAddresses() + " " + parser.getChrootPath();
                    });
        }
        tell("no servers", () -> new StaticHostProvider(List.of()));
        ZKClientConfig config = new ZKClientConfig();
        config.setProperty("n", " 0x10 ");
        config.setProperty("b", "TRUE");
        config.setProperty("x", "x");
        tell("int", () -> config.getInt("n", 3) + config.getInt("none", 3));
        tell("int", () -> config.getInt("x", 3));
        tell("long", () -> config.getLong("x", 3));
        tell("long", () -> config.getLong("none", 3));
        tell("boolean", () -> config.getBoolean("b") + "" + config.getBoolean("x", true));
        tell(
                "null",
                () -> {
                    config.setProperty(null, "x");
                    return "set";
                });
        tell("sasl", config::isSaslClientEnabled);
        tell("no file", () -> new ZKClientConfig("/nope/x.cfg"));
        tell("no file", () -> new ZKClientConfig(new File("/nope/x.cfg")));
        tell("no file", () -> new ZKClientConfig(Path.of("/nope/x.cfg")));
        tell(
                "known properties",
                () -> {
                    List<String> names =
                            Stream.of(
                                            "jute.maxbuffer",
                                            "zookeeper.request.timeout",
                                            "zookeeper.client.secure",
                                            "zookeeper.ssl.keyStore.location",
                                            "zookeeper.ssl.trustStore.passwordPath",
                                            "zookeeper.sasl.client.username",
                                            "zookeeper.fips-mode",
                                            "zookeeper.unknown")
                                    .filter(name -> System.getProperty(name) == null)
                                    .toList();
                    names.forEach(name -> System.setProperty(name, "V"));
                    try {
                        ZKClientConfig fresh = new ZKClientConfig();
                        return names.stream().map(fresh::getProperty).collect(Collectors.toList());
                    } finally {
                        names.forEach(System::clearProperty);
                    }
                });
        try (ClientX509Util properties = new ClientX509Util()) {
            tell(
                    "names",
                    () ->
                            properties.getSslKeystoreLocationProperty()
                                    + properties.getSslTruststorePasswdPathProperty()
                                    + properties.getSslHostnameVerificationEnabledProperty()
                                    + properties.getSslOcspEnabledProperty()
                                    + properties.getSslClientAuthProperty()
                                    + properties.getSslCipherSuitesProperty()
                                    + properties.getSslEnabledProtocolsProperty());
        }
        for (String file : List.of("a.jks", "a.pem", "a.p12", "a.bcfks", "a.x")) {
            tell("format", () -> KeyStoreFileType.fromFilename(file));
        }
        tell("format", () -> KeyStoreFileType.fromPropertyValue("odd"));
    }

    private void members() {
        for (String text :
                List.of(
                        "127.0.0.1:1:2",
                        "127.0.0.1:1:2:observer",
                        "127.0.0.1:1:2;3",
                        "127.0.0.1:1:2:participant;127.0.0.2:3",
                        "[::1]:1:2;[::1]:3")) {
            tell(
                    "member " + text,
                    () -> {
                        QuorumServer member = new QuorumServer(1, text);
                        return member + " " + member.clientAddr + member.hostname + member.type;
                    });
        }
        tell(
                "ensemble",
                () -> {
                    Properties lines = new Properties();
                    lines.setProperty("server.2", "127.0.0.1:1:2:observer;127.0.0.1:3");
                    lines.setProperty("server.1", "127.0.0.1:4:5:participant;127.0.0.1:6");
                    lines.setProperty("version", "1f");
                    QuorumMaj ensemble = new QuorumMaj(lines);
                    return ensemble
                            + " "
                            + ensemble.getVersion()
                            + ensemble.getVotingMembers().keySet();
                });
    }
}
