package paddock.client.session;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;

/// What a session is opened with. Immutable; made by a [Builder].
public final class SessionSettings {
    private final Builder from;
    private final ServerSource servers;

    private SessionSettings(Builder builder) {
        from = builder.copy();
        ServerSource source = from.servers;
        if (source == null) {
            throw new IllegalArgumentException("a session without servers");
        }
        servers = source;
    }

    /// Settings for the servers and the chroot of a connect string.
    ///
    /// @throws IllegalArgumentException when it is none, see [ConnectString#parse]
    public static Builder connectTo(String connectString) {
        ConnectString parsed = ConnectString.parse(connectString);
        return new Builder().servers(parsed.servers()).chroot(parsed.chroot());
    }

    /// Settings that know no servers yet.
    public static Builder builder() {
        return new Builder();
    }

    public ServerSource servers() {
        return servers;
    }

    /// Empty for none.
    public String chroot() {
        return from.chroot;
    }

    public int sessionTimeoutMillis() {
        return from.sessionTimeoutMillis;
    }

    /// 0 for none.
    public int requestTimeoutMillis() {
        return from.requestTimeoutMillis;
    }

    public int maxReplyBytes() {
        return from.maxReplyBytes;
    }

    /// 0 for any length.
    public int maxRequestBytes() {
        return from.maxRequestBytes;
    }

    /// 0 for any number.
    public int maxOutstanding() {
        return from.maxOutstanding;
    }

    public boolean readOnlyAllowed() {
        return from.readOnlyAllowed;
    }

    public boolean keepsUnsent() {
        return from.keepsUnsent;
    }

    public boolean endsOutOfReach() {
        return from.endsOutOfReach;
    }

    public boolean resetsWatches() {
        return from.resetsWatches;
    }

    /// 0 for a new session.
    public long sessionId() {
        return from.sessionId;
    }

    public byte[] password() {
        return from.password.clone();
    }

    /// Null for the shared one.
    public @Nullable Executor deliveries() {
        return from.deliveries;
    }

    public @Nullable TlsEngines tls() {
        return from.tls;
    }

    public @Nullable SaslExchanges sasl() {
        return from.sasl;
    }

    /// Whether a session goes on without SASL when there is no login.
    public boolean goesOnWithoutLogin() {
        return from.goesOnWithoutLogin;
    }

    public @Nullable SessionMetrics metrics() {
        return from.metrics;
    }

    public long firstPauseMillis() {
        return from.firstPauseMillis;
    }

    public long longestPauseMillis() {
        return from.longestPauseMillis;
    }

    /// Puts settings together. Not for use by several threads.
    public static final class Builder {
        private @Nullable ServerSource servers;
        private String chroot = "";
        private int sessionTimeoutMillis = 30_000;
        private int requestTimeoutMillis;
        private int maxReplyBytes = 0xfffff;
        private int maxRequestBytes;
        private int maxOutstanding;
        private boolean readOnlyAllowed;
        private boolean keepsUnsent;
        private boolean endsOutOfReach;
        private boolean resetsWatches = true;
        private long sessionId;
        private byte[] password = new byte[16];
        private @Nullable Executor deliveries;
        private @Nullable TlsEngines tls;
        private @Nullable SaslExchanges sasl;
        private boolean goesOnWithoutLogin;
        private @Nullable SessionMetrics metrics;
        private long firstPauseMillis = 50;
        private long longestPauseMillis = 1_000;

        private Builder() {}

        private Builder copy() {
            Builder copy = new Builder();
            copy.servers = servers;
            copy.chroot = chroot;
            copy.sessionTimeoutMillis = sessionTimeoutMillis;
            copy.requestTimeoutMillis = requestTimeoutMillis;
            copy.maxReplyBytes = maxReplyBytes;
            copy.maxRequestBytes = maxRequestBytes;
            copy.maxOutstanding = maxOutstanding;
            copy.readOnlyAllowed = readOnlyAllowed;
            copy.keepsUnsent = keepsUnsent;
            copy.endsOutOfReach = endsOutOfReach;
            copy.resetsWatches = resetsWatches;
            copy.sessionId = sessionId;
            copy.password = password.clone();
            copy.deliveries = deliveries;
            copy.tls = tls;
            copy.sasl = sasl;
            copy.goesOnWithoutLogin = goesOnWithoutLogin;
            copy.metrics = metrics;
            copy.firstPauseMillis = firstPauseMillis;
            copy.longestPauseMillis = longestPauseMillis;
            return copy;
        }

        /// The servers to choose from, in random order.
        public Builder servers(List<HostPort> list) {
            return servers(new ServerList(list));
        }

        /// What says which server is tried next.
        public Builder servers(ServerSource source) {
            servers = Objects.requireNonNull(source, "source");
            return this;
        }

        /// The path below which the session lives; empty, the default, for the whole tree.
        ///
        /// @throws IllegalArgumentException when it is not a path
        public Builder chroot(String path) {
            Chroot.requireValid(path);
            chroot = path;
            return this;
        }

        /// How long the ensemble keeps the session without hearing of it; by default 30 s. Servers
        /// have bounds of their own: [ClientSession#negotiatedTimeoutMillis].
        ///
        /// @throws IllegalArgumentException unless it is 1 ms to 2^31-1 ms
        public Builder sessionTimeout(Duration timeout) {
            sessionTimeoutMillis = millis("a session timeout", timeout, 1);
            return this;
        }

        /// How long a request may take, from being submitted to its answer; by default zero, which
        /// is any time. A request that took longer fails with -122, and may yet be carried out.
        ///
        /// @throws IllegalArgumentException unless it is 0 to 2^31-1 ms
        public Builder requestTimeout(Duration timeout) {
            requestTimeoutMillis = millis("a request timeout", timeout, 0);
            return this;
        }

        /// The longest answer that is read, by default 1048575 bytes. The request of a longer one
        /// fails with `Outcome.REPLY_TOO_LONG`, and the session goes on.
        ///
        /// @throws IllegalArgumentException unless it is 1024 or more
        public Builder maxReplyBytes(int bytes) {
            if (bytes < 1024) {
                throw new IllegalArgumentException(
                        "answers of " + bytes + " bytes at most; it takes 1024 or more");
            }
            maxReplyBytes = bytes;
            return this;
        }

        /// The longest request that is sent, by default any. Servers close the connection of a
        /// longer one than they take, usually 1048575 bytes, and everything under way fails with
        /// it; within a bound only that request fails, with `Outcome.REQUEST_TOO_LONG`.
        ///
        /// @throws IllegalArgumentException when it is negative
        public Builder maxRequestBytes(int bytes) {
            if (bytes < 0) {
                throw new IllegalArgumentException("requests of " + bytes + " bytes at most");
            }
            maxRequestBytes = bytes;
            return this;
        }

        /// How many requests may be under way; whoever submits one more waits, except to begin or
        /// end a persistent watch. 0, the default, is any number.
        ///
        /// @throws IllegalArgumentException when it is negative
        public Builder maxOutstanding(int requests) {
            if (requests < 0) {
                throw new IllegalArgumentException(requests + " requests at most");
            }
            maxOutstanding = requests;
            return this;
        }

        /// Whether a server without a quorum will do, which only answers queries. The session looks
        /// for a better one meanwhile.
        public Builder readOnlyAllowed(boolean allowed) {
            readOnlyAllowed = allowed;
            return this;
        }

        /// Whether a request that was submitted without a connection waits for one as long as it
        /// may take. By default it fails with -4 when the next attempt to connect does.
        public Builder keepsUnsent(boolean keeps) {
            keepsUnsent = keeps;
            return this;
        }

        /// Whether the session ends, as [SessionState#EXPIRED], when no server was heard for four
        /// thirds of its timeout. By default only a server's word ends it: an ensemble that was
        /// down keeps its sessions.
        public Builder endsOutOfReach(boolean ends) {
            endsOutOfReach = ends;
            return this;
        }

        /// Whether watches are set again after a reconnect, as they are by default. Else they are
        /// forgotten when a connection ends.
        public Builder resetsWatches(boolean resets) {
            resetsWatches = resets;
            return this;
        }

        /// Takes up a session instead of opening one.
        public Builder resume(long id, byte[] passwordOfSession) {
            sessionId = id;
            password = passwordOfSession.clone();
            return this;
        }

        /// Where outcomes and events are told. It is given one task at a time and must carry all
        /// out, on any thread; by default threads that all sessions share.
        public Builder deliveries(Executor executor) {
            deliveries = Objects.requireNonNull(executor, "executor");
            return this;
        }

        /// Has connections speak TLS.
        public Builder tls(TlsEngines engines) {
            tls = Objects.requireNonNull(engines, "engines");
            return this;
        }

        /// Has each connection authenticate by SASL before anything else is sent.
        public Builder sasl(SaslExchanges exchanges) {
            sasl = Objects.requireNonNull(exchanges, "exchanges");
            return this;
        }

        /// Has a session go on without SASL when there is no login to prove, see
        /// [NoLoginException], and be told so; by default that is its end.
        public Builder goesOnWithoutLogin() {
            goesOnWithoutLogin = true;
            return this;
        }

        /// Who counts.
        public Builder metrics(SessionMetrics counter) {
            metrics = new PatientMetrics(Objects.requireNonNull(counter, "counter"));
            return this;
        }

        /// How long to wait when all servers were tried in vain: a random time below a bound, which
        /// is `first` at the beginning and doubles up to `longest`; by default 50 ms and 1 s. The
        /// first pass over the servers does not wait.
        ///
        /// @throws IllegalArgumentException unless 1 ms <= first <= longest
        public Builder pauses(Duration first, Duration longest) {
            firstPauseMillis = millis("a first pause", first, 1);
            longestPauseMillis = millis("a longest pause", longest, 1);
            if (firstPauseMillis > longestPauseMillis) {
                throw new IllegalArgumentException(
                        "a first pause of " + first + " is longer than the longest, " + longest);
            }
            return this;
        }

        private static int millis(String what, Duration duration, int least) {
            long millis = duration.toMillis();
            if (millis < least || millis > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(
                        what + " of " + duration + " is not in " + least + "..2147483647 ms");
            }
            return (int) millis;
        }

        /// The settings.
        ///
        /// @throws IllegalArgumentException when they name no servers
        public SessionSettings build() {
            return new SessionSettings(this);
        }
    }
}
