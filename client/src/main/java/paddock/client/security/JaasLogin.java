package paddock.client.security;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import paddock.client.session.NoLoginException;
import paddock.client.session.SaslClientExchange;
import paddock.client.session.SaslExchange;
import paddock.client.session.SaslExchanges;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.Principal;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import javax.security.auth.Subject;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;

/// A program's login by JAAS, and the exchanges by SASL that prove it to servers: GSSAPI where it
/// has a principal of Kerberos, else DIGEST-MD5 with a user and password.
///
/// | property | default | meaning |
/// | --- | --- | --- |
/// | `zookeeper.sasl.client` | true | whether to log in at all |
/// | `zookeeper.sasl.clientconfig` | `Client` | the section of the file with logins |
/// | `zookeeper.sasl.client.username` | `zookeeper` | the service of servers, for GSSAPI |
/// | `zookeeper.sasl.client.canonicalize.hostname` | true | whether their host is asked for its full name |
/// | `zookeeper.server.principal` | none | `service/host@REALM` of servers, instead of both |
///
/// Each connection begins with a login of its own. The login module that files name for DIGEST-MD5
/// need not be there: its options are all there is to it.
public final class JaasLogin implements SaslExchanges {
    private static final Logger LOG = LoggerFactory.getLogger(JaasLogin.class);

    private static final String SECTION = "zookeeper.sasl.clientconfig";
    private static final String SECTION_BY_DEFAULT = "Client";
    private static final String PRINCIPAL = "zookeeper.server.principal";
    private static final String DIGEST_MODULE =
            "org.apache.zookeeper.server.auth.DigestLoginModule";

    private final Function<String, @Nullable String> values;
    private final String section;

    private JaasLogin(Function<String, @Nullable String> values, String section) {
        this.values = values;
        this.section = section;
    }

    /// The login that properties ask for; empty where they want none, or name no section and the
    /// JVM's configuration of logins has not the usual one. A section that is named and missing is
    /// a login that fails.
    ///
    /// @param values the value of a property, or null
    public static Optional<JaasLogin> of(Function<String, @Nullable String> values) {
        if (!Boolean.parseBoolean(or(values.apply("zookeeper.sasl.client"), "true"))) {
            return Optional.empty();
        }
        String named = values.apply(SECTION);
        String section = or(named, SECTION_BY_DEFAULT);
        return named != null || entries(section).length > 0
                ? Optional.of(new JaasLogin(values, section))
                : Optional.empty();
    }

    private static AppConfigurationEntry[] entries(String section) {
        try {
            AppConfigurationEntry[] entries =
                    Configuration.getConfiguration().getAppConfigurationEntry(section);
            return entries == null ? new AppConfigurationEntry[0] : entries;
        } catch (SecurityException e) {
            LOG.debug("no logins are configured", e);
            return new AppConfigurationEntry[0];
        }
    }

    private static String or(@Nullable String value, String byDefault) {
        return value == null ? byDefault : value;
    }

    @Override
    public SaslExchange exchange(InetSocketAddress server) throws IOException {
        for (AppConfigurationEntry each : entries(section)) {
            if (each.getLoginModuleName().equals(DIGEST_MODULE)) {
                Map<String, ?> options = each.getOptions();
                return SaslClientExchange.digestMd5(
                        text(options.get("username")), text(options.get("password")));
            }
        }
        Subject subject = login();
        if (subject.getPrincipals().isEmpty()) {
            return SaslClientExchange.digestMd5(
                    first(subject.getPublicCredentials()), first(subject.getPrivateCredentials()));
        }
        return new AsSubject(subject, kerberos(subject, server));
    }

    private Subject login() throws NoLoginException {
        try {
            LoginContext login = new LoginContext(section, callbacks -> {});
            login.login();
            return login.getSubject();
        } catch (LoginException e) {
            throw new NoLoginException("no login of section " + section + ": " + e.getMessage(), e);
        }
    }

    private static String text(@Nullable Object option) {
        return option == null ? "" : option.toString();
    }

    private static String first(Set<Object> credentials) {
        return credentials.isEmpty() ? "" : credentials.iterator().next().toString();
    }

    private SaslExchange kerberos(Subject subject, InetSocketAddress server) throws IOException {
        Principal own = subject.getPrincipals().iterator().next();
        String principal = principalOf(server);
        int slash = principal.indexOf('/');
        int at = principal.indexOf('@') < 0 ? principal.length() : principal.indexOf('@');
        SaslClient client =
                as(
                        subject,
                        () ->
                                Sasl.createSaslClient(
                                        new String[] {"GSSAPI"},
                                        own.getName(),
                                        principal.substring(0, slash),
                                        principal.substring(slash + 1, at),
                                        Map.of(),
                                        callbacks -> {}));
        if (client == null) {
            throw new IOException("the platform lacks GSSAPI");
        }
        return new SaslClientExchange(client);
    }

    private String principalOf(InetSocketAddress server) throws IOException {
        String whole = values.apply(PRINCIPAL);
        if (whole == null) {
            return or(values.apply("zookeeper.sasl.client.username"), "zookeeper")
                    + "/"
                    + hostOf(server);
        }
        if (whole.indexOf('/') < 0) {
            throw new IOException(PRINCIPAL + " must be service/host@REALM, was " + whole);
        }
        return whole;
    }

    private String hostOf(InetSocketAddress server) {
        boolean canonical =
                Boolean.parseBoolean(
                        or(values.apply("zookeeper.sasl.client.canonicalize.hostname"), "true"));
        return canonical && server.getAddress() != null
                ? server.getAddress().getCanonicalHostName()
                : server.getHostString();
    }

    @SuppressWarnings("removal") // What takes its place is newer than Java 17.
    private static <T> T as(Subject subject, PrivilegedExceptionAction<T> action)
            throws IOException {
        try {
            return Subject.doAs(subject, action);
        } catch (PrivilegedActionException e) {
            throw e.getCause() instanceof IOException cause
                    ? cause
                    : new IOException("SASL failed", e.getCause());
        }
    }

    /// An exchange with the credentials of a login around it.
    private static final class AsSubject implements SaslExchange {
        private final Subject subject;
        private final SaslExchange exchange;

        AsSubject(Subject subject, SaslExchange exchange) {
            this.subject = subject;
            this.exchange = exchange;
        }

        @Override
        public byte[] begin() throws IOException {
            return as(subject, exchange::begin);
        }

        @Override
        public byte @Nullable [] answer(byte @Nullable [] challenge) throws IOException {
            return as(subject, () -> exchange.answer(challenge));
        }

        @Override
        public boolean isComplete() {
            return exchange.isComplete();
        }

        @Override
        public void dispose() {
            exchange.dispose();
        }
    }
}
