package paddock.client.recipe.discovery;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import paddock.client.Client;
import paddock.client.recipe.group.Group;
import paddock.client.recipe.group.GroupListener;
import paddock.client.recipe.group.GroupView;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// The instances of a service, followed, and chosen from. Choosing asks no server. Any thread may
/// use it.
///
/// ```java
/// var directory = ServiceDirectory.open(client, "/app/search", Balancer.leastLoaded());
/// try (ServiceDirectory.Call call = directory.next().orElseThrow()) {
///     query(call.instance().host(), call.instance().port());
/// }
/// ```
///
/// **Lost connection.** The instances known last stay; some may be gone, and calls to them fail, so
/// callers should be ready to take the next.
///
/// **Lost session.** The same, for good.
public final class ServiceDirectory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceDirectory.class);

    private final Map<String, Instance> instances = new ConcurrentSkipListMap<>();
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final Balancer balancer;
    private final GroupView view;

    private ServiceDirectory(Client client, String path, Balancer balancer) {
        this.balancer = balancer;
        view = new Group(client, path).follow(new Members());
    }

    /// Begins to follow a service.
    ///
    /// @param path the folder of the service
    public static ServiceDirectory open(Client client, String path, Balancer balancer) {
        return new ServiceDirectory(client, path, balancer);
    }

    private final class Members implements GroupListener {
        @Override
        public void joined(String name, byte[] data) {
            updated(name, data);
        }

        @Override
        public void updated(String name, byte[] data) {
            try {
                instances.put(name, Instance.of(name, data));
            } catch (IllegalArgumentException e) {
                LOG.warn("instance {} says nothing of use, and is left out", name, e);
                instances.remove(name);
            }
        }

        @Override
        public void left(String name) {
            instances.remove(name);
            calls.remove(name);
        }
    }

    /// Waits until all instances are known.
    ///
    /// @return false when the time is over
    /// @throws InterruptedException when the thread is interrupted
    public boolean awaitComplete(Duration limit) throws InterruptedException {
        return view.awaitComplete(limit);
    }

    /// The instances, in the order of their ids.
    public List<Instance> instances() {
        return List.copyOf(instances.values());
    }

    /// Chooses an instance for a call; empty where there is none.
    public Optional<Call> next() {
        List<Balancer.Candidate> candidates =
                instances.values().stream()
                        .map(each -> new Balancer.Candidate(each, callsOf(each.id()).get()))
                        .toList();
        if (candidates.isEmpty()) {
            return Optional.empty();
        }
        Instance chosen = balancer.choose(candidates).instance();
        return Optional.of(new Call(chosen, callsOf(chosen.id())));
    }

    private AtomicInteger callsOf(String id) {
        return calls.computeIfAbsent(id, each -> new AtomicInteger());
    }

    /// Follows no more.
    @Override
    public void close() {
        view.close();
    }

    /// A call that an instance was chosen for, until it is closed.
    public static final class Call implements AutoCloseable {
        private final Instance instance;
        private final AtomicInteger counted;
        private final AtomicBoolean finished = new AtomicBoolean();

        Call(Instance instance, AtomicInteger counted) {
            this.instance = instance;
            this.counted = counted;
            counted.incrementAndGet();
        }

        /// The instance to call.
        public Instance instance() {
            return instance;
        }

        /// The call is finished.
        @Override
        public void close() {
            if (finished.compareAndSet(false, true)) {
                counted.decrementAndGet();
            }
        }
    }
}
