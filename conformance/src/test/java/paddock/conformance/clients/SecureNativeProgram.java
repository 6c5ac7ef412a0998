package paddock.conformance.clients;

import paddock.client.AsyncClient;
import paddock.client.Client;
import paddock.client.ClientBuilder;
import paddock.client.RetryPolicy;
import paddock.client.security.JaasLogin;
import paddock.client.security.TlsProperties;
import paddock.client.session.SessionMetrics;
import paddock.wire.protocol.ClientInfo;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// What [SecureProgram] does, by Paddock's own client.
public final class SecureNativeProgram {
    /// Whatever else may break a connection does not do so each time.
    private static final int ATTEMPTS = 3;

    private SecureNativeProgram() {}

    /// @param args where the server is, and the files
    public static void main(String[] args) throws Exception {
        for (String file : List.of(args).subList(1, args.length)) {
            Path path = Path.of(file);
            Properties properties = new Properties();
            try (InputStream in = Files.newInputStream(path)) {
                properties.load(in);
            }
            System.out.println(path.getFileName() + ": " + outcome(args[0], properties));
        }
        System.exit(0);
    }

    private static String outcome(String server, Properties properties) throws Exception {
        CompletableFuture<String> outcome = new CompletableFuture<>();
        ClientBuilder builder =
                Client.builder(server)
                        .retryPolicy(RetryPolicy.never())
                        .reconnectPauses(Duration.ofMillis(1), Duration.ofMillis(1))
                        .metrics(new Losses(outcome));
        if (Boolean.parseBoolean(properties.getProperty("zookeeper.client.secure"))) {
            builder.tls(new TlsProperties(properties::getProperty).engines());
        }
        JaasLogin.of(properties::getProperty).ifPresent(builder::sasl);
        try (AsyncClient client = builder.open()) {
            client.whoAmI()
                    .whenComplete(
                            (identities, failure) ->
                                    outcome.complete(
                                            failure == null
                                                    ? text(identities)
                                                    : failure.getClass().getSimpleName()));
            return outcome.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("nothing fails here", e);
        }
    }

    private static String text(List<ClientInfo> identities) {
        TreeSet<String> sorted = new TreeSet<>();
        identities.forEach(each -> sorted.add(each.authScheme() + ":" + each.user()));
        return sorted.toString();
    }

    /// Counts connections that did not come about, and says of the last why.
    private record Losses(CompletableFuture<String> outcome, AtomicInteger count)
            implements SessionMetrics {
        Losses(CompletableFuture<String> outcome) {
            this(outcome, new AtomicInteger());
        }

        @Override
        public void connectionLost(String why) {
            if (count.incrementAndGet() == ATTEMPTS) {
                outcome.complete("no connection: " + why);
            }
        }
    }
}
