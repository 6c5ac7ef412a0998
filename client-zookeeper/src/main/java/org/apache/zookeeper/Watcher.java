package org.apache.zookeeper;

/// Hears of events. See [AsyncCallback] for the thread it runs on.
public interface Watcher {
    /// What can happen.
    interface Event {
        /// How the session stood when the event happened.
        enum KeeperState {
            /// Not in use any more.
            @Deprecated
            Unknown(-1),

            /// There is no connection at present; the client looks for a server.
            Disconnected(0),

            /// Not in use any more.
            @Deprecated
            NoSyncConnected(1),

            /// A server serves the session.
            SyncConnected(3),

            /// Credentials were refused.
            AuthFailed(4),

            /// A server without a quorum serves the session: it answers queries only.
            ConnectedReadOnly(5),

            /// SASL authentication succeeded.
            SaslAuthenticated(6),

            /// The ensemble has ended the session: its ephemeral znodes are gone.
            Expired(-112),

            /// The client was closed.
            Closed(7);

            private final int intValue;

            KeeperState(int intValue) {
                this.intValue = intValue;
            }

            public int getIntValue() {
                return intValue;
            }

            /// The state with a number.
            ///
            /// @throws RuntimeException when there is none
            public static KeeperState fromInt(int intValue) {
                for (KeeperState state : values()) {
                    if (state.intValue == intValue) {
                        return state;
                    }
                }
                throw new RuntimeException("Invalid integer value for conversion to KeeperState");
            }
        }

        /// What happened to a znode, or [#None] when it happened to the session.
        enum EventType {
            None(-1),
            NodeCreated(1),
            NodeDeleted(2),
            NodeDataChanged(3),
            NodeChildrenChanged(4),

            /// The program removed a watch on data.
            DataWatchRemoved(5),

            /// The program removed a watch on children.
            ChildWatchRemoved(6),

            /// The program removed a persistent watch.
            PersistentWatchRemoved(7);

            private final int intValue;

            EventType(int intValue) {
                this.intValue = intValue;
            }

            public int getIntValue() {
                return intValue;
            }

            /// The type with a number.
            ///
            /// @throws RuntimeException when there is none
            public static EventType fromInt(int intValue) {
                for (EventType type : values()) {
                    if (type.intValue == intValue) {
                        return type;
                    }
                }
                throw new RuntimeException("Invalid integer value for conversion to EventType");
            }
        }
    }

    /// The kinds of watches that can be removed.
    enum WatcherType {
        Children(1),
        Data(2),
        Persistent(4),
        PersistentRecursive(5),

        /// All of them.
        Any(3);

        private final int intValue;

        WatcherType(int intValue) {
            this.intValue = intValue;
        }

        public int getIntValue() {
            return intValue;
        }

        /// The kind with a number.
        ///
        /// @throws RuntimeException when there is none
        public static WatcherType fromInt(int intValue) {
            for (WatcherType type : values()) {
                if (type.intValue == intValue) {
                    return type;
                }
            }
            throw new RuntimeException("Invalid integer value for conversion to WatcherType");
        }
    }

    /// Something happened.
    void process(WatchedEvent event);
}
