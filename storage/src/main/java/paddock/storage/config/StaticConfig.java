package paddock.storage.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// What becomes of a configuration file when the membership moves to a file of its own.
public final class StaticConfig {
    private static final String DYNAMIC_FILE = "dynamicConfigFile";

    private StaticConfig() {}

    /// The text without membership, and with the name of the file where that stands now. Comments
    /// and everything else stay as they are, where the reference keeps only keys and values.
    ///
    /// @param text as read byte by byte, that is as ISO 8859-1
    /// @param dropClientPort whether the membership says where clients connect
    public static String pointingAt(String text, Path dynamicFile, boolean dropClientPort) {
        StringBuilder out = new StringBuilder();
        for (PropertyLines.Part part : PropertyLines.of(text)) {
            if (!isMoved(part.key(), dropClientPort)) {
                out.append(part.text()).append('\n');
            }
        }
        // Backslashes would be escapes; every system that has them takes slashes too.
        String path = dynamicFile.toAbsolutePath().normalize().toString().replace('\\', '/');
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        return out.append(DYNAMIC_FILE)
                .append('=')
                .append(new String(bytes, StandardCharsets.ISO_8859_1))
                .append('\n')
                .toString();
    }

    /// Whether the text holds membership itself.
    public static boolean holdsMembership(String text) {
        return PropertyLines.of(text).stream().anyMatch(part -> isMembership(part.key()));
    }

    private static boolean isMoved(String key, boolean dropClientPort) {
        return isMembership(key)
                || key.equals(DYNAMIC_FILE)
                || key.equals("peerType")
                || (dropClientPort && key.startsWith("clientPort"));
    }

    private static boolean isMembership(String key) {
        return key.startsWith("server.") || key.startsWith("group") || key.startsWith("weight");
    }
}
