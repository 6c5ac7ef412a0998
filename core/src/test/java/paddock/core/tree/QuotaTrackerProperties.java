package paddock.core.tree;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import paddock.core.Seeds;
import paddock.core.path.PathRules;
import paddock.wire.protocol.Acl;

import java.util.random.RandomGenerator;

final class QuotaTrackerProperties {
    @Test
    void aChangeCountsForTheDeepestTrackedAncestor() {
        Seeds.forEach(
                200,
                random -> {
                    var tree = new DataTree(new ZnodeKinds(false, false), false);
                    for (int limits = random.nextInt(8); limits > 0; limits--) {
                        limit(tree, path(random));
                    }
                    for (int look = 0; look < 50; look++) {
                        String path = path(random);

                        assertThat(tree.quotas().rootOf(path))
                                .as(path)
                                .isEqualTo(deepest(tree, path));
                    }
                });
    }

    private static void limit(DataTree tree, String root) {
        String quota = "/zookeeper/quota" + root + "/zookeeper_limits";
        for (int slash = quota.indexOf('/', 17); slash > 0; slash = quota.indexOf('/', slash + 1)) {
            create(tree, quota.substring(0, slash));
        }
        create(tree, quota);
    }

    private static void create(DataTree tree, String path) {
        if (tree.find(path) == null) {
            tree.create(path, null, Acl.OPEN, 0, -1, 1, 1);
        }
    }

    private static @Nullable String deepest(DataTree tree, String path) {
        for (String at = path; !at.isEmpty(); at = PathRules.parentOf(at)) {
            if (tree.quotas().roots().contains(at)) {
                return at;
            }
        }
        return null;
    }

    // Names that begin alike, and one that sorts before the slash.
    private static String path(RandomGenerator random) {
        String[] names = {"a", "aa", "a!", "b"};
        StringBuilder path = new StringBuilder();
        for (int depth = random.nextInt(4); depth >= 0; depth--) {
            path.append('/').append(names[random.nextInt(names.length)]);
        }
        return path.toString();
    }
}
