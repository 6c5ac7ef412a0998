package paddock.simulator.ensemble;

import paddock.replica.LocalSessionMode;
import paddock.simulator.disk.PowerLoss;
import paddock.simulator.disk.SimDisk;
import paddock.simulator.network.Network;
import paddock.simulator.schedule.Chance;
import paddock.simulator.schedule.Schedule;
import paddock.storage.log.LogSettings;
import paddock.zab.peer.PeerSettings;
import paddock.zab.quorum.Majority;
import paddock.zab.quorum.Member;
import paddock.zab.quorum.QuorumConfig;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/// What an ensemble is made of, as its seed wants it: how many servers, with which settings.
final class Shape {
    private static final int LOG_FILE_BYTES = 64 << 10;

    private final Options options;
    private final Chance chance;
    private final RandomGenerator random;
    private final List<Long> ids;
    private final QuorumConfig first;
    private final Memberships memberships;
    private final LocalSessionMode localSessions;
    private final int tickMillis;

    Shape(Options options, Chance chance) {
        this.options = options;
        this.chance = chance;
        random = chance.of("shape");
        int voters = options.servers() > 0 ? options.servers() : 3 + 2 * (random.nextInt(4) / 3);
        int watching = options.observers() >= 0 ? options.observers() : random.nextInt(4) / 3;
        RandomGenerator changes = chance.of("memberships");
        // Those that are no members at first may join later.
        boolean changing = options.faults() && changes.nextInt(3) == 0;
        int spare = changing ? changes.nextInt(3) : 0;
        ids = LongStream.rangeClosed(1, voters + watching + spare).boxed().toList();
        List<Member> members = new ArrayList<>();
        for (long id = 1; id <= voters + watching; id++) {
            boolean votes = id <= voters;
            Member.Role role = votes ? Member.Role.PARTICIPANT : Member.Role.OBSERVER;
            members.add(Memberships.member(id, role));
        }
        first = new QuorumConfig(0, members, new Majority());
        memberships = new Memberships(first, ids, changing ? 1 + changes.nextInt(8) : 0, changes);
        LocalSessionMode[] modes = LocalSessionMode.values();
        RandomGenerator sessions = chance.of("sessions");
        localSessions =
                sessions.nextInt(3) == 0
                        ? modes[sessions.nextInt(modes.length)]
                        : LocalSessionMode.OFF;
        tickMillis = random.nextBoolean() ? 200 : 1000;
    }

    Memberships memberships() {
        return memberships;
    }

    List<SimServer> servers(Schedule schedule, Network network, Trace trace, Checks checks) {
        List<SimServer> servers = new ArrayList<>();
        for (long id : ids) {
            RandomGenerator own = chance.of("machine " + id);
            SimDisk disk = new SimDisk(chance.of("disk " + id));
            Machine machine =
                    new Machine(id, schedule, network, disk, trace, PowerLoss.ORDERLY, own);
            LogSettings log =
                    new LogSettings(true, random.nextBoolean() ? LOG_FILE_BYTES : 0, 0, 4096);
            SimServer.Setup setup =
                    new SimServer.Setup(
                            peer(id),
                            first,
                            memberships,
                            log,
                            200 << random.nextInt(7),
                            localSessions);
            servers.add(new SimServer(machine, checks, setup, options));
        }
        return servers;
    }

    private PeerSettings peer(long id) {
        PeerSettings standard = PeerSettings.of(id, tickMillis, 10, 5);
        return new PeerSettings(
                standard.serverId(),
                standard.tickMillis(),
                standard.initLimit(),
                standard.syncLimit(),
                1 + random.nextInt(random.nextBoolean() ? 20 : 500),
                random.nextBoolean() ? 0.33 : random.nextInt(4) == 0 ? -1 : 100,
                random.nextInt(16) == 0,
                standard.maxSnapshotSyncs(),
                standard.maxDiffSyncs(),
                memberships.areEnabled(),
                standard.standaloneEnabled(),
                standard.epochWaitMillis(),
                standard.observing(),
                standard.observerMasters(),
                random.nextInt(4) == 0 ? 0 : standard.features(),
                Mistake.mutations(options.mistakes()));
    }
}
