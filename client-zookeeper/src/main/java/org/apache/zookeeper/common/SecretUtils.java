package org.apache.zookeeper.common;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Secrets in files.
public final class SecretUtils {
    private SecretUtils() {}

    /// What a file has, without the line break at its end.
    ///
    /// @throws IllegalStateException when it cannot be read
    public static char[] readSecret(String pathToFile) {
        try {
            String text = Files.readString(Path.of(pathToFile));
            String line = System.lineSeparator();
            return (text.endsWith(line) ? text.substring(0, text.length() - line.length()) : text)
                    .toCharArray();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "Exception while reading secret from file " + pathToFile, e);
        }
    }
}
