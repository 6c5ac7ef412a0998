package paddock.client;

/// What the session's table of watches holds for this API.
interface Watcher {
    /// Whether it outlives an event.
    boolean lasts();

    String watchedPath();

    void tell(WatchEvent event);

    /// One that is over with its first event.
    ///
    /// No record: two of them with the same listener are two.
    final class Once implements Watcher {
        private final String path;
        private final WatchListener listener;

        Once(String path, WatchListener listener) {
            this.path = path;
            this.listener = listener;
        }

        @Override
        public boolean lasts() {
            return false;
        }

        @Override
        public String watchedPath() {
            return path;
        }

        @Override
        public void tell(WatchEvent event) {
            listener.happened(event);
        }
    }
}
