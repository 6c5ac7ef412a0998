package paddock.server.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/// A file from outside that breaks the tie of two servers: its first character, 1, says yes.
record Oracle(Path file) implements BooleanSupplier {
    @Override
    public boolean getAsBoolean() {
        try (InputStream in = Files.newInputStream(file)) {
            return in.read() == '1';
        } catch (IOException e) {
            // An oracle that cannot be asked says no: two servers must never both go on.
            return false;
        }
    }
}
