package paddock.client.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import paddock.client.session.NoLoginException;
import paddock.client.session.SaslExchange;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;

import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.spi.LoginModule;
import javax.security.sasl.AuthorizeCallback;
import javax.security.sasl.RealmCallback;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslServer;

/// A user and password of a file with logins, proved to the platform's own server of DIGEST-MD5.
class JaasLoginTest {
    private static final InetSocketAddress SERVER =
            InetSocketAddress.createUnresolved("localhost", 2181);

    @AfterEach
    void forgetLogins() {
        Configuration.setConfiguration(null);
    }

    private static void logins(String section) {
        logins(section, "org.apache.zookeeper.server.auth.DigestLoginModule");
    }

    private static void logins(String section, Class<?> module) {
        logins(section, module.getName());
    }

    private static void logins(String section, String module) {
        Map<String, String> options = Map.of("username", "bob", "password", "secret");
        AppConfigurationEntry entry =
                new AppConfigurationEntry(module, LoginModuleControlFlag.REQUIRED, options);
        Configuration.setConfiguration(
                new Configuration() {
                    @Override
                    public AppConfigurationEntry @Nullable [] getAppConfigurationEntry(
                            String name) {
                        return name.equals(section) ? new AppConfigurationEntry[] {entry} : null;
                    }
                });
    }

    @Test
    void aPasswordIsProvedWithoutBeingSent() throws Exception {
        logins("Client");
        SaslExchange exchange = JaasLogin.of(name -> null).orElseThrow().exchange(SERVER);
        SaslServer server =
                Sasl.createSaslServer(
                        "DIGEST-MD5", "zookeeper", "zk-sasl-md5", Map.of(), JaasLoginTest::know);

        assertThat(exchange.begin()).isEmpty();
        byte[] proof = exchange.answer(server.evaluateResponse(new byte[0]));
        byte[] last = server.evaluateResponse(proof);

        assertThat(server.isComplete()).isTrue();
        assertThat(server.getAuthorizationID()).isEqualTo("bob");
        assertThat(exchange.answer(last)).isNull();
        assertThat(exchange.isComplete()).isTrue();
        exchange.dispose();
    }

    private static void know(Callback[] callbacks) {
        for (Callback each : callbacks) {
            if (each instanceof NameCallback name) {
                name.setName(name.getDefaultName());
            } else if (each instanceof PasswordCallback password) {
                password.setPassword("secret".toCharArray());
            } else if (each instanceof RealmCallback realm) {
                realm.setText(realm.getDefaultText());
            } else if (each instanceof AuthorizeCallback authorize) {
                authorize.setAuthorized(true);
                authorize.setAuthorizedID(authorize.getAuthenticationID());
            }
        }
    }

    @Test
    void aModuleThatIsThereLogsIn() throws Exception {
        logins("Client", Bob.class);

        SaslExchange exchange = JaasLogin.of(name -> null).orElseThrow().exchange(SERVER);

        assertThat(exchange.begin()).isEmpty();
        assertThat(exchange.isComplete()).isFalse();
    }

    @Test
    void aLoginThatFailsIsSaid() {
        logins("Client", JaasLoginTest.class);

        assertThatThrownBy(() -> JaasLogin.of(name -> null).orElseThrow().exchange(SERVER))
                .isInstanceOf(NoLoginException.class)
                .hasMessageStartingWith("no login of section Client: ");
    }

    @Test
    void aSectionThatIsNamedAndMissingIsALoginThatFails() {
        logins("Other");
        Map<String, String> values = Map.of("zookeeper.sasl.clientconfig", "Another");

        assertThatThrownBy(() -> JaasLogin.of(values::get).orElseThrow().exchange(SERVER))
                .isInstanceOf(NoLoginException.class)
                .hasMessageStartingWith("no login of section Another: ");
    }

    @Test
    void withoutASectionOrTheWishThereIsNoLogin() {
        logins("Other");
        Map<String, String> values = new HashMap<>();
        assertThat(JaasLogin.of(values::get)).isEmpty();

        values.put("zookeeper.sasl.clientconfig", "Other");
        assertThat(JaasLogin.of(values::get)).isPresent();

        values.put("zookeeper.sasl.client", "false");
        assertThat(JaasLogin.of(values::get)).isEmpty();
    }

    /// A login module of somebody else, which leaves a user and a password.
    public static final class Bob implements LoginModule {
        @Override
        public void initialize(
                Subject subject,
                CallbackHandler handler,
                Map<String, ?> shared,
                Map<String, ?> options) {
            subject.getPublicCredentials().add(String.valueOf(options.get("username")));
            subject.getPrivateCredentials().add(String.valueOf(options.get("password")));
        }

        @Override
        public boolean login() {
            return true;
        }

        @Override
        public boolean commit() {
            return true;
        }

        @Override
        public boolean abort() {
            return false;
        }

        @Override
        public boolean logout() {
            return true;
        }
    }
}
