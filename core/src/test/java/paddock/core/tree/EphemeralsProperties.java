package paddock.core.tree;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import paddock.core.Seeds;
import paddock.wire.protocol.Acl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// Sessions find their ephemerals, whatever shape these take and whoever else comes and goes.
class EphemeralsProperties {
    private static final ZnodeKinds KINDS = new ZnodeKinds(true, false);
    private static final byte[] DATA = {1};
    private static final List<String> PARENTS = List.of("", "/locks", "/locks/ä");

    @Test
    void everySessionHasWhatItMadeAndNobodyDeleted() {
        Seeds.forEach(
                100,
                random -> {
                    DataTree tree = tree();
                    Map<String, Long> owners = new TreeMap<>();

                    for (int zxid = 3; zxid < 300; zxid++) {
                        change(tree, owners, random, zxid);
                    }

                    assertThat(tree.ephemeralCount()).isEqualTo(owners.size());
                    assertThat(tree.ephemeralOwners()).hasSameElementsAs(owners.values());
                    for (long session = 1; session <= 3; session++) {
                        assertThat(tree.ephemeralsOf(session))
                                .containsExactlyInAnyOrderElementsOf(of(session, owners));
                    }
                });
    }

    private static DataTree tree() {
        DataTree tree = new DataTree(KINDS, true);
        for (int at = 1; at < PARENTS.size(); at++) {
            tree.create(PARENTS.get(at), DATA, Acl.OPEN, 0, -1, at, 0);
        }
        return tree;
    }

    private static void change(
            DataTree tree, Map<String, Long> owners, RandomGenerator random, int zxid) {
        String path = PARENTS.get(random.nextInt(PARENTS.size())) + "/n" + random.nextInt(8);
        long session = random.nextLong(1, 4);
        switch (random.nextInt(6)) {
            case 0 -> {
                tree.delete(path, zxid);
                owners.remove(path);
            }
            case 1 -> tree.setData(path, DATA, 1, zxid, 0);
            case 2 -> tree.setAcl(path, Acl.READ_ONLY, 1);
            default -> {
                if (owners.putIfAbsent(path, session) == null) {
                    List<Acl> acl = random.nextBoolean() ? Acl.OPEN : Acl.READ_ONLY;
                    tree.create(path, DATA, acl, session, -1, zxid, 0);
                }
            }
        }
    }

    private static List<String> of(long session, Map<String, Long> owners) {
        List<String> paths = new ArrayList<>();
        owners.forEach(
                (path, owner) -> {
                    if (owner == session) {
                        paths.add(path);
                    }
                });
        return paths;
    }
}
