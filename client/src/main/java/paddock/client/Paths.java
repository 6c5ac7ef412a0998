package paddock.client;

/// What a path may be (data model reference, section 1).
final class Paths {
    private Paths() {}

    /// @throws IllegalArgumentException unless it is the path of a znode
    static String require(String path) {
        if (path.length() > 1 && path.endsWith("/")) {
            throw invalid(path, "must not end in /");
        }
        return requirePrefix(path);
    }

    /// As above for a znode whose name a server completes, which may end in `/`.
    static String requirePrefix(String path) {
        if (!path.startsWith("/")) {
            throw invalid(path, "must begin with /");
        }
        int nameStart = 1;
        for (int i = 1; i <= path.length(); i++) {
            if (i == path.length() || path.charAt(i) == '/') {
                requireName(path, nameStart, i);
                nameStart = i + 1;
            } else if (isForbidden(path.charAt(i))) {
                throw invalid(
                        path,
                        "must not have the character U+"
                                + String.format("%04X", (int) path.charAt(i)));
            }
        }
        return path;
    }

    private static void requireName(String path, int start, int end) {
        int length = end - start;
        if (length == 0 && end < path.length()) {
            throw invalid(path, "must not have an empty name");
        }
        if (length == 1 && path.charAt(start) == '.'
                || length == 2 && path.charAt(start) == '.' && path.charAt(start + 1) == '.') {
            throw invalid(path, "must not have a name . or ..");
        }
    }

    private static boolean isForbidden(char unit) {
        return unit <= 0x1f
                || unit >= 0x7f && unit <= 0x9f
                || unit >= 0xd800 && unit <= 0xf8ff
                || unit >= 0xfff0;
    }

    private static IllegalArgumentException invalid(String path, String why) {
        return new IllegalArgumentException("path \"" + path + "\" " + why);
    }
}
