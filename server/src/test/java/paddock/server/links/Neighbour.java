package paddock.server.links;

import static org.awaitility.Awaitility.await;

import paddock.core.database.Database;
import paddock.core.tree.ZnodeKinds;
import paddock.wire.ensemble.Notification;
import paddock.wire.ensemble.ServerState;
import paddock.zab.peer.PeerEvent;
import paddock.zab.quorum.Configs;
import paddock.zab.quorum.Majority;
import paddock.zab.quorum.Member;
import paddock.zab.quorum.Member.Endpoint;
import paddock.zab.quorum.QuorumConfig;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The links of one server, with the test as its replica thread.
final class Neighbour implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final long id;
    final Configs configs;
    final PeerLinks links;
    final List<PeerEvent> events = new ArrayList<>();
    final List<RuntimeException> failures = new CopyOnWriteArrayList<>();
    private final Transport transport = Transport.start();

    private Neighbour(LinkSettings settings, QuorumConfig config) {
        id = settings.serverId();
        configs = new Configs(config, config);
        links =
                PeerLinks.open(
                        settings,
                        configs,
                        transport,
                        LinkSecurity.NONE,
                        () -> Database.builder(new ZnodeKinds(false, false), true, 1),
                        new ReentrantLock(),
                        () -> {},
                        failures::add);
    }

    /// A server that is patient enough for any machine.
    static Neighbour open(long id, QuorumConfig config) {
        return open(id, config, draft -> {});
    }

    static Neighbour open(long id, QuorumConfig config, Consumer<Draft> adapt) {
        Draft draft = new Draft();
        adapt.accept(draft);
        Neighbour opened = new Neighbour(draft.of(id), config);
        for (Endpoint endpoint : member(config, id).endpoints()) {
            await().atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .until(
                            () ->
                                    !FreePorts.isFree(endpoint.electionPort())
                                            && !FreePorts.isFree(endpoint.quorumPort()));
        }
        return opened;
    }

    /// Servers 1 to `count` on the loopback interface, on ports of their own.
    static QuorumConfig servers(int count) {
        Member[] members = new Member[count];
        for (int i = 0; i < count; i++) {
            members[i] = member(i + 1);
        }
        return config(members);
    }

    static QuorumConfig config(Member... members) {
        return new QuorumConfig(0, Arrays.asList(members), new Majority());
    }

    static Member member(long id, Endpoint... endpoints) {
        List<Endpoint> all = endpoints.length > 0 ? List.of(endpoints) : List.of(endpoint());
        return new Member(id, Member.Role.PARTICIPANT, all, null);
    }

    static Member member(QuorumConfig config, long id) {
        return Objects.requireNonNull(config.members().get(id));
    }

    static Endpoint endpoint() {
        return new Endpoint("127.0.0.1", FreePorts.next(), FreePorts.next());
    }

    static int electionPort(QuorumConfig config, long id) {
        return member(config, id).endpoints().getFirst().electionPort();
    }

    static int quorumPort(QuorumConfig config, long id) {
        return member(config, id).endpoints().getFirst().quorumPort();
    }

    static Notification vote(long round) {
        return new Notification(ServerState.LOOKING, 1, 0x100000001L, round, 1, 2, "version=0");
    }

    /// Does everything asked for.
    void flush() {
        links.flush();
    }

    void notify(long to, long round) {
        links.notify(to, vote(round));
        links.flush();
    }

    /// Waits for an event, and returns the first one of its kind that the test has not taken.
    <E extends PeerEvent> E expect(Class<E> kind, Predicate<E> which) {
        await().atMost(PATIENCE)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> find(kind, which).isPresent());
        E found = find(kind, which).orElseThrow();
        events.remove(found);
        return found;
    }

    <E extends PeerEvent> E expect(Class<E> kind) {
        return expect(kind, event -> true);
    }

    <E extends PeerEvent> Optional<E> find(Class<E> kind, Predicate<E> which) {
        links.drain(events::add);
        return events.stream().filter(kind::isInstance).map(kind::cast).filter(which).findFirst();
    }

    PeerEvent.Notified awaitVote(long from, long round) {
        return expect(
                PeerEvent.Notified.class,
                event -> event.from() == from && event.notification().electionEpoch() == round);
    }

    @Override
    public void close() {
        links.close();
        transport.close();
    }
}
