package org.apache.zookeeper.common;

/// The rules for paths.
public class PathUtils {
    public PathUtils() {}

    /// Checks the path of a znode whose name gets a number appended where it is sequential.
    ///
    /// @throws IllegalArgumentException when no znode can have it
    public static void validatePath(String path, boolean isSequential)
            throws IllegalArgumentException {
        validatePath(isSequential ? path + "1" : path);
    }

    /// Checks a path.
    ///
    /// @throws IllegalArgumentException when no znode can have it
    public static void validatePath(String path) throws IllegalArgumentException {
        if (path == null) {
            throw new IllegalArgumentException("Path cannot be null");
        }
        if (path.isEmpty()) {
            throw new IllegalArgumentException("Path length must be > 0");
        }
        if (path.charAt(0) != '/') {
            throw new IllegalArgumentException("Path must start with / character");
        }
        if (path.length() == 1) {
            return;
        }
        if (path.charAt(path.length() - 1) == '/') {
            throw new IllegalArgumentException("Path must not end with / character");
        }
        int nameStart = 1;
        for (int i = 1; i <= path.length(); i++) {
            if (i < path.length() && path.charAt(i) != '/') {
                requireNameCharacter(path, i);
                continue;
            }
            requireName(path, nameStart, i);
            nameStart = i + 1;
        }
    }

    private static void requireNameCharacter(String path, int at) {
        char each = path.charAt(at);
        if (each == 0) {
            throw invalid(path, "null character not allowed", at);
        }
        boolean never =
                each <= '\u001f'
                        || (each >= '\u007f' && each <= '\u009f')
                        || (each >= 0xd800 && each <= 0xf8ff)
                        || each >= 0xfff0;
        if (never) {
            throw invalid(path, "invalid character", at);
        }
    }

    private static void requireName(String path, int start, int end) {
        int length = end - start;
        if (length == 0) {
            throw invalid(path, "empty node name specified", end);
        }
        if (length == 1 && path.charAt(start) == '.'
                || length == 2 && path.charAt(start) == '.' && path.charAt(start + 1) == '.') {
            throw invalid(path, "relative paths not allowed", end - 1);
        }
    }

    private static IllegalArgumentException invalid(String path, String reason, int at) {
        return new IllegalArgumentException(
                "Invalid path string \"" + path + "\" caused by " + reason + " @" + at);
    }

    /// A path of a file with slashes, whatever the system separates names with.
    public static String normalizeFileSystemPath(String path) {
        return path == null || java.io.File.separatorChar == '/'
                ? path
                : path.replace(java.io.File.separatorChar, '/');
    }

    /// The first name of a path; null of the root.
    public static String getTopNamespace(String path) {
        if (path == null) {
            return null;
        }
        String[] names = path.split("/");
        return names.length > 1 ? names[1] : null;
    }
}
