package paddock.bench.scenario;

import paddock.bench.home.EnsembleProcess;
import paddock.bench.home.Home;
import paddock.bench.home.Knobs;
import paddock.bench.home.ServerProcess;
import paddock.bench.home.Servers;
import paddock.bench.load.LoadPlan;
import paddock.bench.load.Session;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/// Where and how the scenarios of a run take place; equal for every server of the run.
///
/// @param knobs the servers' settings
/// @param servers how many form an ensemble; 1 stands alone
/// @param work the folder for their data
/// @param warmUp time under load before a window opens
/// @param window the measured time
/// @param pace how the load is paced
/// @param threads of the generator
/// @param connections in place of a scenario's own number
/// @param outstanding in place of a scenario's own number
/// @param size in place of a scenario's own number of znodes, watchers or connections
/// @param dataBytes in place of a scenario's own size of a znode's data
/// @param profiles the folder for a flight recording of each load's window, if wanted
public record Lab(
        Knobs knobs,
        int servers,
        Path work,
        Duration warmUp,
        Duration window,
        LoadPlan.Pace pace,
        int threads,
        OptionalInt connections,
        OptionalInt outstanding,
        OptionalInt size,
        OptionalInt dataBytes,
        Optional<Path> profiles) {
    /// How long a server that is starting may take over one request before it is asked anew: the
    /// reference loses a connect request that comes at the wrong moment of its start.
    static final Duration PATIENCE = Duration.ofMillis(500);

    /// The unit of the servers' timeouts.
    int tickMillis() {
        return servers == 1 ? ServerProcess.TICK_MILLIS : EnsembleProcess.TICK_MILLIS;
    }

    /// The same with loads of another pace.
    Lab at(LoadPlan.Pace other) {
        return changed(knobs, servers, other);
    }

    /// The same with other settings of the servers.
    Lab with(Knobs others) {
        return changed(others, servers, pace);
    }

    /// The same with another number of servers.
    Lab withServers(int count) {
        return changed(knobs, count, pace);
    }

    private Lab changed(Knobs newKnobs, int newServers, LoadPlan.Pace newPace) {
        return new Lab(
                newKnobs,
                newServers,
                work,
                warmUp,
                window,
                newPace,
                threads,
                connections,
                outstanding,
                size,
                dataBytes,
                profiles);
    }

    /// A started server that may not serve yet.
    ServerProcess start(Home home) {
        return ServerProcess.start(home, knobs, work);
    }

    /// A server that serves.
    ServerProcess serving(Home home) {
        ServerProcess server = start(home);
        try {
            awaitSession(server);
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /// One server that serves, or an ensemble all members of which do.
    Servers servingAll(Home home) {
        return servers == 1 ? serving(home) : ensemble(home);
    }

    /// An ensemble all members of which serve.
    EnsembleProcess ensemble(Home home) {
        EnsembleProcess ensemble = EnsembleProcess.start(home, knobs, work, servers);
        try {
            ensemble.members().forEach(Lab::awaitSession);
            ensemble.awaitSettled();
            return ensemble;
        } catch (RuntimeException e) {
            ensemble.close();
            throw e;
        }
    }

    /// The plan of a timed run with these numbers, unless the user gave others.
    LoadPlan plan(int usualConnections, int usualOutstanding) {
        return new LoadPlan(
                connections.orElse(usualConnections),
                outstanding.orElse(usualOutstanding),
                threads,
                pace,
                warmUp,
                new LoadPlan.Extent.Lasting(window));
    }

    /// The file for a flight recording of one round, if recordings are wanted.
    Optional<Path> profile(Home home, String scenario) {
        return profiles.map(
                folder ->
                        folder.resolve(
                                "%s-%s-%d.jfr"
                                        .formatted(
                                                home.label(),
                                                scenario.replaceAll("\\W", "-"),
                                                System.currentTimeMillis())));
    }

    /// Waits until a client gets a session.
    ///
    /// @return the time since the server's process was executed
    static Duration awaitSession(ServerProcess server) {
        return server.awaitThat(
                "open a session",
                () -> {
                    Session.open(server.address(), PATIENCE).close();
                    return true;
                });
    }
}
