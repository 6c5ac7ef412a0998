package paddock.client;

import paddock.client.session.ClientSession;
import paddock.client.session.ConnectString;
import paddock.client.session.SaslExchanges;
import paddock.client.session.SessionMetrics;
import paddock.client.session.SessionSettings;
import paddock.client.session.SessionState;
import paddock.client.session.TlsEngines;
import paddock.wire.protocol.ErrorCode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLContext;

/// Puts a client together. Not for use by several threads; it may make several clients.
public final class ClientBuilder {
    private final String connectString;
    private final SessionSettings.Builder settings;
    private final List<Identity> identities = new ArrayList<>();
    private final List<StateListener> listeners = new ArrayList<>();
    private Duration connectTimeout = Duration.ofSeconds(30);
    private RetryPolicy retryPolicy =
            RetryPolicy.safe(5, Duration.ofMillis(50), Duration.ofSeconds(2));

    private record Identity(String scheme, byte[] credentials) {}

    ClientBuilder(String connectString) {
        this.connectString = connectString;
        // Children of any number come in one answer, so that answer may be long.
        settings =
                SessionSettings.connectTo(connectString)
                        .keepsUnsent(true)
                        .requestTimeout(Duration.ofSeconds(30))
                        .maxReplyBytes(64 << 20)
                        .maxRequestBytes(0xfffff)
                        .maxOutstanding(10_000);
    }

    /// How long the ensemble keeps the session without hearing of it; by default 30 s. Servers have
    /// bounds of their own.
    ///
    /// @throws IllegalArgumentException unless it is 1 ms to 2^31-1 ms
    public ClientBuilder sessionTimeout(Duration timeout) {
        settings.sessionTimeout(timeout);
        return this;
    }

    /// How long an attempt of an operation may take, from being begun to its answer, waiting for a
    /// connection included; by default 30 s, zero for any time. Then it fails as
    /// [ClientException.TimedOut].
    ///
    /// @throws IllegalArgumentException unless it is 0 to 2^31-1 ms
    public ClientBuilder requestTimeout(Duration timeout) {
        settings.requestTimeout(timeout);
        return this;
    }

    /// How long [#connect] waits; by default 30 s.
    ///
    /// @throws IllegalArgumentException unless it is positive
    public ClientBuilder connectTimeout(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("a connect timeout of " + timeout);
        }
        connectTimeout = timeout;
        return this;
    }

    /// How long to wait before the servers are tried once more when all were tried in vain: a
    /// random time below a bound, which doubles from `first` to `longest`; by default 50 ms and 1
    /// s.
    ///
    /// @throws IllegalArgumentException unless 1 ms <= first <= longest
    public ClientBuilder reconnectPauses(Duration first, Duration longest) {
        settings.pauses(first, longest);
        return this;
    }

    /// What is tried again; by default what is safe, five times within some seconds.
    public ClientBuilder retryPolicy(RetryPolicy policy) {
        retryPolicy = policy;
        return this;
    }

    /// The longest answer that is read, by default 64 MiB.
    ///
    /// @throws IllegalArgumentException unless it is 1024 bytes or more
    public ClientBuilder maxReplyBytes(int bytes) {
        settings.maxReplyBytes(bytes);
        return this;
    }

    /// The longest request that is sent, by default what servers take by default, 1048575 bytes; 0
    /// for any. Servers close the connection of whoever sends more than they take.
    ///
    /// @throws IllegalArgumentException when it is negative
    public ClientBuilder maxRequestBytes(int bytes) {
        settings.maxRequestBytes(bytes);
        return this;
    }

    /// How many requests may be under way, by default 10000; whoever begins one more waits. 0 for
    /// any number.
    ///
    /// @throws IllegalArgumentException when it is negative
    public ClientBuilder maxOutstanding(int requests) {
        settings.maxOutstanding(requests);
        return this;
    }

    /// Whether a server without a quorum will do, which only answers queries; by default not.
    public ClientBuilder readOnlyAllowed(boolean allowed) {
        settings.readOnlyAllowed(allowed);
        return this;
    }

    /// Where listeners are told and futures complete; by default threads that all clients share.
    /// The executor gets one task of a client at a time.
    public ClientBuilder callbacks(Executor executor) {
        settings.deliveries(executor);
        return this;
    }

    /// Has connections speak TLS, with servers whose certificates name the host that is asked for.
    public ClientBuilder tls(SSLContext context) {
        return tls(TlsEngines.of(context, true));
    }

    /// Has connections speak TLS in a way of your own, or as
    /// [paddock.client.security.TlsProperties] want it.
    public ClientBuilder tls(TlsEngines engines) {
        settings.tls(engines);
        return this;
    }

    /// Has each connection authenticate by SASL, for example with a
    /// [paddock.client.security.JaasLogin].
    public ClientBuilder sasl(SaslExchanges exchanges) {
        settings.sasl(exchanges);
        return this;
    }

    /// Adds an identity, before anything else is asked.
    public ClientBuilder authenticate(String scheme, byte[] credentials) {
        identities.add(new Identity(scheme, credentials.clone()));
        return this;
    }

    /// Who counts.
    public ClientBuilder metrics(SessionMetrics metrics) {
        settings.metrics(metrics);
        return this;
    }

    /// Has a listener told of every state of the session, from the first.
    public ClientBuilder stateListener(StateListener listener) {
        listeners.add(listener);
        return this;
    }

    /// Takes up the session of a client that is gone, instead of opening one.
    public ClientBuilder resume(long sessionId, byte[] password) {
        settings.resume(sessionId, password);
        return this;
    }

    /// A client, at once; operations wait until there is a connection.
    public AsyncClient open() {
        // Each client goes through the servers in an order of its own.
        settings.servers(ConnectString.parse(connectString).servers());
        Watches watches = new Watches();
        listeners.forEach(watches::addStateListener);
        SessionSettings built = settings.build();
        ClientSession session = ClientSession.open(built, watches);
        for (Identity each : identities) {
            session.addAuth(each.scheme, each.credentials, null);
        }
        return new AsyncClient(new Calls(session, retryPolicy, built.maxReplyBytes()), watches);
    }

    /// A client that is connected.
    ///
    /// @throws ClientException.TimedOut when there is no connection in time
    /// @throws ClientException.AuthFailed when the servers refuse an identity
    /// @throws ClientException.SessionExpired when the session to be taken up is over
    /// @throws ClientException.Interrupted when the thread is interrupted
    public Client connect() {
        AsyncClient client = open();
        try {
            SessionState state =
                    client.whenConnected().get(connectTimeout.toNanos(), TimeUnit.NANOSECONDS);
            if (state.isConnected()) {
                return client.blocking();
            }
            throw failure(
                    state == SessionState.AUTH_FAILED
                            ? ErrorCode.AUTH_FAILED
                            : ErrorCode.SESSION_EXPIRED);
        } catch (TimeoutException e) {
            client.session().abandon();
            throw failure(ErrorCode.REQUEST_TIMEOUT);
        } catch (InterruptedException e) {
            client.session().abandon();
            Thread.currentThread().interrupt();
            throw new ClientException.Interrupted(
                    new ClientException.Failure(
                            ErrorCode.SYSTEM_ERROR.code(), "connect", connectString, false));
        } catch (ExecutionException e) {
            throw new IllegalStateException("nothing fails here", e);
        }
    }

    private ClientException failure(ErrorCode code) {
        return ClientException.of(
                new ClientException.Failure(code.code(), "connect to", connectString, false));
    }
}
