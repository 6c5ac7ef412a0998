package paddock.server.words;

import paddock.server.metrics.ConnectionStats;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Answers the four-letter words.
///
/// Safe for use by several threads as far as the [ServerView] is.
public final class FourLetterWords {
    /// Stops the server.
    static final String KILL = "kill";

    /// Lets another server lead.
    static final String LEAD = "lead";

    /// Words that change what others depend on: they are answered only where the configuration
    /// names them, and only to who asks from this host.
    static final Set<String> GUARDED = Set.of(KILL, LEAD);

    /// Every word there is.
    static final List<String> KNOWN =
            List.of(
                    "conf", "cons", "crst", "dirs", "dump", "envi", "gtmk", "hash", "isro", "kill",
                    "lead", "mntr", "reqs", "ruok", "srst", "srvr", "stat", "stmk", "wchc", "wchp",
                    "wchs");

    /// What a telnet client sends when its user interrupts it; nothing is answered.
    private static final int TELNET_CLOSE = 0xfff4fffd;

    private static final int MAX_LINE_BYTES = 32;

    private static final String NOT_SERVING =
            "This ZooKeeper instance is not currently serving requests";

    private static final Map<Integer, String> BY_NUMBER = byNumber();

    private static final Pattern SERVER_ID = Pattern.compile("[0-9]{1,18}");

    private final Whitelist whitelist;
    private final ZoneId zone;

    /// Answers in the zone of this machine, under the whitelist of the configuration.
    public FourLetterWords(List<String> whitelist, boolean readOnlyModeEnabled) {
        this(whitelist, readOnlyModeEnabled, ZoneId.systemDefault());
    }

    FourLetterWords(List<String> whitelist, boolean readOnlyModeEnabled, ZoneId zone) {
        this.whitelist = new Whitelist(whitelist, readOnlyModeEnabled);
        this.zone = zone;
    }

    /// The word that the first four bytes of a connection spell; empty when they are the length of
    /// a frame. The interruption of a telnet client is a word too, by a name of its own.
    public static Optional<String> wordOf(int firstFourBytes) {
        return Optional.ofNullable(BY_NUMBER.get(firstFourBytes));
    }

    /// How many of the `count` bytes from `at` on belong to the word before them; -1 while more
    /// must come: `stmk` is followed by eight bytes, `lead` by the rest of its line.
    public static int argumentBytes(String word, byte[] bytes, int at, int count) {
        return switch (word) {
            case "stmk" -> count < Long.BYTES ? -1 : Long.BYTES;
            case LEAD -> lineBytes(bytes, at, count);
            default -> 0;
        };
    }

    private static int lineBytes(byte[] bytes, int at, int count) {
        for (int i = 0; i < count; i++) {
            if (bytes[at + i] == '\n') {
                return i + 1;
            }
        }
        return count < MAX_LINE_BYTES ? -1 : MAX_LINE_BYTES;
    }

    /// The words that are answered, for a line in the log.
    public SequencedSet<String> allowed() {
        return whitelist.allowed();
    }

    /// What to write before closing the connection; empty when it should be closed without a word.
    ///
    /// `argument` is what follows the word, as [#argumentBytes] says. The answer is there at once
    /// but for `lead`, which another thread decides.
    public CompletableFuture<Optional<String>> answer(
            String word, byte[] argument, InetAddress from, ServerView view) {
        if (word.equals(BY_NUMBER.get(TELNET_CLOSE))) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        CompletableFuture<String> text;
        if (!whitelist.allows(word)) {
            text = refused(word, "it is not in the whitelist");
        } else if (GUARDED.contains(word) && !isHere(from)) {
            text = refused(word, "it did not come from this host");
        } else if (word.equals(LEAD)) {
            text = lead(new String(argument, StandardCharsets.UTF_8).trim(), view);
        } else {
            text = CompletableFuture.completedFuture(text(word, argument, view));
        }
        return text.thenApply(Optional::of);
    }

    private static CompletableFuture<String> refused(String word, String reason) {
        return CompletableFuture.completedFuture(
                "%s is not executed because %s.\n".formatted(word, reason));
    }

    private String text(String word, byte[] argument, ServerView view) {
        return switch (word) {
            case "ruok" -> "imok";
            case "envi" -> environment(view);
            case "gtmk" -> Long.toString(view.traceMask());
            case "stmk" -> setTraceMask(ByteBuffer.wrap(argument).getLong(), view);
            case KILL -> kill(view);
            default -> view.serving() ? whileServing(word, view) : notServing(word);
        };
    }

    private static CompletableFuture<String> lead(String argument, ServerView view) {
        if (!argument.isEmpty() && !SERVER_ID.matcher(argument).matches()) {
            return CompletableFuture.completedFuture(
                    ("lead: \"%s\" is no server id; accepted are the id of a voter, or"
                                    + " nothing for the follower that has logged the most.\n")
                            .formatted(argument));
        }
        long target = argument.isEmpty() ? -1 : Long.parseLong(argument);
        return view.handOver(target).thenApply(outcome -> outcome + ".\n");
    }

    /// Whether the asker is on this host: at its loopback or at another address of it.
    private static boolean isHere(InetAddress from) {
        try {
            return from.isLoopbackAddress() || NetworkInterface.getByInetAddress(from) != null;
        } catch (SocketException e) {
            return false;
        }
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

    private static String kill(ServerView view) {
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
