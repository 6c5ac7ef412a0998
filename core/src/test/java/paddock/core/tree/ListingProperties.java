package paddock.core.tree;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import paddock.core.Seeds;
import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;
import paddock.wire.protocol.Acl;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

final class ListingProperties {
    private static final Comparator<String> BY_BYTES =
            (one, other) -> Arrays.compareUnsigned(bytes(one), bytes(other));

    @Test
    void aPageIsTheFirstNamesBehindTheFormerOne() {
        Seeds.forEach(
                300,
                random -> {
                    DataTree tree = tree(random);
                    NavigableSet<String> names = filled(tree, random.nextInt(200), random);
                    String after = random.nextInt(4) == 0 ? "" : name(random);
                    int maxNames = 1 + random.nextInt(50);
                    int maxBytes = 1 + random.nextInt(400);

                    List<String> page = new ArrayList<>();
                    boolean more = page(tree, after, maxNames, maxBytes, page);

                    List<String> behind = List.copyOf(names.tailSet(after, false));
                    assertThat(page).isEqualTo(behind.subList(0, page.size()));
                    assertThat(more).isEqualTo(page.size() < behind.size());
                    assertThat(page.size()).isBetween(Math.min(1, behind.size()), maxNames);
                    assertThat(page.size() == 1 || onTheWire(page) <= maxBytes).isTrue();
                });
    }

    @Test
    void whoeverIsThereAllTheTimeIsToldOnceWhateverComesAndGoes() {
        Seeds.forEach(
                100,
                random -> {
                    // Two servers, which have the children in different orders.
                    List<DataTree> trees = List.of(tree(random), tree(random));
                    NavigableSet<String> now = new TreeSet<>(BY_BYTES);
                    change(trees, now, random, random.nextInt(700));
                    Set<String> throughout = new TreeSet<>(now);
                    Set<String> ever = new TreeSet<>(now);
                    int maxNames = 1 + random.nextInt(100);

                    List<String> told = new ArrayList<>();
                    DataTree tree = trees.get(0);
                    Listing listing = listing(tree, "");
                    while (next(tree, listing, maxNames, told)) {
                        change(trees, now, random, random.nextInt(10));
                        throughout.retainAll(now);
                        ever.addAll(now);
                        if (random.nextInt(3) == 0) {
                            tree = trees.get(random.nextInt(2));
                            listing = listing(tree, told.getLast());
                        }
                    }

                    assertThat(told).doesNotHaveDuplicates().containsAll(throughout);
                    assertThat(ever).containsAll(told);
                });
    }

    /// Where a child went and came back between two pages, it may be told or not.
    private static void change(
            List<DataTree> trees, NavigableSet<String> names, RandomGenerator random, int changes) {
        for (; changes > 0; changes--) {
            String name = name(random);
            boolean goes = names.remove(name);
            if (!goes) {
                names.add(name);
            }
            for (DataTree tree : trees) {
                if (goes) {
                    delete(tree, name);
                } else {
                    create(tree, name);
                }
            }
        }
    }

    @Test
    void whatWentIsPassedOver() {
        DataTree tree = tree(RandomGenerator.of("L64X128MixRandom"));
        for (String name : List.of("a", "b", "c", "d")) {
            create(tree, name);
        }
        List<String> told = new ArrayList<>();
        Listing listing = listing(tree, "");

        assertThat(next(tree, listing, 1, told)).isTrue();
        delete(tree, "b");
        delete(tree, "d");
        create(tree, "bb");

        assertThat(next(tree, listing, 1, told)).isFalse();
        assertThat(told).containsExactly("a", "c");
    }

    @Test
    void aPageOfManyIsTheSameAsOneOfFew() {
        DataTree tree = tree(RandomGenerator.of("L64X128MixRandom"));
        for (int i = 0; i < 20_000; i++) {
            create(tree, "element-%010d".formatted(Integer.reverse(i) >>> 4));
        }
        List<String> atOnce = new ArrayList<>();
        List<String> bitByBit = new ArrayList<>();
        List<String> anewEachTime = new ArrayList<>();

        assertThat(page(tree, "", Integer.MAX_VALUE, Integer.MAX_VALUE, atOnce)).isFalse();
        Listing listing = listing(tree, "");
        boolean more = true;
        while (more) {
            more = next(tree, listing, 99, bitByBit);
        }
        more = page(tree, "", 9_999, 99_999, anewEachTime);
        while (more) {
            more = page(tree, anewEachTime.getLast(), 9_999, 99_999, anewEachTime);
        }

        assertThat(atOnce).hasSize(20_000).isSorted();
        assertThat(bitByBit).isEqualTo(atOnce);
        assertThat(anewEachTime).isEqualTo(atOnce);
    }

    @Test
    void aLeafHasNoPage() {
        DataTree tree = tree(RandomGenerator.of("L64X128MixRandom"));
        List<String> page = new ArrayList<>();

        assertThat(page(tree, "", 1, 1, page)).isFalse();
        assertThat(page).isEmpty();
    }

    private static DataTree tree(RandomGenerator random) {
        DataTree tree = new DataTree(new ZnodeKinds(false, false), false, random.nextLong());
        tree.create("/p", null, Acl.OPEN, 0, -1, 1, 1);
        return tree;
    }

    private static NavigableSet<String> filled(DataTree tree, int count, RandomGenerator random) {
        NavigableSet<String> names = new TreeSet<>(BY_BYTES);
        for (int i = 0; i < count; i++) {
            String name = name(random);
            if (names.add(name)) {
                create(tree, name);
            }
        }
        return names;
    }

    /// Also of characters of two and three bytes, and of such that begin another one.
    private static String name(RandomGenerator random) {
        StringBuilder name = new StringBuilder();
        for (int length = 1 + random.nextInt(5); length > 0; length--) {
            name.append("ab!zéé\u7fff\uffff".charAt(random.nextInt(8)));
        }
        return name.toString();
    }

    private static void create(DataTree tree, String name) {
        tree.create("/p/" + name, null, Acl.OPEN, 0, -1, parent(tree).pzxid() + 1, 2);
    }

    private static void delete(DataTree tree, String name) {
        tree.delete("/p/" + name, parent(tree).pzxid() + 1);
    }

    private static boolean page(
            DataTree tree, String after, int maxNames, int maxBytes, List<String> to) {
        return next(tree, listing(tree, after), maxNames, maxBytes, to);
    }

    private static Listing listing(DataTree tree, String after) {
        byte[] name = bytes("<" + after + ">");
        return new Listing(parent(tree), name, 1, name.length - 1);
    }

    private static boolean next(DataTree tree, Listing listing, int maxNames, List<String> to) {
        return next(tree, listing, maxNames, 1 << 20, to);
    }

    private static boolean next(
            DataTree tree, Listing listing, int maxNames, int maxBytes, List<String> to) {
        JuteWriter out = new JuteWriter();
        boolean more = listing.writePage(parent(tree), maxNames, maxBytes, out);
        to.addAll(JuteReader.over(out.toByteArray()).readVector(JuteReader::readString));
        return more;
    }

    private static Znode parent(DataTree tree) {
        Znode parent = tree.find("/p");
        if (parent == null) {
            throw new IllegalStateException("the parent is missing");
        }
        return parent;
    }

    private static int onTheWire(List<String> names) {
        return names.stream().mapToInt(each -> 4 + bytes(each).length).sum();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
