package org.apache.zookeeper.common;

import paddock.wire.path.PathText;

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
        String refusal = PathText.refusal(path);
        if (refusal != null) {
            throw new IllegalArgumentException(refusal);
        }
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
