package paddock.shell;

import paddock.client.session.SessionEvent;
import paddock.client.session.SessionState;

import java.util.List;

/// Events in the words of the reference.
final class EventText {
    private EventText() {}

    static List<String> lines(SessionEvent event) {
        return List.of(
                "",
                "WATCHER::",
                "",
                "WatchedEvent state:"
                        + state(event)
                        + " type:"
                        + type(event.kind())
                        + " path:"
                        + event.path()
                        + " zxid: "
                        + event.zxid());
    }

    private static String state(SessionEvent event) {
        return switch (event.kind()) {
            case SASL_AUTHENTICATED -> "SaslAuthenticated";
            case NO_SASL_LOGIN -> "AuthFailed";
            default ->
                    switch (event.state()) {
                        case CONNECTING -> "Disconnected";
                        case CONNECTED -> "SyncConnected";
                        case CONNECTED_READ_ONLY -> "ConnectedReadOnly";
                        case AUTH_FAILED -> "AuthFailed";
                        case EXPIRED -> "Expired";
                        case CLOSED -> "Closed";
                    };
        };
    }

    private static String type(SessionEvent.Kind kind) {
        return switch (kind) {
            case STATE_CHANGED, SASL_AUTHENTICATED, NO_SASL_LOGIN -> "None";
            case NODE_CREATED -> "NodeCreated";
            case NODE_DELETED -> "NodeDeleted";
            case DATA_CHANGED -> "NodeDataChanged";
            case CHILDREN_CHANGED -> "NodeChildrenChanged";
            case DATA_WATCH_REMOVED -> "DataWatchRemoved";
            case CHILD_WATCH_REMOVED -> "ChildWatchRemoved";
            case PERSISTENT_WATCH_REMOVED -> "PersistentWatchRemoved";
        };
    }

    /// The state as the prompt shows it.
    static String promptState(SessionState state) {
        return switch (state) {
            case CONNECTED_READ_ONLY -> "CONNECTEDREADONLY";
            // A session that expired is closed to its client.
            case EXPIRED -> "CLOSED";
            default -> state.name();
        };
    }
}
