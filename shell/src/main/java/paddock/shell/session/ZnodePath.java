package paddock.shell.session;

import paddock.wire.path.PathText;

/// Checks paths, and takes them apart.
public final class ZnodePath {
    private ZnodePath() {}

    /// Says why a text is not the path of a znode.
    ///
    /// @throws IllegalArgumentException unless it is one
    public static String require(String path) {
        String refusal = PathText.refusal(path);
        if (refusal != null) {
            throw new IllegalArgumentException(refusal);
        }
        return path;
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
