package org.apache.zookeeper;

import org.apache.zookeeper.client.ZKClientConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import paddock.client.session.SaslExchange;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.Principal;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import javax.security.sasl.AuthorizeCallback;
import javax.security.sasl.RealmCallback;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;

/// A program's login by JAAS, and the exchanges by SASL that prove it to servers: GSSAPI where it
/// has a principal of Kerberos, else DIGEST-MD5 with a user and password.
final class SaslLogin {
    private static final Logger LOG = LoggerFactory.getLogger(SaslLogin.class);

    private final ZKClientConfig config;
    private final String section;

    private final Supplier<InetSocketAddress> server;

    private SaslLogin(ZKClientConfig config, String section, Supplier<InetSocketAddress> server) {
        this.config = config;
        this.section = section;
        this.server = server;
    }

    /// The login of a configuration, or null where there is none or it is not wanted.
    ///
    /// @param server which one the client is connecting to
    static SaslLogin of(ZKClientConfig config, Supplier<InetSocketAddress> server) {
        if (!config.isSaslClientEnabled()) {
            return null;
        }
        String section =
                config.getProperty(
                        ZKClientConfig.LOGIN_CONTEXT_NAME_KEY,
                        ZKClientConfig.LOGIN_CONTEXT_NAME_KEY_DEFAULT);
        try {
            if (Configuration.getConfiguration().getAppConfigurationEntry(section) != null) {
                return new SaslLogin(config, section, server);
            }
        } catch (SecurityException e) {
            LOG.debug("no logins are configured", e);
        }
        if (config.getProperty(ZKClientConfig.LOGIN_CONTEXT_NAME_KEY) != null) {
            LOG.warn("there is no section {} of logins; going on without SASL", section);
        }
        return null;
    }

    /// An exchange for one connection, which begins with a login.
    SaslExchange exchange() {
        return new Exchange();
    }

    private final class Exchange implements SaslExchange {
        private Subject subject;
        private SaslClient client;

        @Override
        public byte[] begin() throws IOException {
            try {
                LoginContext login = new LoginContext(section, callbacks -> {});
                login.login();
                subject = login.getSubject();
            } catch (LoginException e) {
                throw new IOException("no login of section " + section, e);
            }
            client = asSubject(this::newClient);
            return client.hasInitialResponse() ? step(new byte[0]) : new byte[0];
        }

        private SaslClient newClient() throws SaslException {
            if (subject.getPrincipals().isEmpty()) {
                return Sasl.createSaslClient(
                        new String[] {"DIGEST-MD5"},
                        user(),
                        "zookeeper",
                        "zk-sasl-md5",
                        Map.of(),
                        this::answerCallbacks);
            }
            Principal own = subject.getPrincipals().iterator().next();
            String principal = serverPrincipal();
            int slash = principal.indexOf('/');
            int at = principal.indexOf('@') < 0 ? principal.length() : principal.indexOf('@');
            return Sasl.createSaslClient(
                    new String[] {"GSSAPI"},
                    own.getName(),
                    principal.substring(0, slash),
                    principal.substring(slash + 1, at),
                    Map.of(),
                    this::answerCallbacks);
        }

        private String serverPrincipal() throws SaslException {
            String whole = config.getProperty(ZKClientConfig.ZOOKEEPER_SERVER_PRINCIPAL);
            if (whole == null) {
                return config.getProperty(
                                ZKClientConfig.ZK_SASL_CLIENT_USERNAME,
                                ZKClientConfig.ZK_SASL_CLIENT_USERNAME_DEFAULT)
                        + "/"
                        + serverHost();
            }
            if (whole.indexOf('/') < 0) {
                throw new SaslException(
                        ZKClientConfig.ZOOKEEPER_SERVER_PRINCIPAL
                                + " must be service/host@REALM, was "
                                + whole);
            }
            return whole;
        }

        private String serverHost() {
            InetSocketAddress address = server.get();
            boolean canonical =
                    Boolean.parseBoolean(
                            config.getProperty(
                                    ZKClientConfig.ZK_SASL_CLIENT_CANONICALIZE_HOSTNAME,
                                    ZKClientConfig.ZK_SASL_CLIENT_CANONICALIZE_HOSTNAME_DEFAULT));
            return canonical && address.getAddress() != null
                    ? address.getAddress().getCanonicalHostName()
                    : address.getHostName();
        }

        private String user() {
            Set<Object> names = subject.getPublicCredentials();
            return names.isEmpty() ? "" : String.valueOf(names.iterator().next());
        }

        private void answerCallbacks(Callback[] callbacks) throws UnsupportedCallbackException {
            for (Callback each : callbacks) {
                if (each instanceof NameCallback name) {
                    name.setName(name.getDefaultName() == null ? user() : name.getDefaultName());
                } else if (each instanceof PasswordCallback password) {
                    Set<Object> secrets = subject.getPrivateCredentials();
                    if (!secrets.isEmpty()) {
                        password.setPassword(
                                String.valueOf(secrets.iterator().next()).toCharArray());
                    }
                } else if (each instanceof RealmCallback realm) {
                    realm.setText(realm.getDefaultText());
                } else if (each instanceof AuthorizeCallback authorize) {
                    boolean same =
                            authorize.getAuthenticationID().equals(authorize.getAuthorizationID());
                    authorize.setAuthorized(same);
                } else {
                    throw new UnsupportedCallbackException(each);
                }
            }
        }

        @Override
        public byte[] answer(byte[] challenge) throws IOException {
            return challenge == null && client.isComplete() ? null : step(challenge);
        }

        private byte[] step(byte[] challenge) throws IOException {
            return asSubject(
                    () -> client.evaluateChallenge(challenge == null ? new byte[0] : challenge));
        }

        private <T> T asSubject(PrivilegedExceptionAction<T> action) throws IOException {
            try {
                return Subject.doAs(subject, action);
            } catch (PrivilegedActionException e) {
                throw new IOException("SASL failed", e.getCause());
            }
        }

        @Override
        public boolean isComplete() {
            return client != null && client.isComplete();
        }

        @Override
        public void dispose() {
            try {
                if (client != null) {
                    client.dispose();
                }
            } catch (SaslException e) {
                LOG.debug("could not give back an exchange", e);
            }
        }
    }
}
