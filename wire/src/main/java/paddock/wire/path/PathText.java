package paddock.wire.path;

import org.jspecify.annotations.Nullable;

/// The rules for the text of a path (data model reference, section 1), judged by its UTF-16 code
/// units, so that no supplementary character is ever valid.
public final class PathText {
    private PathText() {}

    /// Whether no name of a znode has this code unit.
    public static boolean isForbidden(char unit) {
        if (unit < 0x7F) {
            return unit < 0x20;
        }
        return unit <= 0x9F || (unit >= 0xD800 && unit <= 0xF8FF) || unit >= 0xFFF0;
    }

    /// Whether a part of a path can be a name: not empty, and neither `.` nor `..`. Does not look
    /// at its code units otherwise.
    public static boolean isName(String path, int start, int end) {
        return switch (end - start) {
            case 0 -> false;
            case 1 -> path.charAt(start) != '.';
            case 2 -> path.charAt(start) != '.' || path.charAt(start + 1) != '.';
            default -> true;
        };
    }

    /// Why a text is not the path of a znode, in the words that users of clients know; null where
    /// it is one.
    public static @Nullable String refusal(String path) {
        if (path.isEmpty()) {
            return "Path length must be > 0";
        }
        if (path.charAt(0) != '/') {
            return "Path must start with / character";
        }
        if (path.length() == 1) {
            return null;
        }
        if (path.endsWith("/")) {
            return "Path must not end with / character";
        }
        int start = 1;
        for (int at = 1; at <= path.length(); at++) {
            char unit = at == path.length() ? '/' : path.charAt(at);
            if (unit == '/') {
                if (start == at) {
                    return invalid(path, "empty node name specified", at);
                } else if (!isName(path, start, at)) {
                    return invalid(path, "relative paths not allowed", at - 1);
                }
                start = at + 1;
            } else if (unit == 0) {
                return invalid(path, "null character not allowed", at);
            } else if (isForbidden(unit)) {
                return invalid(path, "invalid character", at);
            }
        }
        return null;
    }

    private static String invalid(String path, String why, int at) {
        return "Invalid path string \"" + path + "\" caused by " + why + " @" + at;
    }
}
