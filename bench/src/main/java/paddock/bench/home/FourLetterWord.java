package paddock.bench.home;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A four-letter command on the client port.
final class FourLetterWord {
    private static final int CONNECT_MILLIS = 1_000;

    /// Short, since the reference loses a word that comes at the wrong moment of its start, and
    /// waiting longer for the answer would count as its start.
    private static final int READ_MILLIS = 250;

    private FourLetterWord() {}

    /// The whole answer.
    ///
    /// @throws IOException when nobody listens yet
    static String ask(InetSocketAddress address, String word) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(address, CONNECT_MILLIS);
            socket.setSoTimeout(READ_MILLIS);
            socket.getOutputStream().write(word.getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readAllBytes();
            return new String(answer, StandardCharsets.UTF_8);
        }
    }
}
