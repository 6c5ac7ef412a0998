package paddock.server.links;

/// Settings for a test, patient enough for any machine unless it says otherwise.
final class Draft {
    long initMillis = 60_000;
    long syncMillis = 60_000;
    long connectPauseMillis = 20;
    long handshakeMillis = 60_000;
    int bindAttempts = 0;
    int maxStrangers = 20;
    long maxUnsentBytes = 1L << 30;
    int observerMasterPort = 0;
    long maxUnsentToObserver = 1L << 30;

    LinkSettings of(long serverId) {
        return new LinkSettings(
                serverId,
                initMillis,
                syncMillis,
                60_000,
                connectPauseMillis,
                10_000,
                handshakeMillis,
                bindAttempts,
                20,
                false,
                false,
                true,
                true,
                maxStrangers,
                1 << 22,
                maxUnsentBytes,
                observerMasterPort,
                maxUnsentToObserver);
    }
}
