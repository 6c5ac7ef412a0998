package paddock.shell.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import paddock.client.session.HostPort;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a server says of its connections when it is asked by the word `cons`.
public final class ServerConnections {
    private static final int PATIENCE_MILLIS = 5_000;
    private static final Pattern CONNECTION =
            Pattern.compile("\\(.*\\brecved=(\\d+),.*\\bsid=(0x[0-9a-f]+),.*\\)");

    private ServerConnections() {}

    /// How many requests a server has had from each session on its present connection.
    ///
    /// @throws IOException when it cannot be asked, or does not say
    public static Map<String, Long> requestsBySession(HostPort server) throws IOException {
        String said = ask(server, "cons");
        if (said.contains("not executed")) {
            throw new IOException(said.strip());
        }
        return parse(said);
    }

    static Map<String, Long> parse(String said) {
        Map<String, Long> requests = new HashMap<>();
        for (String line : said.lines().toList()) {
            Matcher connection = CONNECTION.matcher(line);
            if (connection.find()) {
                requests.merge(connection.group(2), Long.parseLong(connection.group(1)), Long::sum);
            }
        }
        return requests;
    }

    private static String ask(HostPort server, String word) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(server.host(), server.port()), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(word.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
