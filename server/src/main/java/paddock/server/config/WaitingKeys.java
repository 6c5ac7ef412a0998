package paddock.server.config;

import static paddock.server.config.Key.Section.ADMIN;
import static paddock.server.config.Key.Section.BASIC;
import static paddock.server.config.Key.Section.ENSEMBLE;
import static paddock.server.config.Key.Section.LIMITS;
import static paddock.server.config.Key.Section.SASL;
import static paddock.server.config.Key.Section.SECURITY;
import static paddock.server.config.Key.Section.STORAGE;
import static paddock.server.config.Key.Section.THROTTLING;
import static paddock.server.config.Key.Section.TLS;
import static paddock.server.config.Key.Section.TUNING;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// The rows of the table that mean nothing yet: a file that holds them starts unchanged, and one
/// line of the log says of each what it waits for. A row moves to [Keys], gets a type and a
/// consumer when its part of the server arrives. Some of [EnsembleKeys] have their type and wait
/// for their consumer.
final class WaitingKeys {
    private WaitingKeys() {}

    private static final String TLS_PART = "TLS";
    private static final String SASL_PART = "SASL";
    static final String ENSEMBLE_EXTRAS = "a later part of ensembles";
    private static final String ADMIN_SERVER = "the admin server";
    private static final String METRICS = "metrics providers";
    private static final String AUDIT = "the audit log";
    private static final String PROVIDERS = "pluggable authentication providers";
    private static final String JMX = "JMX";
    private static final String STALE_REQUESTS = "the dropping of stale requests";
    private static final String PAUSES = "the pause monitor";

    /// Settings of machinery that Paddock is built without; they will never mean anything.
    private static final String NOTHING = "";

    static final List<Key<?>> ALL = new Rows().rows();

    /// Collects rows, most of which are a line each.
    private static final class Rows {
        private final List<Key<?>> rows = new ArrayList<>();
        private Key.Section section = BASIC;
        private String part = NOTHING;

        List<Key<?>> rows() {
            tls();
            sasl();
            ensembles();
            admin();
            security();
            machinery();
            return List.copyOf(rows);
        }

        private void waitingFor(Key.Section inSection, String whatFor) {
            section = inSection;
            part = whatFor;
        }

        private void row(String name, String unit, String byDefault, String doc) {
            row(name, null, null, unit, byDefault, doc);
        }

        private void row(
                String name,
                @Nullable String property,
                @Nullable String environment,
                String unit,
                String byDefault,
                String doc) {
            var row = Key.text(section, name, unit).byDefaultFollows(byDefault).waitsFor(part);
            if (property != null) {
                row.property(property);
            }
            if (environment != null) {
                row.environment(environment);
            }
            rows.add(row.doc(doc));
        }

        private void tls() {
            waitingFor(TLS, TLS_PART);
            row("secureClientPort", "port", "none", "TCP port for clients that use TLS.");
            row("secureClientPortAddress", "host or IP", "all interfaces", "Its address.");
            row("ssl.*", "various", "none", "Stores, protocols, ciphers and checks of TLS.");
            row("client.portUnification", "true/false", "false", "TLS and plain on clientPort.");
            row("client.certReload", "true/false", "false", "Reload of key and trust stores.");
            row("fips-mode", "true/false", "true", "Restriction to what FIPS 140 allows.");
            row(
                    "netty.server.outstandingHandshake.limit",
                    "handshakes",
                    "-1",
                    "TLS handshakes at a time; -1 is no limit.");
            row(
                    "netty.server.earlyDropSecureConnectionHandshakes",
                    "true/false",
                    "false",
                    "Whether TLS connections are dropped while the server does not serve.");
            row("sslQuorum", "true/false", "false", "TLS between servers.");
            row("sslQuorumReloadCertFiles", "true/false", "false", "Reload of their stores.");
            row("portUnification", "true/false", "false", "TLS and plain between servers.");
            row("X509AuthenticationProvider.*", "various", "none", "Client certificates.");
        }

        private void sasl() {
            waitingFor(SASL, SASL_PART);
            row("sasl.*", "various", "none", "JAAS sections.");
            row("superUser", "id", "none", "SASL id that passes every ACL.");
            row("superUser.*", "id", "none", "Further such ids.");
            row("SASLAuthenticationProvider.*", "various", "none", "Password of super.");
            row("letAnySaslUserDoX", "id", "none", "ACL id that every SASL user matches.");
            row("allowSaslFailedClients", "true/false", "false", "Keep clients that fail SASL.");
            row("sessionRequireClientSASLAuth", "true/false", "false", "Clients must use SASL.");
            row("kerberos.*", "various", "none", "Principals and renewal of tickets.");
            row("security.auth_to_local", "rules", "DEFAULT", "Names of Kerberos principals.");
            row("requireKerberosConfig", "true/false", "false", "Fail without krb5.conf.");
            row("kinit", "path", "/usr/bin/kinit", "Command that renews tickets.");
            row("quorum.auth.*", "various", "none", "SASL between servers.");
        }

        private void ensembles() {
            waitingFor(ENSEMBLE, ENSEMBLE_EXTRAS);
            row("enableEagerACLCheck", "true/false", "false", "ACL check before forwarding.");
            row("ensembleAuthName", "list", "none", "Names of the ensemble clients may expect.");
            row("messageTracker.*", "various", "none", "Packets kept for diagnosis.");
            waitingFor(ENSEMBLE, NOTHING);
            row("leader.*", "various", "none", "Statistics of acks, and how links close.");
            row("learner.*", "various", "none", "Links always send and close in the background.");
            row("follower.*", "various", "none", "There is no such shortcut to take.");
            row("multiAddress.*", "various", "none", "All addresses are tried, none is probed.");
            row(
                    "forward_learner_requests_to_commit_processor_disabled",
                    "true/false",
                    "false",
                    "There is no such stage.");
        }

        private void admin() {
            waitingFor(ADMIN, ADMIN_SERVER);
            row(
                    "admin.enableServer",
                    null,
                    "ZOO_ADMINSERVER_ENABLED",
                    "true/false",
                    "true",
                    "HTTP server for administration.");
            row("admin.*", "various", "none", "Its address, port, encryption and commands.");
            row("IPAuthenticationProvider.*", "various", "none", "X-Forwarded-For.");
            waitingFor(ADMIN, METRICS);
            row("metricsProvider.className", "class", "built in", "Where metrics go.");
            row("metricsProvider.*", "various", "none", "Settings of the provider.");
            waitingFor(ADMIN, JMX);
            row("jmx.*", "various", "none", "Beans of the logging library.");
            waitingFor(ADMIN, PAUSES);
            row("jvm.pause.*", "various", "none", "Log lines about pauses of the JVM.");
        }

        private void security() {
            waitingFor(SECURITY, PROVIDERS);
            row("authProvider.*", "class", "none", "Further ways to authenticate.");
            waitingFor(SECURITY, AUDIT);
            row("audit.*", "various", "none", "Log of who changed what.");
        }

        private void machinery() {
            waitingFor(TUNING, NOTHING);
            row("serverCnxnFactory", "class", "built in", "Paddock has one network layer.");
            row("nio.*", "various", "none", "Threads and buffers: see eventLoops.");
            row("netty.*", "various", "none", "Flow control is always on.");
            row("commitProcessor.*", "various", "none", "There is no such stage.");
            row("maxResponseCacheSize", "entries", "400", "Reads need no cache.");
            row("maxGetChildrenResponseCacheSize", "entries", "400", "Reads need no cache.");
            row("watchManagerName", "class", "built in", "There is one watch table.");
            row("watcherClean*", "various", "none", "Watches of the dead go at once.");
            row("maxInProcessingDeadWatchers", "watchers", "-1", "The same.");
            row("bitHashCacheSize", "entries", "10", "The watch table needs no cache.");
            row("pathStats.*", "various", "none", "Statistics of busy paths.");
            waitingFor(LIMITS, NOTHING);
            row("intBufferStartingSizeBytes", "bytes", "1024", "Buffers size themselves.");
            waitingFor(THROTTLING, NOTHING);
            row("request_throttle_stall_time", "ms", "100", "Held back only while it must be.");
            waitingFor(THROTTLING, STALE_REQUESTS);
            row("request_throttle_drop_stale", "true/false", "true", "Drop while holding back.");
            row("request_stale_latency_check", "true/false", "false", "Older than the timeout.");
            row("request_stale_connection_check", "true/false", "true", "Connection is closed.");
            waitingFor(STORAGE, NOTHING);
            row("maxWriteQueuePollTime", "ms", "flushDelay/3", "Nothing is polled.");
        }
    }
}
