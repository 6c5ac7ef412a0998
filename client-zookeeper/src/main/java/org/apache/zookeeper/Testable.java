package org.apache.zookeeper;

import java.io.IOException;

/// What tests may do to a client.
public interface Testable {
    /// Makes the client believe that its session has expired.
    void injectSessionExpiration();

    /// Has the client tell an event as if a server had sent it.
    void queueEvent(WatchedEvent event);

    /// Breaks the client's connection.
    default void closeSocket() throws IOException {}
}
