package paddock.storage.log;

import java.nio.file.Path;

/// Hears what a [TxnLog] does, on the thread that called it; must not call back.
public interface LogListener {
    /// Hears nothing.
    LogListener NONE = new LogListener() {};

    /// A new file was begun.
    default void opened(Path file) {}

    /// The disk confirmed everything appended so far.
    ///
    /// @param bytes how much was new
    /// @param nanos how long the force took, without the writes before it
    default void forced(Path file, long bytes, long nanos) {}
}
