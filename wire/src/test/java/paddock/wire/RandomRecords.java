package paddock.wire;

import org.jspecify.annotations.Nullable;

import paddock.wire.protocol.Acl;
import paddock.wire.protocol.ClientInfo;
import paddock.wire.protocol.ConnectRequest;
import paddock.wire.protocol.ConnectResponse;
import paddock.wire.protocol.Id;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;
import paddock.wire.protocol.Response;
import paddock.wire.protocol.Response.Result;
import paddock.wire.protocol.Stat;
import paddock.wire.protocol.WatcherEvent;
import paddock.wire.txn.LoggedTxn;
import paddock.wire.txn.Txn;
import paddock.wire.txn.TxnDigest;
import paddock.wire.txn.TxnHeader;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/// Random values of every record, valid on the wire but otherwise without sense, so that no field
/// can be mistaken for its neighbour.
public final class RandomRecords {
    private static final int[] CREATES = {
        OpCode.CREATE, OpCode.CREATE2, OpCode.CREATE_CONTAINER, OpCode.CREATE_TTL
    };

    private final Random random;
    private final boolean anyUnit;

    /// Values that come back from the wire as they were.
    public RandomRecords(Random random) {
        this(random, false);
    }

    private RandomRecords(Random random, boolean anyUnit) {
        this.random = random;
        this.anyUnit = anyUnit;
    }

    /// Values whose strings may hold any UTF-16 unit, unpaired surrogates too: they can be written,
    /// but what comes back differs.
    public static RandomRecords withAnyUnit(Random random) {
        return new RandomRecords(random, true);
    }

    public ConnectRequest connectRequest() {
        boolean present = random.nextBoolean();
        return new ConnectRequest(
                random.nextInt(),
                random.nextLong(),
                random.nextInt(),
                random.nextLong(),
                buffer(),
                present && random.nextBoolean(),
                present);
    }

    public ConnectResponse connectResponse() {
        boolean present = random.nextBoolean();
        byte[] password = new byte[16];
        random.nextBytes(password);
        return new ConnectResponse(
                random.nextInt(),
                random.nextInt(),
                random.nextLong(),
                password,
                present && random.nextBoolean(),
                present);
    }

    /// One request of every kind, in a fixed order.
    public List<Request> everyRequest() {
        List<Request> all = new ArrayList<>();
        for (int opCode : CREATES) {
            all.add(create(opCode));
        }
        all.add(new Request.Delete(string(), random.nextInt()));
        all.add(new Request.DeleteContainer(string()));
        all.add(new Request.Exists(string(), random.nextBoolean()));
        all.add(new Request.GetData(string(), random.nextBoolean()));
        all.add(new Request.SetData(string(), buffer(), random.nextInt()));
        all.add(new Request.GetAcl(string()));
        all.add(new Request.SetAcl(string(), orNull(this::acl), random.nextInt()));
        all.add(new Request.GetChildren(string(), random.nextBoolean(), false));
        all.add(new Request.GetChildren(string(), random.nextBoolean(), true));
        all.add(childrenPage());
        all.add(new Request.Sync(orNull(this::string)));
        all.add(new Request.Ping());
        all.add(new Request.Check(string(), random.nextInt()));
        all.add(new Request.Multi(false, list(this::update)));
        all.add(new Request.Multi(true, list(this::query)));
        all.add(
                new Request.Reconfig(
                        orNull(this::string),
                        orNull(this::string),
                        orNull(this::string),
                        random.nextLong()));
        all.add(new Request.Watches(string(), random.nextInt(), false));
        all.add(new Request.Watches(string(), random.nextInt(), true));
        all.add(setWatches(false));
        all.add(setWatches(true));
        all.add(new Request.AddWatch(string(), random.nextInt()));
        all.add(new Request.WhoAmI());
        all.add(new Request.GetEphemerals(orNull(this::string)));
        all.add(new Request.GetAllChildrenNumber(string()));
        all.add(new Request.Auth(random.nextInt(), orNull(this::string), buffer()));
        all.add(new Request.Sasl(buffer()));
        all.add(new Request.CloseSession());
        return all;
    }

    /// One response of every kind.
    public List<Response> everyResponse() {
        return List.of(
                new Response.Created(string()),
                new Response.CreatedWithStat(string(), stat()),
                new Response.StatOnly(stat()),
                new Response.Data(buffer(), stat()),
                new Response.AclList(acl(), stat()),
                new Response.Names(list(this::string)),
                new Response.NamesWithStat(list(this::string), stat()),
                new Response.NamesPage(list(this::string), stat(), random.nextBoolean()),
                new Response.Synced(orNull(this::string)),
                new Response.Count(random.nextInt()),
                new Response.Err(random.nextInt()),
                new Response.Identities(list(() -> new ClientInfo(string(), string()))),
                new Response.SaslToken(buffer()),
                new Response.Results(list(this::result)));
    }

    /// One transaction of every kind.
    public List<Txn> everyTxn() {
        List<Txn> all = new ArrayList<>(everyPart());
        all.add(new Txn.CreateSession(random.nextInt()));
        all.add(new Txn.CloseSession(list(this::string)));
        all.add(new Txn.SetAcl(string(), acl(), random.nextInt()));
        all.add(new Txn.SetData(OpCode.RECONFIG, string(), buffer(), random.nextInt()));
        all.add(
                new Txn.Create(
                        OpCode.CREATE2,
                        string(),
                        buffer(),
                        acl(),
                        random.nextBoolean(),
                        random.nextInt()));
        all.add(new Txn.Multi(list(this::part)));
        all.removeIf(txn -> txn.type() == OpCode.CHECK);
        return all;
    }

    public LoggedTxn loggedTxn(Txn txn) {
        TxnHeader header =
                new TxnHeader(
                        random.nextLong(),
                        random.nextInt(),
                        random.nextLong(),
                        random.nextLong(),
                        txn.type());
        return new LoggedTxn(
                header, txn, orNull(() -> new TxnDigest(TxnDigest.VERSION, random.nextLong())));
    }

    public Stat stat() {
        return new Stat(
                random.nextLong(),
                random.nextLong(),
                random.nextLong(),
                random.nextLong(),
                random.nextInt(),
                random.nextInt(),
                random.nextInt(),
                random.nextLong(),
                random.nextInt(),
                random.nextInt(),
                random.nextLong());
    }

    public WatcherEvent watcherEvent() {
        return new WatcherEvent(random.nextInt(), random.nextInt(), string());
    }

    public String string() {
        StringBuilder out = new StringBuilder();
        for (int left = random.nextInt(12); left > 0; left--) {
            switch (random.nextInt(4)) {
                case 0 -> out.append((char) random.nextInt(0x80));
                case 1 -> out.append((char) (0x80 + random.nextInt(0x780)));
                case 2 -> out.append((char) (0x800 + random.nextInt(0xd000)));
                default -> out.append(anyUnit ? (char) random.nextInt(0x10000) : 'z');
            }
        }
        return out.toString();
    }

    public byte @Nullable [] buffer() {
        int length = random.nextInt(20) - 1;
        if (length < 0) {
            return null;
        }
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private Request.Create create(int opCode) {
        return new Request.Create(
                opCode,
                string(),
                buffer(),
                orNull(this::acl),
                random.nextInt(),
                opCode == OpCode.CREATE_TTL ? random.nextLong() : 0);
    }

    /// A multi is read on only behind a create with an ACL and a flag that fits.
    private Request.Create createInMulti(int opCode) {
        boolean ttl = opCode == OpCode.CREATE_TTL;
        return new Request.Create(
                opCode,
                string(),
                buffer(),
                ttl ? orNull(this::acl) : acl(),
                ttl ? random.nextInt() : random.nextInt(5),
                ttl ? random.nextLong() : 0);
    }

    private Request update() {
        return switch (random.nextInt(4)) {
            case 0 -> createInMulti(CREATES[random.nextInt(CREATES.length)]);
            case 1 -> new Request.Delete(string(), random.nextInt());
            case 2 -> new Request.SetData(string(), buffer(), random.nextInt());
            default -> new Request.Check(string(), random.nextInt());
        };
    }

    private Request query() {
        return random.nextBoolean()
                ? new Request.GetData(string(), random.nextBoolean())
                : new Request.GetChildren(string(), random.nextBoolean(), false);
    }

    private Request.GetChildrenPage childrenPage() {
        return new Request.GetChildrenPage(
                string(),
                random.nextBoolean(),
                orNull(this::string),
                random.nextInt(),
                random.nextInt());
    }

    private Request.SetWatches setWatches(boolean second) {
        return new Request.SetWatches(
                second,
                random.nextLong(),
                list(this::string),
                list(this::string),
                list(this::string),
                second ? list(this::string) : List.of(),
                second ? list(this::string) : List.of());
    }

    private Result result() {
        return switch (random.nextInt(8)) {
            case 0 -> new Result(OpCode.CREATE, 0, new Response.Created(string()));
            case 1 -> new Result(OpCode.CREATE2, 0, new Response.CreatedWithStat(string(), stat()));
            case 2 -> new Result(OpCode.SET_DATA, 0, new Response.StatOnly(stat()));
            case 3 -> new Result(OpCode.GET_DATA, 0, new Response.Data(buffer(), stat()));
            case 4 -> new Result(OpCode.GET_CHILDREN, 0, new Response.Names(list(this::string)));
            case 5 -> new Result(OpCode.DELETE, 0, null);
            case 6 -> new Result(OpCode.CHECK, 0, null);
            default -> Result.failed(random.nextInt());
        };
    }

    private List<Txn> everyPart() {
        return List.of(
                new Txn.Create(
                        OpCode.CREATE,
                        string(),
                        buffer(),
                        acl(),
                        random.nextBoolean(),
                        random.nextInt()),
                new Txn.CreateTtl(string(), buffer(), acl(), random.nextInt(), random.nextLong()),
                new Txn.CreateContainer(string(), buffer(), acl(), random.nextInt()),
                new Txn.Delete(OpCode.DELETE, string()),
                new Txn.Delete(OpCode.DELETE_CONTAINER, string()),
                new Txn.SetData(OpCode.SET_DATA, string(), buffer(), random.nextInt()),
                new Txn.Check(string(), random.nextInt()),
                new Txn.Error(random.nextInt()));
    }

    private Txn part() {
        List<Txn> parts = everyPart();
        return parts.get(random.nextInt(parts.size()));
    }

    private List<Acl> acl() {
        return list(
                () ->
                        new Acl(
                                random.nextInt(),
                                new Id(orNull(this::string), orNull(this::string))));
    }

    private <T> List<T> list(Supplier<T> element) {
        List<T> list = new ArrayList<>();
        for (int left = random.nextInt(5); left > 0; left--) {
            list.add(element.get());
        }
        return list;
    }

    private <T> @Nullable T orNull(Supplier<T> value) {
        return random.nextInt(6) == 0 ? null : value.get();
    }
}
