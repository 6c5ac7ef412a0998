package paddock.client.session;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Map;

import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.sasl.RealmCallback;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;

/// An exchange by one of the mechanisms of the platform.
public final class SaslClientExchange implements SaslExchange {
    private static final byte[] NO_BYTES = {};

    private final SaslClient client;

    /// @param client a fresh one
    public SaslClientExchange(SaslClient client) {
        this.client = client;
    }

    /// One that proves a name and a password by DIGEST-MD5, as servers of this protocol expect it.
    ///
    /// @throws IllegalStateException when the platform lacks the mechanism
    public static SaslExchange digestMd5(String user, String password) {
        try {
            SaslClient client =
                    Sasl.createSaslClient(
                            new String[] {"DIGEST-MD5"},
                            user,
                            "zookeeper",
                            "zk-sasl-md5",
                            Map.of(),
                            callbacks -> answer(callbacks, user, password));
            if (client == null) {
                throw new IllegalStateException("the platform lacks DIGEST-MD5");
            }
            return new SaslClientExchange(client);
        } catch (SaslException e) {
            throw new IllegalStateException("the platform cannot begin DIGEST-MD5", e);
        }
    }

    private static void answer(Callback[] callbacks, String user, String password)
            throws UnsupportedCallbackException {
        for (Callback each : callbacks) {
            if (each instanceof NameCallback name) {
                name.setName(user);
            } else if (each instanceof PasswordCallback secret) {
                secret.setPassword(password.toCharArray());
            } else if (each instanceof RealmCallback realm) {
                realm.setText(realm.getDefaultText());
            } else {
                throw new UnsupportedCallbackException(each);
            }
        }
    }

    @Override
    public byte[] begin() throws IOException {
        return client.hasInitialResponse() ? client.evaluateChallenge(NO_BYTES) : NO_BYTES;
    }

    @Override
    public byte @Nullable [] answer(byte @Nullable [] challenge) throws IOException {
        // A server that is not set up for it says nothing at all.
        return challenge == null ? null : client.evaluateChallenge(challenge);
    }

    @Override
    public boolean isComplete() {
        return client.isComplete();
    }

    @Override
    public void dispose() {
        try {
            client.dispose();
        } catch (SaslException e) {
            throw new IllegalStateException("a SASL exchange cannot give back what it holds", e);
        }
    }
}
