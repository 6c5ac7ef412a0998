package paddock.client.recipe;

/// The znode that stood for somebody was deleted by somebody else, while the session lived.
public final class PlaceLostException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// @param path the znode
    public PlaceLostException(String path) {
        super(path + " was deleted while its owner counted on it");
    }
}
