package paddock.conformance.words;

import paddock.conformance.raw.RawSession;
import paddock.conformance.server.ServerUnderTest;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// A server to which a few things have happened, and the texts by which it tells of them.
final class Scene implements AutoCloseable {
    private final ServerUnderTest server;
    private final RawSession session;

    /// Plays the requests.
    Scene(ServerUnderTest server) {
        this.server = server;
        server.fourLetterWord("srst");
        session = RawSession.open(server.address(), 30_000);
        byte[] data = "hello".getBytes(StandardCharsets.UTF_8);
        session.create("/a", data, 0);
        session.create("/a/b", data, 0);
        session.create("/a/e", data, 1);
        session.call(new Request.GetData("/a/b", true));
        session.ask(new Request.Exists("/nope", true));
        session.call(new Request.GetChildren("/a", true, false));
        session.call(new Request.AddWatch("/p", Request.AddWatch.PERSISTENT));
        session.setData("/a", data);
        session.setData("/a/b", data); // fires the watch on its data
        session.ask(new Request.Delete("/nope", -1));
        session.call(
                new Request.Create(OpCode.CREATE2, "/a/c", null, Acl.OPEN, 0, 0)); // and children
        session.ping();
        session.exists("/a");
    }

    /// One more client that does nothing.
    static final class Visitor implements AutoCloseable {
        private final RawSession session;

        Visitor(ServerUnderTest server) {
            session = RawSession.open(server.address(), 30_000);
        }

        boolean isThere() {
            return session.exists("/a");
        }

        @Override
        public void close() {
            session.close();
        }
    }

    /// The answer to a word, without what hangs on time, chance or the machine.
    String ask(String word) {
        String text = server.fourLetterWord(word);
        text = text.replace("0x" + Long.toHexString(session.sessionId()), "SID");
        return switch (word) {
            case "srvr", "stat" ->
                    sorted(
                            text.replaceFirst(
                                            "(?m)^(Zookeeper version: )\\d+\\.\\d+\\.\\d+\\S*,"
                                                    + " built on \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d"
                                                    + " UTC$",
                                            "$1VERSION")
                                    .replaceFirst("\\d+/\\d+\\.\\d{1,4}/\\d+", "LATENCY")
                                    .replaceAll(" /127\\.0\\.0\\.1:\\d+\\[[01]]", " PEER[1]")
                                    .replaceFirst("Connections: [12]\n", "Connections: N\n"));
            case "cons" ->
                    sorted(
                            text.replaceAll(" /127\\.0\\.0\\.1:\\d+\\[[01]]", " PEER[1]")
                                    .replaceAll(
                                            "(est|lresp|llat|minlat|avglat|maxlat)=\\d+", "$1=N"));
            case "conf" ->
                    text.replace(server.data().toString(), "DATA")
                            .replace("clientPort=" + server.port(), "clientPort=PORT")
                            .replaceAll("(?m)^(data\\w+Size)=\\d+$", "$1=N");
            case "dirs" -> text.replaceAll(": \\d+", ": N");
            case "envi" -> text.replaceAll("(?m)=.+$", "=VALUE");
            case "dump" ->
                    text.replaceAll("(?m)^0 expire at .*\n", "")
                            .replaceAll("Sets \\(\\d+\\)", "Sets (N)")
                            .replaceAll(
                                    "\\w{3} \\w{3} \\d\\d \\d\\d:\\d\\d:\\d\\d \\S+ \\d{4}", "TIME")
                            // Told by one of the reference's two network layers only.
                            .replaceFirst("(?s)(Connections dump:\n).*", "$1");
            case "wchc", "wchp" -> sorted(text);
            default -> text;
        };
    }

    /// What `mntr` tells, by name.
    Map<String, String> mntr() {
        Map<String, String> values = new LinkedHashMap<>();
        for (String line : server.fourLetterWord("mntr").split("\n", -1)) {
            int tab = line.indexOf('\t');
            if (tab > 0) {
                values.put(line.substring(0, tab), line.substring(tab + 1));
            }
        }
        return values;
    }

    private static String sorted(String text) {
        return text.lines().sorted().collect(Collectors.joining("\n"))
                + (text.endsWith("\n\n") ? "\n\n" : "");
    }

    @Override
    public void close() {
        session.close();
    }
}
