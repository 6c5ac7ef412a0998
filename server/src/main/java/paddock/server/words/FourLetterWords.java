package paddock.server.words;

import paddock.server.metrics.ConnectionStats;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.Collectors;

/// Answers the four-letter words.
///
/// Safe for use by several threads as far as the [ServerView] is.
public final class FourLetterWords {
    /// Stops the server.
    static final String KILL = "kill";

    /// Every word there is.
    static final List<String> KNOWN =
            List.of(
                    "conf", "cons", "crst", "dirs", "dump", "envi", "gtmk", "hash", "isro", "kill",
                    "mntr", "reqs", "ruok", "srst", "srvr", "stat", "stmk", "wchc", "wchp", "wchs");

    /// What a telnet client sends when its user interrupts it; nothing is answered.
    private static final int TELNET_CLOSE = 0xfff4fffd;

    private static final String NOT_SERVING =
            "This ZooKeeper instance is not currently serving requests";

    private static final Map<Integer, String> BY_NUMBER = byNumber();

    private final Whitelist whitelist;
    private final ZoneId zone;

    /// Answers in the zone of this machine, under the whitelist of the configuration.
    public FourLetterWords(String whitelist, boolean readOnlyModeEnabled) {
        this(whitelist, readOnlyModeEnabled, ZoneId.systemDefault());
    }

    FourLetterWords(String whitelist, boolean readOnlyModeEnabled, ZoneId zone) {
        this.whitelist = new Whitelist(whitelist, readOnlyModeEnabled);
        this.zone = zone;
    }

    /// The word that the first four bytes of a connection spell; empty when they are the length of
    /// a frame. The interruption of a telnet client is a word too, by a name of its own.
    public static Optional<String> wordOf(int firstFourBytes) {
        return Optional.ofNullable(BY_NUMBER.get(firstFourBytes));
    }

    /// How many bytes belong to a word after its first four.
    public static int argumentBytes(String word) {
        return word.equals("stmk") ? Long.BYTES : 0;
    }

    /// The words that are answered, for a line in the log.
    public SequencedSet<String> allowed() {
        return whitelist.allowed();
    }

    /// What to write before closing the connection; empty when it should be closed without a word.
    ///
    /// `argument` is the number that follows the word, when [#argumentBytes] says that one does.
    public Optional<String> answer(String word, long argument, InetAddress from, ServerView view) {
        if (word.equals(BY_NUMBER.get(TELNET_CLOSE))) {
            return Optional.empty();
        }
        if (!whitelist.allows(word)) {
            return Optional.of(word + " is not executed because it is not in the whitelist.\n");
        }
        return Optional.of(
                switch (word) {
                    case "ruok" -> "imok";
                    case "envi" -> environment(view);
                    case "gtmk" -> Long.toString(view.traceMask());
                    case "stmk" -> setTraceMask(argument, view);
                    case KILL -> kill(from, view);
                    default -> view.serving() ? whileServing(word, view) : notServing(word);
                });
    }

    private String whileServing(String word, ServerView view) {
        return switch (word) {
            case "isro" -> view.mode() == ServerView.Mode.READ_ONLY ? "ro" : "rw";
            case "srvr" -> Summaries.server(view, false);
            case "stat" -> Summaries.server(view, true);
            case "mntr" -> Monitor.text(view);
            case "conf" -> Summaries.configuration(view);
            case "cons" -> connections(view);
            case "crst" -> resetConnections(view);
            case "srst" -> resetServer(view);
            case "dump" -> new SessionDump(zone).text(view);
            case "dirs" ->
                    "datadir_size: %d\nlogdir_size: %d\n"
                            .formatted(view.dataDirSizeBytes(), view.logDirSizeBytes());
            case "hash" ->
                    view.digestHistory().stream()
                            .map(each -> "%x: %s\n".formatted(each.zxid(), each.digest()))
                            .collect(Collectors.joining());
            case "wchs" -> Watches.summary(view);
            case "wchc" -> Watches.bySession(view);
            case "wchp" -> Watches.byPath(view);
            case "reqs" -> outstanding(view);
            default -> throw new IllegalArgumentException(word + " is none of " + KNOWN);
        };
    }

    private static String notServing(String word) {
        return switch (word) {
            case "isro" -> "null";
            case "hash" -> NOT_SERVING;
            default -> NOT_SERVING + "\n";
        };
    }

    private static String environment(ServerView view) {
        StringBuilder text = new StringBuilder("Environment:\n");
        view.environment()
                .forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
        return text.toString();
    }

    private static String setTraceMask(long mask, ServerView view) {
        view.setTraceMask(mask);
        return Long.toString(mask);
    }

    private static String kill(InetAddress from, ServerView view) {
        if (!from.isLoopbackAddress()) {
            return "kill is not executed because it did not come from this host.\n";
        }
        view.shutdown();
        return "The server is shutting down.\n";
    }

    private static String connections(ServerView view) {
        StringBuilder text = new StringBuilder();
        view.connections().forEach(each -> text.append(each.fullLine()).append('\n'));
        return text.append('\n').toString();
    }

    private static String resetConnections(ServerView view) {
        view.connections().forEach(ConnectionStats::askForReset);
        return "Connection stats reset.\n";
    }

    private static String resetServer(ServerView view) {
        view.metrics().reset();
        return "Server stats reset.\n";
    }

    private static String outstanding(ServerView view) {
        List<String> lines = new ArrayList<>();
        for (ServerView.OutstandingRequest each : view.outstandingRequestList()) {
            lines.add(
                    "0x%x cxid=0x%x op=%s path=%s waited=%d ms\n"
                            .formatted(
                                    each.sessionId(),
                                    each.cxid(),
                                    each.operation(),
                                    each.path(),
                                    each.waitedMillis()));
        }
        return "Outstanding requests (%d):\n".formatted(lines.size()) + String.join("", lines);
    }

    private static Map<Integer, String> byNumber() {
        Map<Integer, String> words = new LinkedHashMap<>();
        for (String word : KNOWN) {
            words.put(ByteBuffer.wrap(word.getBytes(StandardCharsets.US_ASCII)).getInt(), word);
        }
        words.put(TELNET_CLOSE, "telnet close");
        return words;
    }
}
