package paddock.shell;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Consumer;

/// The words of the command line.
///
/// @param timeoutMillis how long the ensemble keeps the session without hearing of it
/// @param readOnly whether a server without a quorum will do
/// @param waitForConnection whether to wait for the connection before the first command
/// @param properties a file of client properties, or null
/// @param command what to carry out instead of reading lines; empty for nothing
/// @param help whether only to tell how to use it
record Invocation(
        String connectString,
        int timeoutMillis,
        boolean readOnly,
        boolean waitForConnection,
        @Nullable String properties,
        List<String> command,
        boolean help) {
    static final List<String> USAGE =
            List.of(
                    "zkCli.sh [options] [command]",
                    "  -server host:port[,host:port...][/chroot]   the servers, localhost:2181"
                            + " unless there are others",
                    "  -timeout ms                                 the session timeout, 30000",
                    "  -r                                          a server without a quorum will"
                            + " do",
                    "  -waitforconnection                          wait for the connection first",
                    "  -client-configuration file                  client properties, as for TLS",
                    "Without a command lines are read from standard input. A single command is"
                            + " zkCli.sh -server host:2181 get /app",
                    "");

    Invocation {
        command = List.copyOf(command);
    }

    /// Reads the words. As in the reference an unknown option is passed over.
    ///
    /// @param complain told what could not be understood
    /// @throws IllegalArgumentException when the timeout is not a number
    static Invocation parse(List<String> words, Consumer<String> complain) {
        String connectString = "localhost:2181";
        int timeoutMillis = 30_000;
        boolean readOnly = false;
        boolean waits = false;
        boolean help = false;
        String properties = null;
        int at = 0;
        while (at < words.size() && words.get(at).startsWith("-")) {
            String option = words.get(at++);
            switch (option) {
                case "-server", "-timeout", "-client-configuration" -> {
                    if (at == words.size()) {
                        complain.accept("Error: no argument found for option " + option);
                        continue;
                    }
                    String value = words.get(at++);
                    switch (option) {
                        case "-server" -> connectString = value;
                        case "-timeout" -> timeoutMillis = millis(value);
                        default -> properties = value;
                    }
                }
                case "-r" -> readOnly = true;
                case "-waitforconnection" -> waits = true;
                case "-h", "-help", "--help" -> help = true;
                default -> {}
            }
        }
        return new Invocation(
                connectString,
                timeoutMillis,
                readOnly,
                waits,
                properties,
                words.subList(at, words.size()),
                help);
    }

    private static int millis(String text) {
        try {
            int millis = Integer.parseInt(text);
            if (millis > 0) {
                return millis;
            }
        } catch (NumberFormatException e) {
            // Said below, like a number that is too small.
        }
        throw new IllegalArgumentException(
                "-timeout " + text + " is not a number of ms from 1 to 2147483647");
    }
}
