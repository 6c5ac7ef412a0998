package paddock.simulator.ensemble;

import paddock.wire.protocol.Acl;
import paddock.wire.protocol.CreateMode;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;

/// What one client asks for, as its seed wants it.
final class Workload {
    /// Znodes whose data are registers; never deleted.
    static final String REGISTERS = "/r";

    /// Ephemerals that clients compete for; deleted with their sessions only.
    static final String EPHEMERALS = "/e";

    private static final String SEQUENCES = "/s";
    private static final String PLAIN = "/p";
    private static final int PATHS = 4;
    private static final byte[] NOTHING = {};

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
                create(PLAIN + random.nextInt(PATHS), CreateMode.PERSISTENT));
    }

    /// Some requests asked together.
    List<Request> next(long session, long number) {
        Request change = memberships.nextChange();
        if (change != null) {
            return List.of(change);
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

    /// What is asked after a sync.
    Request afterSync() {
        return new Request.GetData(REGISTERS + random.nextInt(PATHS), false);
    }

    private static Request create(String path, CreateMode mode) {
        return new Request.Create(OpCode.CREATE, path, NOTHING, Acl.OPEN, mode.flag(), 0);
    }
}
