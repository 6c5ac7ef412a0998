package org.apache.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.server.auth.DigestLoginModule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import paddock.client.session.SaslExchange;

import java.net.InetSocketAddress;
import java.util.Map;

import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.sasl.AuthorizeCallback;
import javax.security.sasl.RealmCallback;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslServer;

/// A user and password of a file with logins, proved to the platform's own server of DIGEST-MD5.
class SaslLoginTest {
    private static final InetSocketAddress SERVER =
            InetSocketAddress.createUnresolved("localhost", 2181);

    @AfterEach
    void forgetLogins() {
        Configuration.setConfiguration(null);
    }

    private static void logins(String section) {
        Map<String, String> options = Map.of("username", "bob", "password", "secret");
        AppConfigurationEntry entry =
                new AppConfigurationEntry(
                        DigestLoginModule.class.getName(),
                        LoginModuleControlFlag.REQUIRED,
                        options);
        Configuration.setConfiguration(
                new Configuration() {
                    @Override
                    public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
                        return name.equals(section) ? new AppConfigurationEntry[] {entry} : null;
                    }
                });
    }

    @Test
    void aPasswordIsProvedWithoutBeingSent() throws Exception {
        logins("Client");
        SaslExchange exchange = SaslLogin.of(new ZKClientConfig(), () -> SERVER).exchange();
        SaslServer server =
                Sasl.createSaslServer(
                        "DIGEST-MD5", "zookeeper", "zk-sasl-md5", Map.of(), SaslLoginTest::know);

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
    void withoutASectionOrTheWishThereIsNoLogin() {
        logins("Other");
        assertThat(SaslLogin.of(new ZKClientConfig(), () -> SERVER)).isNull();

        ZKClientConfig config = new ZKClientConfig();
        config.setProperty(ZKClientConfig.LOGIN_CONTEXT_NAME_KEY, "Other");
        assertThat(SaslLogin.of(config, () -> SERVER)).isNotNull();

        config.setProperty(ZKClientConfig.ENABLE_CLIENT_SASL_KEY, "false");
        assertThat(SaslLogin.of(config, () -> SERVER)).isNull();
    }
}
