package paddock.storage;

/// Why a process ends, as its exit code tells scripts (configuration reference, section 10).
public enum ExitReason {
    /// Anything without a code of its own.
    UNEXPECTED_ERROR(1),
    /// A folder is missing, cannot be written, holds foreign files or belongs to somebody else.
    DATA_FOLDER_NOT_ACCESSIBLE(3),
    /// A snapshot could not be written.
    SNAPSHOT_FAILED(10),
    /// The log could not be cut back to what the leader has.
    TRUNCATION_FAILED(13);

    private final int code;

    ExitReason(int code) {
        this.code = code;
    }

    /// The exit code of the process.
    public int code() {
        return code;
    }
}
