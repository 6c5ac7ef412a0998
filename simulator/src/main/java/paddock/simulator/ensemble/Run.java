package paddock.simulator.ensemble;

import paddock.core.database.Database;
import paddock.simulator.check.BrokenPromise;
import paddock.simulator.check.Chronicle;
import paddock.simulator.check.EphemeralsLiveExactlyAsLongAsSession;
import paddock.simulator.check.LinearizableRegisters;
import paddock.simulator.check.MultiIsAtomic;
import paddock.simulator.check.ProgressReturns;
import paddock.simulator.check.SequenceNumbersNeverRepeat;
import paddock.simulator.check.SessionOrder;
import paddock.simulator.check.WatchesFireOnceInOrderBeforeNewerState;
import paddock.simulator.network.Latency;
import paddock.simulator.network.Network;
import paddock.simulator.schedule.Chance;
import paddock.simulator.schedule.Schedule;
import paddock.wire.ensemble.Features;
import paddock.wire.ensemble.ServerState;
import paddock.zab.peer.Peer;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// One seed, from the first start of the servers to the last check.
public final class Run {
    private static final long PROGRESS_BOUND_MICROS = 120 * Schedule.SECOND;

    private static final long LONGEST_LOAD_MICROS = 60 * Schedule.SECOND;
    private static final long FIRST_CLIENT = 101;

    private final Options options;
    private final Chance chance;
    private final Schedule schedule = new Schedule();
    private final Checks checks = new Checks();
    private final Trace trace;
    private final List<SimServer> servers = new ArrayList<>();
    private final List<SimClient> clients = new ArrayList<>();
    private final SimClient.Budget budget;
    private final Network network;
    private final Shape shape;

    private Run(long seed, Options options, boolean traceAll) {
        this.options = options;
        budget = new SimClient.Budget(options.operations());
        chance = new Chance(seed);
        trace = new Trace(schedule, traceAll);
        network = new Network(schedule, chance.of("network"), Latency.LOCAL);
        shape = new Shape(options, chance);
    }

    /// Plays a seed.
    ///
    /// @param traceAll whether the outcome holds the whole timeline
    public static Outcome play(long seed, Options options, boolean traceAll) {
        Run run = new Run(seed, options, traceAll);
        String failure = "";
        String check = "";
        try {
            run.play();
        } catch (BrokenPromise broken) {
            failure = String.valueOf(broken.getMessage());
            check = broken.check();
        } catch (RuntimeException e) {
            failure = describe(e);
            check = e.getClass().getSimpleName();
        }
        return new Outcome(
                seed,
                failure,
                check,
                run.trace.lines(),
                run.trace.fingerprint(),
                run.budget.answered,
                run.schedule.nowMicros() / Schedule.MILLI,
                run.schedule.happened());
    }

    private static String describe(RuntimeException e) {
        StringBuilder text = new StringBuilder(e.toString());
        StackTraceElement[] frames = e.getStackTrace();
        for (int i = 0; i < Math.min(8, frames.length); i++) {
            text.append(System.lineSeparator()).append("        at ").append(frames[i]);
        }
        return text.toString();
    }

    private void play() {
        servers.addAll(shape.servers(schedule, network, trace, checks));
        servers.forEach(SimServer::start);
        Faults faults =
                new Faults(new Scene(servers, network, schedule, trace, chance.of("faults")));
        if (options.faults()) {
            schedule.after(chance.of("calm").nextInt(3_000_000), faults::begin);
        }
        load();
        faults.stop();
        shape.memberships().stop();
        long healedMicros = schedule.nowMicros();
        awaitProgress(healedMicros);
        finishLoad();
        checkTheEnd();
    }

    /// Clients work until they have asked enough, or for long enough.
    private void load() {
        RandomGenerator random = chance.of("load");
        int count = servers.size() + random.nextInt(3);
        int pauseMillis = 5 + random.nextInt(random.nextInt(4) == 0 ? 1500 : 100);
        for (int i = 0; i < count; i++) {
            SimClient client =
                    new SimClient(
                            FIRST_CLIENT + i,
                            servers,
                            network,
                            schedule,
                            trace,
                            checks,
                            budget,
                            new Workload(chance.of("workload " + i), shape.memberships()),
                            pauseMillis,
                            chance.of("client " + i));
            clients.add(client);
            client.start();
        }
        long untilMicros = schedule.nowMicros() + LONGEST_LOAD_MICROS;
        while (!budget.isSpent() && schedule.nowMicros() < untilMicros) {
            schedule.runUntil(schedule.nowMicros() + 50 * Schedule.MILLI);
        }
    }

    /// The clients go on, one at each server at least, until every server has answered updates.
    private void awaitProgress(long sinceMicros) {
        budget.operations = Integer.MAX_VALUE;
        long[] before = new long[servers.size()];
        for (int i = 0; i < servers.size(); i++) {
            before[i] = servers.get(i).acknowledgedHere;
            clients.get(i).stayAt(servers.get(i));
        }
        while (schedule.nowMicros() < sinceMicros + PROGRESS_BOUND_MICROS) {
            schedule.runUntil(schedule.nowMicros() + 200 * Schedule.MILLI);
            boolean all = true;
            for (int i = 0; i < servers.size(); i++) {
                SimServer server = servers.get(i);
                all &=
                        isLeftOut(server)
                                || serves(server) && server.acknowledgedHere > before[i] + 1;
            }
            if (all) {
                return;
            }
        }
        StringBuilder standing = new StringBuilder();
        for (int i = 0; i < servers.size(); i++) {
            SimServer server = servers.get(i);
            var peer = server.peer();
            standing.append(" s")
                    .append(server.machine.id)
                    .append(peer == null ? " down " + server.machine.exit() : " " + peer.state())
                    .append(" +")
                    .append(server.acknowledgedHere - before[i]);
        }
        throw ProgressReturns.missed(
                "no progress within "
                        + PROGRESS_BOUND_MICROS / Schedule.SECOND
                        + " s after everything healed:"
                        + standing);
    }

    /// What could not be done before is done now, so that all seeds do as much.
    private void finishLoad() {
        budget.operations = options.operations();
        clients.forEach(SimClient::hurry);
        long untilMicros = schedule.nowMicros() + LONGEST_LOAD_MICROS;
        while (!budget.isSpent() && schedule.nowMicros() < untilMicros) {
            schedule.runUntil(schedule.nowMicros() + 50 * Schedule.MILLI);
        }
    }

    private static boolean serves(SimServer server) {
        SimClients served = server.clients();
        return served != null && served.isServing();
    }

    /// Whether a server need not serve: it is no member, or it promised an epoch that came to
    /// nothing, and is newer than the one that is led. It can come back with the next election
    /// only, unless all members know how to begin a new epoch without one; among members like the
    /// reference's it stays out.
    private boolean isLeftOut(SimServer server) {
        if (!shape.memberships().isMember(server.machine.id)) {
            return true;
        }
        long led = Long.MAX_VALUE;
        boolean allKnowHow = true;
        for (SimServer other : servers) {
            Peer peer = other.peer();
            allKnowHow &= other.settings.features() != Features.NONE;
            if (peer != null && peer.isEstablished() && peer.state() == ServerState.LEADING) {
                led = peer.currentEpoch();
            }
        }
        return !allKnowHow && server.promisedEpoch() > led && !serves(server);
    }

    private void checkTheEnd() {
        clients.forEach(SimClient::stop);
        schedule.runUntil(schedule.nowMicros() + Schedule.SECOND);
        long tip = 0;
        for (SimServer server : servers) {
            if (isLeftOut(server)) {
                continue;
            }
            SimClients served = server.clients();
            if (served == null) {
                throw ProgressReturns.missed("s" + server.machine.id + " is down");
            }
            Database database = served.database();
            long own = checks.lineage.plain(database.lastZxid());
            checks.acknowledged.stands(server.machine.id, own);
            checks.digests.has(server.machine.id, own, database.treeDigest());
            server.requireWholeMultis(database);
            tip = Math.max(tip, own);
        }
        Chronicle chronicle = checks.chronicle(tip);
        LinearizableRegisters.check(checks.history, Workload.REGISTERS);
        SessionOrder.check(checks.history);
        WatchesFireOnceInOrderBeforeNewerState.check(checks.history, chronicle);
        EphemeralsLiveExactlyAsLongAsSession.check(checks.history, chronicle, Workload.EPHEMERALS);
        SequenceNumbersNeverRepeat.check(checks.history);
        MultiIsAtomic.check(checks.history, Workload.TOGETHER);
    }
}
