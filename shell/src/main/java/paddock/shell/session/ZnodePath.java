package paddock.shell.session;

/// Checks paths, and takes them apart.
public final class ZnodePath {
    private ZnodePath() {}

    /// Says why a text is not the path of a znode.
    ///
    /// @throws IllegalArgumentException unless it is one
    public static String require(String path) {
        if (path.isEmpty()) {
            throw new IllegalArgumentException("Path length must be > 0");
        }
        if (path.charAt(0) != '/') {
            throw new IllegalArgumentException("Path must start with / character");
        }
        if (path.length() == 1) {
            return path;
        }
        if (path.endsWith("/")) {
            throw new IllegalArgumentException("Path must not end with / character");
        }
        int start = 1;
        for (int i = 1; i <= path.length(); i++) {
            char c = i == path.length() ? '/' : path.charAt(i);
            if (c == '/') {
                String name = path.substring(start, i);
                if (name.isEmpty()) {
                    throw invalid(path, "empty node name specified", i);
                } else if (name.equals(".") || name.equals("..")) {
                    throw invalid(path, "relative paths not allowed", i - 1);
                }
                start = i + 1;
            } else if (c == 0) {
                throw invalid(path, "null character not allowed", i);
            } else if (c < 0x20
                    || c >= 0x7f && c <= 0x9f
                    || c >= 0xd800 && c <= 0xf8ff
                    || c >= 0xfff0) {
                throw invalid(path, "invalid character", i);
            }
        }
        return path;
    }

    private static IllegalArgumentException invalid(String path, String why, int at) {
        return new IllegalArgumentException(
                "Invalid path string \"" + path + "\" caused by " + why + " @" + at);
    }

    /// The path of a child.
    public static String child(String parent, String name) {
        return parent.equals("/") ? "/" + name : parent + "/" + name;
    }

    /// The path of the parent; the root is its own.
    public static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? "/" : path.substring(0, slash);
    }

    /// The last name of a path; empty for the root.
    public static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /// Whether a path is another one or below it.
    public static boolean isWithin(String path, String root) {
        return root.equals("/") || path.equals(root) || path.startsWith(root + "/");
    }
}
