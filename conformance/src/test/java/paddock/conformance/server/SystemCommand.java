package paddock.conformance.server;

import java.io.IOException;
import java.io.UncheckedIOException;

/// A command of the operating system that a test cannot do without.
public final class SystemCommand {
    private SystemCommand() {}

    /// Runs it and waits for its end; what it prints stands among what the test prints.
    ///
    /// @throws IllegalStateException when it ends with anything but 0
    public static void run(String... command) {
        int code = code(command);
        if (code != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed with " + code);
        }
    }

    /// Runs it and tells whether it ended with 0.
    public static boolean succeeds(String... command) {
        return code(command) == 0;
    }

    private static int code(String... command) {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
