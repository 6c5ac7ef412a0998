package paddock.client;

import paddock.wire.path.PathText;

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
            } else if (PathText.isForbidden(path.charAt(i))) {
                throw invalid(
                        path,
                        "must not have the character U+"
                                + String.format("%04X", (int) path.charAt(i)));
            }
        }
        return path;
    }

    private static void requireName(String path, int start, int end) {
        if (start == end) {
            if (end < path.length()) {
                throw invalid(path, "must not have an empty name");
            }
        } else if (!PathText.isName(path, start, end)) {
            throw invalid(path, "must not have a name . or ..");
        }
    }

    private static IllegalArgumentException invalid(String path, String why) {
        return new IllegalArgumentException("path \"" + path + "\" " + why);
    }
}
