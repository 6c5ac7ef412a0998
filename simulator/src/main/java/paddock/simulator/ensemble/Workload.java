package paddock.simulator.ensemble;

import paddock.wire.protocol.Acl;
import paddock.wire.protocol.CreateMode;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// What one client asks for, as its seed wants it.
final class Workload {
    /// Znodes whose data are registers; never deleted.
    static final String REGISTERS = "/r";

    /// Ephemerals that clients compete for, and delete.
    static final String EPHEMERALS = "/e";

    /// Znodes that are made and changed together only.
    static final List<String> TOGETHER = List.of("/m/a", "/m/b");

    private static final String TOGETHER_ROOT = "/m";
    private static final String TREE = "/t";
    private static final String SEQUENCES = "/s";
    private static final String PLAIN = "/p";
    private static final int PATHS = 4;
    private static final byte[] NOTHING = {};
    private static final int IMPOSSIBLE = 1 << 30;
    private static final int PERSISTENT = Request.AddWatch.PERSISTENT;
    private static final int RECURSIVE = Request.AddWatch.PERSISTENT_RECURSIVE;

    private final RandomGenerator random;
    private final Memberships memberships;
    private final int closePercent;

    /// As locks do it: the names of one client begin alike, the numbers are of one sequence.
    private final String sequence;

    Workload(RandomGenerator random, Memberships memberships) {
        this.random = random;
        this.memberships = memberships;
        closePercent = random.nextInt(3);
        sequence = SEQUENCES + "/" + (char) ('a' + random.nextInt(8)) + "-";
    }

    /// What everything else needs.
    List<Request> foundations() {
        return List.of(
                create(SEQUENCES, CreateMode.PERSISTENT),
                create(REGISTERS + random.nextInt(PATHS), CreateMode.PERSISTENT),
                create(PLAIN + random.nextInt(PATHS), CreateMode.PERSISTENT),
                create(TREE, CreateMode.PERSISTENT),
                new Request.Multi(
                        false,
                        List.of(
                                create(TOGETHER_ROOT, CreateMode.PERSISTENT),
                                create(TOGETHER.get(0), CreateMode.PERSISTENT),
                                create(TOGETHER.get(1), CreateMode.PERSISTENT))));
    }

    /// Some requests asked together.
    List<Request> next(long session, long number) {
        Request change = memberships.nextChange();
        if (change != null) {
            return List.of(change);
        }
        if (random.nextInt(4) == 0) {
            return random.nextBoolean() ? together(session, number) : treeOrEphemeral();
        }
        byte[] data = (session + ":" + number).getBytes(StandardCharsets.US_ASCII);
        String register = REGISTERS + random.nextInt(PATHS);
        String ephemeral = EPHEMERALS + random.nextInt(PATHS);
        String plain = PLAIN + random.nextInt(PATHS);
        int kind = random.nextInt(100);
        if (kind < closePercent) {
            return List.of(new Request.CloseSession());
        }
        if (kind < 30) {
            return List.of(new Request.SetData(register, data, -1));
        }
        if (kind < 45) {
            return List.of(new Request.GetData(register, random.nextBoolean()));
        }
        if (kind < 52) {
            return List.of(
                    new Request.SetData(register, data, -1), new Request.GetData(register, true));
        }
        if (kind < 60) {
            return List.of(create(ephemeral, CreateMode.EPHEMERAL));
        }
        if (kind < 70) {
            return List.of(new Request.Exists(ephemeral, random.nextBoolean()));
        }
        if (kind < 77) {
            CreateMode mode =
                    random.nextInt(4) == 0
                            ? CreateMode.EPHEMERAL_SEQUENTIAL
                            : CreateMode.PERSISTENT_SEQUENTIAL;
            return List.of(create(sequence, mode));
        }
        if (kind < 81) {
            return List.of(
                    new Request.GetChildren("/", random.nextBoolean(), random.nextBoolean()));
        }
        if (kind < 85) {
            return List.of(
                    create(plain, CreateMode.PERSISTENT), new Request.GetChildren("/", true, true));
        }
        if (kind < 89) {
            return List.of(new Request.Delete(plain, -1), new Request.Exists(plain, true));
        }
        if (kind < 93) {
            return List.of(
                    new Request.Multi(
                            false,
                            List.of(
                                    create(plain, CreateMode.PERSISTENT),
                                    new Request.SetData(plain, data, 0),
                                    create(SEQUENCES + "/m-", CreateMode.EPHEMERAL_SEQUENTIAL))));
        }
        if (kind < 95) {
            return List.of(create(register, CreateMode.PERSISTENT));
        }
        return List.of(new Request.Sync("/"));
    }

    /// Something about the znodes that are changed together.
    private List<Request> together(long session, long number) {
        byte[] data = (session + ":" + number).getBytes(StandardCharsets.US_ASCII);
        String one = TOGETHER.get(random.nextInt(TOGETHER.size()));
        int kind = random.nextInt(4);
        if (kind == 0) {
            return List.of(new Request.GetData(one, random.nextBoolean()));
        }
        if (kind == 1) {
            List<Request> reads = new ArrayList<>();
            TOGETHER.forEach(path -> reads.add(new Request.GetData(path, false)));
            return List.of(new Request.Multi(true, reads));
        }
        List<Request> parts = new ArrayList<>();
        TOGETHER.forEach(path -> parts.add(new Request.SetData(path, data, -1)));
        if (random.nextInt(3) == 0) {
            parts.add(random.nextInt(parts.size() + 1), new Request.Check(one, IMPOSSIBLE));
        }
        return List.of(new Request.Multi(false, parts));
    }

    /// Something about a small tree that is watched in every way, or the end of an ephemeral.
    private List<Request> treeOrEphemeral() {
        String leaf = TREE + "/" + random.nextInt(PATHS);
        return switch (random.nextInt(9)) {
            case 0 -> List.of(create(leaf, CreateMode.PERSISTENT));
            case 1 -> List.of(create(leaf, CreateMode.EPHEMERAL));
            case 2 -> List.of(new Request.Delete(leaf, -1));
            case 3 -> List.of(new Request.SetData(leaf, NOTHING, -1));
            case 4 -> List.of(new Request.Exists(leaf, true));
            case 5 -> List.of(new Request.GetChildren(TREE, true, random.nextBoolean()));
            case 6 -> List.of(new Request.AddWatch(random.nextBoolean() ? TREE : leaf, PERSISTENT));
            case 7 -> List.of(new Request.AddWatch(random.nextBoolean() ? TREE : "/s", RECURSIVE));
            default -> List.of(new Request.Delete(EPHEMERALS + random.nextInt(PATHS), -1));
        };
    }

    /// What is asked after a sync.
    Request afterSync() {
        return new Request.GetData(REGISTERS + random.nextInt(PATHS), false);
    }

    private static Request create(String path, CreateMode mode) {
        return new Request.Create(OpCode.CREATE, path, NOTHING, Acl.OPEN, mode.flag(), 0);
    }
}
