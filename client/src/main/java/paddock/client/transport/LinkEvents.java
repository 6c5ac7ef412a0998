package paddock.client.transport;

/// What happens to a connection, told on its loop. Nothing is told after [#down].
public interface LinkEvents {
    /// Bytes can be exchanged.
    void up(Link link);

    /// A frame arrived. The array is only lent, for the time of the call.
    void frame(byte[] bytes, int offset, int length);

    /// A frame arrived that is longer than allowed, and is passed over. Its first bytes are lent as
    /// above.
    ///
    /// @param length of the bytes at hand
    /// @param frameLength of the whole frame
    void longFrame(byte[] bytes, int offset, int length, int frameLength);

    /// All frames that arrived together were told.
    void pause();

    /// [Link#isWritable] is true again.
    void writable();

    /// It ended, or could not be made.
    void down(String why);
}
