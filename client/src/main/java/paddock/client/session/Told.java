package paddock.client.session;

import java.util.Set;

/// An event on its way to the listener.
final class Told extends Delivery {
    private final SessionListener listener;
    private final SessionEvent event;
    private final Set<Object> watchers;

    Told(SessionListener listener, SessionEvent event, Set<Object> watchers) {
        this.listener = listener;
        this.event = event;
        this.watchers = watchers;
    }

    @Override
    void tell() {
        listener.happened(event, watchers);
    }
}
