package paddock.conformance.differential;

import org.jspecify.annotations.Nullable;

import paddock.wire.protocol.Acl;
import paddock.wire.protocol.Id;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// What requests are made of: paths, data, ACLs, versions, drawn so that requests meet each other
/// often and odd values come now and then.
final class Words {
    private static final String[] NAMES = {"a", "b", "c", "d"};
    private static final String[] USERS = {"ann:pw", "bob:pw"};

    private final RandomGenerator random;
    private final Profile profile;
    private final String root;
    private final List<String> created = new ArrayList<>();

    Words(RandomGenerator random, Profile profile, String root) {
        this.random = random;
        this.profile = profile;
        this.root = root;
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    @SafeVarargs
    final <T> T oneOf(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /// One of the choices, or null, which is as likely as each of them.
    @SafeVarargs
    final <T> @Nullable T oneOrNull(T... choices) {
        int at = random.nextInt(choices.length + 1);
        return at == choices.length ? null : choices[at];
    }

    String root() {
        return root;
    }

    /// A path that requests have probably created, or will.
    String knownPath() {
        return created.isEmpty() || chance(10) ? root : created.get(random.nextInt(created.size()));
    }

    /// A path to create something at.
    String newPath() {
        String parent = parent();
        String path = parent + "/" + oneOf(NAMES);
        created.add(path);
        return path;
    }

    /// A path the server is going to append a number to.
    String newSequentialPath() {
        String parent = parent();
        String path = parent + "/" + oneOf("", "q", "a");
        created.add(path + "%010d".formatted(random.nextInt(6)));
        return path;
    }

    private String parent() {
        String parent = chance(40) ? root : knownPath();
        return depth(parent) >= 4 ? root : parent;
    }

    private static int depth(String path) {
        return (int) path.chars().filter(each -> each == '/').count();
    }

    /// Any path: mostly a known one.
    @Nullable String path() {
        int dice = random.nextInt(100);
        if (dice < 86) {
            return knownPath();
        }
        if (dice < 90) {
            return quotaPath();
        }
        return oddPath();
    }

    @Nullable String oddPath() {
        return oneOrNull(
                "",
                "/",
                "a",
                "//",
                root + "/",
                root + "//a",
                root + "/.",
                root + "/./a",
                root + "/..",
                root + "/...",
                root + "/.a",
                root + "/a\u0000",
                root + "/a\u0001b",
                root + "/caf\u00e9",
                root + "/\u00a0",
                root + "/\ud7ff",
                root + "/\ue000",
                root + "/\uf900",
                root + "/\uffef",
                root + "/\ufff0",
                root + "/\ud83d\ude00",
                root + "/with blank",
                root + "/\"*\\",
                root + "/" + "long".repeat(60),
                root.substring(1),
                "/zookeeper",
                "/zookeeper/",
                "/zookeeper/config",
                "/zookeeper/quota",
                "/zookeeper/config/a",
                "/zookeeper/a");
    }

    /// A place where quotas are kept.
    String quotaPath() {
        return "/zookeeper/quota"
                + oneOf("", root, root, root + "/a")
                + oneOf("", "/zookeeper_limits", "/zookeeper_limits", "/zookeeper_stats", "/a");
    }

    String limits() {
        return oneOf(
                "count=3,bytes=-1",
                "count=3,bytes=20",
                "count=-1,bytes=30",
                "count=100000,bytes=100000",
                "count=2,bytes=-1=;countHardLimit=4",
                "count=-1,bytes=-1=;byteHardLimit=25;countHardLimit=6",
                "count=1,bytes=5=;byteHardLimit=12",
                "byteHardLimit=40",
                "countHardLimit=3",
                "countHardLimit=5;;byteHardLimit=60,,count=1",
                "count=5,other=7",
                "");
    }

    byte @Nullable [] data() {
        int dice = random.nextInt(100);
        if (dice < 10) {
            return null;
        }
        if (dice < 20) {
            return new byte[0];
        }
        if (dice < 85) {
            return ("d" + random.nextInt(1000)).getBytes(StandardCharsets.UTF_8);
        }
        if (dice < 95) {
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            return bytes;
        }
        // Around the largest frame there can be.
        int about = profile == Profile.TIGHT ? 2_000 - 80 : 9_000;
        return new byte[about + random.nextInt(90)];
    }

    int version() {
        int dice = random.nextInt(100);
        if (dice < 60) {
            return -1;
        }
        return dice < 95 ? random.nextInt(4) : oneOf(-2, Integer.MIN_VALUE, Integer.MAX_VALUE, 100);
    }

    @Nullable List<Acl> acl() {
        int dice = random.nextInt(100);
        if (dice < 60) {
            return Acl.OPEN;
        }
        if (dice < 92) {
            var list = new ArrayList<Acl>();
            for (int i = random.nextInt(3); i >= 0; i--) {
                list.add(new Acl(perms(), goodId()));
            }
            return list;
        }
        return switch (random.nextInt(5)) {
            case 0 -> null;
            case 1 -> List.of();
            case 2 -> List.of(new Acl(perms(), oddId()));
            case 3 -> List.of(new Acl(perms(), goodId()), new Acl(perms(), oddId()));
            default -> {
                var twice = new Acl(perms(), goodId());
                yield List.of(twice, new Acl(31, Id.ANYONE), twice);
            }
        };
    }

    private int perms() {
        return chance(50) ? 31 : oneOf(1, 2, 4, 8, 16, 15, 3, 17, 5, 30, 0, 64, 255);
    }

    private Id goodId() {
        String user = oneOf(USERS);
        return oneOf(
                Id.ANYONE,
                new Id("auth", ""),
                new Id("auth", "whatever"),
                new Id("digest", user.substring(0, 4) + Digests.of(user)),
                new Id("ip", "127.0.0.1"),
                new Id("ip", "127.0.0.0/8"),
                new Id("ip", "10.0.0.0/8"));
    }

    private Id oddId() {
        return oneOf(
                new Id("world", "nobody"),
                new Id("world", null),
                new Id(null, "anyone"),
                new Id("digest", "abc"),
                new Id("digest", "a:"),
                new Id("digest", ":"),
                new Id("digest", "a:b"),
                new Id("digest", ":b"),
                new Id("digest", "a:b:"),
                new Id("digest", "a:b:c"),
                new Id("digest", "::b"),
                new Id("digest", null),
                new Id("ip", "127.0.0"),
                new Id("ip", "127.0.0.1/33"),
                new Id("ip", "127.0.0.1/0"),
                new Id("ip", "127.0.0.1/"),
                new Id("ip", "127.0.0.256"),
                new Id("ip", "::1"),
                new Id("ip", "fe80::1/64"),
                new Id("ip", "1::2::3"),
                new Id("ip", "::ffff:127.0.0.1"),
                new Id("ip", ""),
                new Id("ip", null),
                new Id("super", ""),
                new Id("sasl", "ann"),
                new Id("x509", "CN=ann"),
                new Id("auth", null),
                new Id("", ""),
                new Id("nope", "x"));
    }

    /// What an auth packet carries.
    byte @Nullable [] credentials() {
        int dice = random.nextInt(100);
        if (dice < 80) {
            return oneOf(USERS).getBytes(StandardCharsets.UTF_8);
        }
        if (dice < 90) {
            return Profile.SUPER.getBytes(StandardCharsets.UTF_8);
        }
        return oneOrNull(new byte[0], new byte[] {':'}, new byte[] {'x'}, new byte[] {-1, ':', -2});
    }

    static String show(@Nullable String path) {
        return path == null ? "null" : Scrubber.bytes(path.getBytes(StandardCharsets.UTF_8));
    }

    static String show(@Nullable List<Acl> acl) {
        if (acl == null) {
            return "null";
        }
        return acl.stream()
                .map(each -> each.perms() + ":" + each.id().scheme() + ":" + each.id().id())
                .toList()
                .toString();
    }
}
