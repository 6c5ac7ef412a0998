package org.apache.zookeeper.common;

import paddock.client.security.KeyStores;
import paddock.client.security.TlsProperties;

import java.io.Closeable;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/// The names of the properties of TLS, and contexts made from their values.
public abstract class X509Util implements Closeable, AutoCloseable {
    /// Whether host names are left to the Java platform to verify.
    public static final String FIPS_MODE_PROPERTY = "zookeeper.fips-mode";

    public static final String TLS_1_1 = "TLSv1.1";
    public static final String TLS_1_2 = "TLSv1.2";
    public static final String TLS_1_3 = "TLSv1.3";

    public static final String DEFAULT_PROTOCOL = newestProtocol();

    private static final List<String> NAMES =
            List.of(
                    "protocol",
                    "enabledProtocols",
                    "ciphersuites",
                    "keyStore.location",
                    "keyStore.password",
                    "keyStore.passwordPath",
                    "keyStore.type",
                    "trustStore.location",
                    "trustStore.password",
                    "trustStore.passwordPath",
                    "trustStore.type",
                    "context.supplier.class",
                    "hostnameVerification",
                    "clientHostnameVerification",
                    "allowReverseDnsLookup",
                    "crl",
                    "ocsp",
                    "clientAuth",
                    "handshakeDetectionTimeoutMillis");

    public X509Util() {}

    /// What the platform has, as far as servers know it.
    private static String newestProtocol() {
        try {
            SSLContext.getInstance(TLS_1_3);
            return TLS_1_3;
        } catch (NoSuchAlgorithmException e) {
            return TLS_1_2;
        }
    }

    static List<String> propertiesOf(String prefix) {
        List<String> names = new ArrayList<>();
        NAMES.forEach(each -> names.add(prefix + each));
        return names;
    }

    /// What the names of the properties begin with.
    protected abstract String getConfigPrefix();

    /// Whether servers verify the names of their clients' hosts, unless a property says so.
    protected abstract boolean shouldVerifyClientHostname();

    /// Whether the name of a host may be found by its address, unless a property says so.
    protected abstract boolean shouldAllowReverseDnsLookup();

    public String getSslProtocolProperty() {
        return getConfigPrefix() + "protocol";
    }

    public String getSslEnabledProtocolsProperty() {
        return getConfigPrefix() + "enabledProtocols";
    }

    public String getCipherSuitesProperty() {
        return getConfigPrefix() + "ciphersuites";
    }

    public String getSslCipherSuitesProperty() {
        return getCipherSuitesProperty();
    }

    public String getSslKeystoreLocationProperty() {
        return getConfigPrefix() + "keyStore.location";
    }

    public String getSslKeystorePasswdProperty() {
        return getConfigPrefix() + "keyStore.password";
    }

    public String getSslKeystorePasswdPathProperty() {
        return getConfigPrefix() + "keyStore.passwordPath";
    }

    public String getSslKeystoreTypeProperty() {
        return getConfigPrefix() + "keyStore.type";
    }

    public String getSslTruststoreLocationProperty() {
        return getConfigPrefix() + "trustStore.location";
    }

    public String getSslTruststorePasswdProperty() {
        return getConfigPrefix() + "trustStore.password";
    }

    public String getSslTruststorePasswdPathProperty() {
        return getConfigPrefix() + "trustStore.passwordPath";
    }

    public String getSslTruststoreTypeProperty() {
        return getConfigPrefix() + "trustStore.type";
    }

    public String getSslContextSupplierClassProperty() {
        return getConfigPrefix() + "context.supplier.class";
    }

    public String getSslHostnameVerificationEnabledProperty() {
        return getConfigPrefix() + "hostnameVerification";
    }

    public String getSslClientHostnameVerificationEnabledProperty() {
        return getConfigPrefix() + "clientHostnameVerification";
    }

    public String getSslAllowReverseDnsLookupProperty() {
        return getConfigPrefix() + "allowReverseDnsLookup";
    }

    public String getSslCrlEnabledProperty() {
        return getConfigPrefix() + "crl";
    }

    public String getSslOcspEnabledProperty() {
        return getConfigPrefix() + "ocsp";
    }

    public String getSslClientAuthProperty() {
        return getConfigPrefix() + "clientAuth";
    }

    public String getSslHandshakeDetectionTimeoutMillisProperty() {
        return getConfigPrefix() + "handshakeDetectionTimeoutMillis";
    }

    public String getFipsModeProperty() {
        return FIPS_MODE_PROPERTY;
    }

    /// Whether host names are left to the Java platform to verify; so it is unless a property says
    /// otherwise.
    public static boolean getFipsMode(ZKConfig config) {
        return config.getBoolean(FIPS_MODE_PROPERTY, true);
    }

    /// Whether clients verify the names of their servers' hosts; so it is unless a property says
    /// otherwise.
    public boolean isServerHostnameVerificationEnabled(ZKConfig config) {
        return config.getBoolean(getSslHostnameVerificationEnabledProperty(), true);
    }

    /// Whether servers verify the names of their clients' hosts.
    public boolean isClientHostnameVerificationEnabled(ZKConfig config) {
        return isServerHostnameVerificationEnabled(config)
                && config.getBoolean(
                        getSslClientHostnameVerificationEnabledProperty(),
                        shouldVerifyClientHostname());
    }

    /// Whether the name of a host may be found by its address.
    public boolean allowReverseDnsLookup(ZKConfig config) {
        return config.getBoolean(
                getSslAllowReverseDnsLookupProperty(), shouldAllowReverseDnsLookup());
    }

    /// A context of the system properties.
    public SSLContext getDefaultSSLContext() throws X509Exception.SSLContextException {
        return createSSLContext(new ZKConfig());
    }

    /// A context of the properties of a configuration.
    ///
    /// @throws X509Exception.SSLContextException when keys or certificates cannot be had
    public SSLContext createSSLContext(ZKConfig config) throws X509Exception.SSLContextException {
        String protocol = config.getProperty(getSslProtocolProperty(), DEFAULT_PROTOCOL);
        try {
            SSLContext context = SSLContext.getInstance(protocol);
            TlsProperties properties = new TlsProperties(config::getProperty, getConfigPrefix());
            context.init(keyManagers(properties), trustManagers(properties), null);
            return context;
        } catch (GeneralSecurityException | X509Exception e) {
            throw new X509Exception.SSLContextException("Failed to create a context of TLS", e);
        }
    }

    private static KeyManager[] keyManagers(TlsProperties properties) throws X509Exception {
        try {
            return properties.keyManagers();
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new X509Exception.KeyManagerException(e);
        }
    }

    private static TrustManager[] trustManagers(TlsProperties properties) throws X509Exception {
        try {
            return properties.trustManagers();
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new X509Exception.TrustManagerException(e);
        }
    }

    /// The store with a key in a file.
    ///
    /// @param keyStoreTypeProp its format, or null where its name tells it
    public static KeyStore loadKeyStore(
            String keyStoreLocation, String keyStorePassword, String keyStoreTypeProp)
            throws IOException, GeneralSecurityException {
        return KeyStores.keys(keyStoreLocation, keyStorePassword.toCharArray(), keyStoreTypeProp);
    }

    /// The store with certificates in a file.
    ///
    /// @param trustStoreTypeProp its format, or null where its name tells it
    public static KeyStore loadTrustStore(
            String trustStoreLocation, String trustStorePassword, String trustStoreTypeProp)
            throws IOException, GeneralSecurityException {
        return KeyStores.certificates(
                trustStoreLocation, trustStorePassword.toCharArray(), trustStoreTypeProp);
    }

    /// A password that is told itself, or by the name of a file that has it; empty without either.
    public String getPasswordFromConfigPropertyOrFile(
            ZKConfig config, String propertyName, String pathPropertyName) {
        String path = config.getProperty(pathPropertyName, "");
        return path.isEmpty()
                ? config.getProperty(propertyName, "")
                : String.valueOf(SecretUtils.readSecret(path));
    }

    @Override
    public void close() {}
}
