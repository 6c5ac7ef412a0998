package paddock.wire.jute;

/// A buffer where one message after the other becomes bytes; not safe for use by several threads.
public final class ScratchWriter {
    private final int usualBytes;
    private final int largestKeptBytes;
    private JuteWriter writer;

    /// @param usualBytes what most messages fit into
    /// @param largestKeptBytes what it may have grown to and is kept all the same
    public ScratchWriter(int usualBytes, int largestKeptBytes) {
        this.usualBytes = usualBytes;
        this.largestKeptBytes = largestKeptBytes;
        writer = new JuteWriter(usualBytes);
    }

    /// The buffer, empty; whatever it held before is gone.
    public JuteWriter cleared() {
        if (writer.capacity() > largestKeptBytes) {
            writer = new JuteWriter(usualBytes);
        }
        writer.clear();
        return writer;
    }
}
