package paddock.client.session;

import org.jspecify.annotations.Nullable;

/// Something to be told, and a link of one [Chain] at a time.
abstract class Delivery {
    @Nullable Delivery next;

    /// Tells it, on the executor for deliveries.
    abstract void tell();
}
