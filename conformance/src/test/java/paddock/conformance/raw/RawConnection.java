package paddock.conformance.raw;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;

/// One TCP connection that speaks frames.
///
/// A reset and an orderly end are the same to it: the server closed.
public final class RawConnection implements AutoCloseable {
    private final Socket socket;
    private final DataInputStream in;

    private RawConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 8192));
    }

    /// Connects; reads give up after `patienceMillis`.
    public static RawConnection open(InetSocketAddress address, int patienceMillis) {
        try {
            var socket = new Socket();
            socket.setTcpNoDelay(true);
            socket.connect(address, patienceMillis);
            socket.setSoTimeout(patienceMillis);
            return new RawConnection(socket);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot connect to " + address, e);
        }
    }

    /// A frame: the length, then the payload.
    public static byte[] frame(byte[] payload) {
        return ByteBuffer.allocate(4 + payload.length).putInt(payload.length).put(payload).array();
    }

    /// Sends bytes as they are. Returns false when the server has closed meanwhile.
    public boolean write(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /// Says that nothing more will be sent, and keeps reading.
    public void finishWriting() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            return; // closed already: the next read says so
        }
    }

    /// The payload of the next frame, or null when the server has closed.
    ///
    /// @throws NoAnswerException when neither came in time
    public byte @Nullable [] read() {
        try {
            int length = in.readInt();
            byte[] payload = new byte[length];
            in.readFully(payload);
            return payload;
        } catch (SocketTimeoutException e) {
            throw new NoAnswerException("neither a frame nor the end of the connection came", e);
        } catch (IOException e) {
            return null;
        }
    }

    /// Reads so many bytes and forgets them, for whoever takes his time. Returns false when the
    /// server has closed meanwhile.
    public boolean skip(int bytes) {
        try {
            in.skipNBytes(bytes);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /// Closing will be a reset, which also leaves no port behind that waits for stragglers.
    public void resetOnClose() {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            return; // closed already
        }
    }

    /// How long reads wait from now on.
    public void patience(int millis) {
        try {
            socket.setSoTimeout(millis);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
