package paddock.testkit.curator;

import org.jspecify.annotations.Nullable;

import paddock.testkit.PaddockServer;

import java.io.Closeable;
import java.io.File;

/// A server with the methods that Curator's class of this name has.
public final class TestingServer implements Closeable {
    private final PaddockServer server;

    /// A running server on a free port.
    public TestingServer() {
        this(-1, null, true);
    }

    /// A server on a free port, started if so wished.
    public TestingServer(boolean start) {
        this(-1, null, start);
    }

    /// A running server on this port; -1 for a free one.
    public TestingServer(int port) {
        this(port, null, true);
    }

    /// A server on this port, started if so wished; -1 for a free one.
    public TestingServer(int port, boolean start) {
        this(port, null, start);
    }

    /// A running server with its data in this folder.
    public TestingServer(int port, @Nullable File tempDirectory) {
        this(port, tempDirectory, true);
    }

    /// A server with its data in this folder, or in one that is removed at the end where it is
    /// null.
    public TestingServer(int port, @Nullable File tempDirectory, boolean start) {
        PaddockServer.Builder builder = PaddockServer.builder().port(Math.max(port, 0));
        if (tempDirectory != null) {
            builder.dataDir(tempDirectory.toPath());
        }
        server = start ? builder.start() : builder.build();
    }

    /// The port.
    public int getPort() {
        return server.port();
    }

    /// What clients connect with.
    public String getConnectString() {
        return server.connectString();
    }

    /// Where the data is.
    public File getTempDirectory() {
        return server.dataDir().toFile();
    }

    /// Starts it unless it runs.
    public void start() {
        if (!server.isRunning()) {
            server.restart();
        }
    }

    /// Stops it and keeps the data.
    public void stop() {
        server.stop();
    }

    /// Starts it anew on the same port and data.
    public void restart() {
        server.restart();
    }

    /// Stops it and removes the data, unless its folder was given.
    @Override
    public void close() {
        server.close();
    }
}
