package paddock.client.figures;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A process of this program.
final class Child implements AutoCloseable {
    private final Process process;
    private final BufferedReader says;
    private final BufferedWriter hears;

    Child(Class<?> main, String... args) throws IOException {
        List<String> command =
                Stream.concat(
                                Stream.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-XX:+UseSerialGC",
                                        "-Xmx512m",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        main.getName()),
                                Stream.of(args))
                        .toList();
        process =
                new ProcessBuilder(command)
                        // Apache's client says a lot about servers that go.
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        says = process.inputReader();
        hears = process.outputWriter();
    }

    /// The next line that is no line of a log; null at the end.
    String next() throws IOException {
        String line = says.readLine();
        while (line != null && !line.matches("[a-z]+( .*)?|[0-9.]+:[0-9]+")) {
            line = says.readLine();
        }
        if (line == null) {
            throw new IOException("a process has ended");
        }
        return line;
    }

    /// Whether it has ended, having said everything.
    boolean isAtEnd() throws IOException {
        says.mark(1);
        boolean end = says.read() < 0;
        if (!end) {
            says.reset();
        }
        return end;
    }

    void tell(String line) throws IOException {
        hears.write(line);
        hears.newLine();
        hears.flush();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
