package paddock.core.path;

import org.jspecify.annotations.Nullable;

import paddock.wire.path.PathText;

/// The rules for paths (data model reference, section 1). Every refusal is BAD_ARGUMENTS.
///
/// Paths are judged by their UTF-16 code units, so no supplementary character is ever valid.
public final class PathRules {
    private PathRules() {}

    /// Whether a znode may have this path: the full validation.
    public static boolean isValid(@Nullable String path) {
        if (path == null || path.isEmpty() || path.charAt(0) != '/') {
            return false;
        }
        int length = path.length();
        if (length == 1) {
            return true;
        }
        int start = 1;
        for (int at = 1; at < length; at++) {
            char c = path.charAt(at);
            if (c == '/') {
                if (!PathText.isName(path, start, at)) {
                    return false;
                }
                start = at + 1;
            } else if (PathText.isForbidden(c)) {
                return false;
            }
        }
        return PathText.isName(path, start, length);
    }

    /// The short check of a create, before its parent is looked up: there is a parent to look for,
    /// and no NUL.
    public static boolean hasParent(String path) {
        return path.indexOf('/') >= 0 && path.indexOf('\0') < 0;
    }

    /// The short check of a delete: as [#hasParent], and not a znode that every tree must have.
    public static boolean isDeletable(String path) {
        return hasParent(path)
                && !switch (path) {
                    case "/", "/zookeeper", "/zookeeper/quota", "/zookeeper/config" -> true;
                    default -> false;
                };
    }

    /// The text before the last '/'. The parent of "/x" is "", the other name of the root.
    ///
    /// @param path one that [has a parent][#hasParent]
    public static String parentOf(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    /// The text after the last '/'.
    public static String nameOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
