package org.apache.zookeeper.server.auth;

import java.util.Map;

import javax.security.auth.Subject;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.spi.LoginModule;

/// A login of JAAS with the options `username` and `password`, as files with logins name it. It
/// becomes credentials of the subject; whether they are right only servers can tell.
public class DigestLoginModule implements LoginModule {
    private static final String USER = "username";
    private static final String PASSWORD = "password";

    private Subject subject = new Subject();
    private Object user;
    private Object password;

    public DigestLoginModule() {}

    @Override
    public void initialize(
            Subject subject,
            CallbackHandler callbackHandler,
            Map<String, ?> sharedState,
            Map<String, ?> options) {
        this.subject = subject;
        user = options.get(USER);
        password = options.get(PASSWORD);
        if (user != null) {
            subject.getPublicCredentials().add(user);
        }
        if (password != null) {
            subject.getPrivateCredentials().add(password);
        }
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
        subject.getPublicCredentials().remove(user);
        subject.getPrivateCredentials().remove(password);
        return true;
    }
}
