package paddock.testkit;

import java.nio.file.Path;

/// Where a server runs, and the way to tell it something: in this JVM, or in one of its own. Any
/// thread may use it.
interface ServerHost extends AutoCloseable {
    /// What the server needs. Tests may run on less.
    int JAVA = 25;

    /// Makes one host for one server.
    @FunctionalInterface
    interface Maker {
        /// @param folder is the host's to write to, until it is closed
        ServerHost make(Path folder);
    }

    /// In this JVM where that can be; it is quicker to start and easier to debug.
    static ServerHost suitable(Path folder) {
        return Runtime.version().feature() >= JAVA ? HostHere.make() : ChildJvm.start(folder);
    }

    /// Has a command done, as `paddock.testkit.server.Host` lists them.
    ///
    /// @return the text behind `ok`
    /// @throws IllegalArgumentException when the command was refused
    /// @throws IllegalStateException when it failed, or when the host has ended
    String tell(String command);

    /// Whether it can be told anything.
    boolean isAlive();

    /// Ends it, and a server that still runs in a JVM of its own.
    @Override
    void close();

    /// What [#tell] makes of an answer.
    static String textOf(String answer) {
        int blank = answer.indexOf(' ');
        String verdict = blank < 0 ? answer : answer.substring(0, blank);
        String text = blank < 0 ? "" : answer.substring(blank + 1);
        return switch (verdict) {
            case "ok" -> text;
            case "refused" -> throw new IllegalArgumentException(text);
            case "failed" -> throw new IllegalStateException(text);
            default -> throw new IllegalStateException("an answer that makes no sense: " + answer);
        };
    }
}
