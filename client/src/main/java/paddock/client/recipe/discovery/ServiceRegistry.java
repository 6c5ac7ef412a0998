package paddock.client.recipe.discovery;

import paddock.client.Client;
import paddock.client.recipe.group.Group;
import paddock.client.recipe.group.Membership;

/// Makes the instances of a service known. Any thread may use it.
///
/// **Lost connection and session**: as with the members of a [Group].
public final class ServiceRegistry {
    private final Group group;

    /// @param path the folder of the service
    public ServiceRegistry(Client client, String path) {
        group = new Group(client, path);
    }

    /// Makes an instance known, once no other has its id.
    ///
    /// @throws IllegalArgumentException when the id cannot be the name of a znode
    /// @throws InterruptedException when the thread is interrupted; it is not known then
    public Registered register(Instance instance) throws InterruptedException {
        return new Registered(instance, group.join(instance.id(), instance.bytes()));
    }

    /// An instance that is known, until it is closed or its session ends.
    public static final class Registered implements AutoCloseable {
        private final Membership membership;

        /// Written by whoever reports, read by anybody.
        private volatile Instance instance;

        Registered(Instance instance, Membership membership) {
            this.instance = instance;
            this.membership = membership;
        }

        /// What is known of it.
        public Instance instance() {
            return instance;
        }

        /// How it stands with the ensemble.
        public Membership membership() {
            return membership;
        }

        /// Tells callers how busy it is. Each report is an update that all callers are told of:
        /// report what has changed, now and then.
        ///
        /// @throws IllegalArgumentException when the load is out of range
        /// @throws paddock.client.recipe.PlaceLostException when it is not known any more
        /// @throws InterruptedException when the thread is interrupted; it may be told all the same
        public void report(double load) throws InterruptedException {
            Instance now = instance.withLoad(load);
            membership.update(now.bytes());
            instance = now;
        }

        /// Takes it out: no new calls come once callers have heard of it.
        @Override
        public void close() {
            membership.close();
        }
    }
}
