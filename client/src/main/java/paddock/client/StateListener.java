package paddock.client;

import paddock.client.session.SessionState;

/// Hears how the session stands, in order with everything else the client tells.
@FunctionalInterface
public interface StateListener {
    /// The session stands differently now.
    void changed(SessionState state);
}
