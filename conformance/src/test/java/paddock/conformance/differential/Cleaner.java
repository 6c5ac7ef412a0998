package paddock.conformance.differential;

import org.jspecify.annotations.Nullable;

import paddock.conformance.raw.RawSession;
import paddock.conformance.raw.TreeDump;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.Request;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// Removes all that a sequence has left behind.
final class Cleaner {
    private static final Set<String> BUILT_IN =
            Set.of("/", "/zookeeper", "/zookeeper/quota", "/zookeeper/config");

    private final RawSession admin;

    Cleaner(RawSession admin) {
        this.admin = admin;
    }

    void clean() {
        var tree = TreeDump.of(admin, "/");
        // Limits before everything else: tracking must end while its stats are still there.
        var paths = new ArrayList<>(tree.keySet());
        paths.removeAll(BUILT_IN);
        paths.sort(
                Comparator.comparing((String path) -> !isRemovableLimit(path, tree.get(path)))
                        .thenComparing(Comparator.reverseOrder()));
        paths.forEach(admin::delete);
        for (String path : List.of("/", "/zookeeper", "/zookeeper/quota")) {
            TreeDump.Node node = tree.get(path);
            if (node != null && !node.acl().equals(Acl.OPEN)) {
                admin.call(new Request.SetAcl(path, Acl.OPEN, -1));
            }
        }
    }

    private static boolean isRemovableLimit(String path, TreeDump.@Nullable Node node) {
        return path.endsWith("/zookeeper_limits") && node != null && node.stat().numChildren() == 0;
    }
}
