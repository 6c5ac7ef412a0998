package paddock.server.words;

import paddock.server.metrics.ConnectionStats;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;

/// The text of `dump`.
final class SessionDump {
    private final DateTimeFormatter times;

    SessionDump(ZoneId zone) {
        times =
                DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss zzz yyyy", Locale.ENGLISH)
                        .withZone(zone);
    }

    static String hex(long sessionId) {
        return "0x" + Long.toHexString(sessionId);
    }

    String text(ServerView view) {
        StringBuilder text = new StringBuilder("SessionTracker dump:\n");
        view.localSessionsByExpiry()
                .ifPresent(
                        sessions ->
                                buckets(text, "Local Session Sets", sessions, SessionDump::hex));
        switch (view.mode()) {
            case STANDALONE, READ_ONLY ->
                    buckets(text, "Session Sets", view.sessionsByExpiry(), SessionDump::hex);
            case LEADER ->
                    buckets(text, "Global Session Sets", view.sessionsByExpiry(), SessionDump::hex);
            case FOLLOWER, OBSERVER -> timeouts(text, view.globalSessionTimeouts());
        }
        text.append("ephemeral nodes dump:\n");
        ephemerals(text, view.ephemeralsBySession());
        text.append("Connections dump:\n");
        view.connectionsByExpiry()
                .ifPresent(
                        connections ->
                                buckets(text, "Connections Sets", connections, this::connection));
        return text.toString();
    }

    /// Who does not lead does not know when sessions expire.
    private static void timeouts(StringBuilder text, SortedMap<Long, Integer> sessions) {
        text.append("Global Sessions(").append(sessions.size()).append("):\n");
        sessions.forEach(
                (session, millis) ->
                        text.append(hex(session)).append('\t').append(millis).append("ms\n"));
    }

    private String connection(ConnectionStats connection) {
        return "ip: " + connection.remoteAddress() + " sessionId: " + hex(connection.sessionId());
    }

    private <T> void buckets(
            StringBuilder text,
            String title,
            SortedMap<Long, ? extends Collection<T>> buckets,
            Function<T, String> shown) {
        int members = buckets.values().stream().mapToInt(Collection::size).sum();
        text.append("%s (%d)/(%d):\n".formatted(title, buckets.size(), members));
        buckets.forEach(
                (dueMillis, bucket) -> {
                    text.append(bucket.size())
                            .append(" expire at ")
                            .append(times.format(Instant.ofEpochMilli(dueMillis)))
                            .append(":\n");
                    bucket.forEach(
                            each -> text.append('\t').append(shown.apply(each)).append('\n'));
                });
    }

    private static void ephemerals(
            StringBuilder text, Map<Long, ? extends Collection<String>> bySession) {
        text.append("Sessions with Ephemerals (").append(bySession.size()).append("):\n");
        bySession.forEach(
                (session, paths) -> {
                    text.append(hex(session)).append(":\n");
                    paths.forEach(path -> text.append('\t').append(path).append('\n'));
                });
    }
}
