package paddock.storage.log;

import java.nio.file.Path;

/// How a log file ended.
public sealed interface LogEnd {
    /// The file.
    Path file();

    /// Where the last whole record ends.
    long offset();

    /// After its last record, with nothing or only preallocated zeroes behind it.
    record Clean(Path file, long offset) implements LogEnd {}

    /// In bytes that are no whole record, as a crash leaves them; they count for nothing.
    ///
    /// @param reason what was found instead of a record
    record Torn(Path file, long offset, String reason) implements LogEnd {
        static final String WITHOUT_END_MARK = " bytes without its end mark";

        /// Whether a record's length was there, and its bytes, but not the mark behind them.
        public boolean lacksEndMark() {
            return reason.endsWith(WITHOUT_END_MARK);
        }
    }
}
