package paddock.testkit.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/// A [Host] in a JVM of its own, on the standard streams.
///
/// A line in is a number, a blank and a command; a line out is the number and the answer. Answers
/// come when they are ready, whatever was asked before: a server that stands still must hear that
/// it may go on. In both directions `\n`, `\r` and `\\` stand for a line's end, a carriage return
/// and a backslash inside the text.
///
/// The JVM ends with its input. That is closed by whoever has had enough, and by the system when
/// they were killed, so no server outlives its tests.
public final class ChildMain {
    private final UnaryOperator<String> host;
    private final OutputStream out;

    private ChildMain(UnaryOperator<String> host, OutputStream out) {
        this.host = host;
        this.out = out;
    }

    /// Serves until the input ends. Takes no arguments.
    public static void main(String[] args) throws IOException {
        OutputStream answers = System.out;
        // What a library prints is no answer.
        System.setOut(System.err);
        serve(
                new Host(),
                System.in,
                answers,
                (thread, failure) -> {
                    failure.printStackTrace();
                    Runtime.getRuntime().halt(1);
                });
        // At once and with no stop before: a test that wanted one has asked for it.
        Runtime.getRuntime().halt(0);
    }

    /// Returns when the input ends, though commands may not have.
    ///
    /// @param broken hears of an error that leaves a command without an answer
    static void serve(
            UnaryOperator<String> host,
            InputStream in,
            OutputStream out,
            Thread.UncaughtExceptionHandler broken)
            throws IOException {
        ChildMain child = new ChildMain(host, out);
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        ExecutorService threads =
                Executors.newCachedThreadPool(
                        task -> {
                            Thread thread = new Thread(task, "command");
                            thread.setDaemon(true);
                            thread.setUncaughtExceptionHandler(broken);
                            return thread;
                        });
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int blank = line.indexOf(' ');
                String number = line.substring(0, blank);
                String command = line.substring(blank + 1).translateEscapes();
                threads.execute(() -> child.answer(number, command));
            }
        } finally {
            threads.shutdown();
        }
    }

    private void answer(String number, String command) {
        String answer = host.apply(command);
        String line = number + " " + escaped(answer) + "\n";
        try {
            synchronized (out) {
                out.write(line.getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot answer command " + number, e);
        }
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }
}
