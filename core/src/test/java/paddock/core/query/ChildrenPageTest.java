package paddock.core.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import paddock.core.acl.AclRules;
import paddock.core.acl.Identities;
import paddock.core.database.Database;
import paddock.core.tree.ZnodeKinds;
import paddock.core.watch.WatchTable;
import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.ErrorCode;
import paddock.wire.protocol.Id;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Perms;
import paddock.wire.protocol.Request;
import paddock.wire.protocol.Request.GetChildrenPage;
import paddock.wire.protocol.Response;

import java.util.Arrays;
import java.util.List;

final class ChildrenPageTest {
    private static final int MANY = 1_000_000;

    private final Database database = new Database(new ZnodeKinds(false, false), true);
    private final Queries queries = new Queries(database, new AclRules(List.of(), false));
    private final Caller<String> caller =
            new Caller<>("me", new WatchTable<>(), new Listings<>(), 1, Identities.NONE);
    private final JuteWriter answer = new JuteWriter();
    private long zxid;

    @BeforeEach
    void fill() {
        create("/p", Acl.OPEN);
        for (String name : List.of("c", "a", "d", "b")) {
            create("/p/" + name, Acl.OPEN);
        }
    }

    @Test
    void theNamesComeInOrderWithTheStatAndWhetherMoreFollow() {
        assertThat(page(null, 3, MANY).names()).containsExactly("a", "b", "c");
        assertThat(page(null, 3, MANY).more()).isTrue();
        assertThat(page("c", 3, MANY).names()).containsExactly("d");
        assertThat(page("c", 3, MANY).more()).isFalse();
        assertThat(page("bb", 3, MANY).names()).containsExactly("c", "d");
        assertThat(page("d", 3, MANY).names()).isEmpty();
        assertThat(page("", 4, MANY).more()).isFalse();
        assertThat(page(null, 1, MANY).stat().numChildren()).isEqualTo(4);
        assertThat(page(null, 1, MANY).stat().cversion()).isEqualTo(4);
    }

    @Test
    void bytesBoundAPageAsTheyAreOnTheWire() {
        assertThat(page(null, MANY, 14).names()).containsExactly("a", "b");
        assertThat(page(null, MANY, 15).names()).containsExactly("a", "b", "c");
        assertThat(page(null, MANY, 1).names()).containsExactly("a");
    }

    @Test
    void theServerHasABoundOfItsOwn() {
        String padding = "x".repeat(10_000);
        for (int i = 0; i < 200; i++) {
            create("/p/" + padding + i, Acl.OPEN);
        }

        Response.NamesPage page = page("d", Integer.MAX_VALUE, Integer.MAX_VALUE);

        assertThat(page.more()).isTrue();
        assertThat(answer.size()).isBetween(1_000_000, 0xfffff);
    }

    @Test
    void argumentsComeBeforeTheZnode() {
        assertThat(ask(new GetChildrenPage("/none", false, null, 0, 1))).isEqualTo(-8);
        assertThat(ask(new GetChildrenPage("/none", false, null, 1, 0))).isEqualTo(-8);
        assertThat(ask(new GetChildrenPage("/p", false, null, -1, -1))).isEqualTo(-8);
        assertThat(ask(new GetChildrenPage("/none", false, null, 1, 1))).isEqualTo(-101);
        assertThat(ask(new GetChildrenPage("p", false, null, 1, 1))).isEqualTo(-101);
        assertThat(answer.size()).isZero();
    }

    @Test
    void itTakesThePermissionToRead() {
        create("/own", List.of(new Acl(Perms.ALL & ~Perms.READ, Id.ANYONE)));

        assertThat(ask(new GetChildrenPage("/own", false, null, 1, 1)))
                .isEqualTo(ErrorCode.NO_AUTH.code());
        assertThat(answer.size()).isZero();
    }

    @Test
    void aTailThatIsCutShortIsMalformed() {
        byte[] whole = written(new GetChildrenPage("/p", false, "a", 2, 2));
        int mark = whole.length - 17;
        for (int length = mark; length < whole.length; length++) {
            int code = ask(Arrays.copyOf(whole, length));

            // Before there is a whole mark, it is a request for all children.
            assertThat(code).as("%d bytes", length).isEqualTo(length < mark + 4 ? 0 : -5);
        }
    }

    @Test
    void whatIsNotMarkedIsARequestForAllChildren() {
        byte[] other = written(new GetChildrenPage("/p", false, "a", 2, 2));
        other[other.length - 17]++;

        assertThat(ask(other)).isZero();
        assertThat(Response.NamesPage.readOrAll(JuteReader.over(answer.toByteArray())))
                .isInstanceOfSatisfying(
                        Response.NamesWithStat.class, all -> assertThat(all.names()).hasSize(4));
    }

    @Test
    void aWatchIsSetAsByAnyRequestForChildren() {
        assertThat(ask(new GetChildrenPage("/p", true, null, 0, 1))).isEqualTo(-8);
        assertThat(isWatched("/p")).isFalse();
        page(null, 1, 1);
        assertThat(isWatched("/p")).isFalse();

        assertThat(ask(new GetChildrenPage("/p", true, null, 1, 1))).isZero();
        assertThat(isWatched("/p")).isTrue();
    }

    @Test
    void aListingThatIsThroughIsNotKept() {
        page(null, 2, MANY);
        assertThat(caller.listings().count()).isEqualTo(1);
        page("b", 2, MANY);
        assertThat(caller.listings().count()).isZero();

        page(null, 2, MANY);
        caller.listings().forget("me");
        assertThat(caller.listings().count()).isZero();
        assertThat(page("b", 2, MANY).names()).containsExactly("c", "d");
    }

    @Test
    void whoGoesOnElsewhereThanWhereTheListingIsBeginsAnew() {
        page(null, 1, MANY);
        assertThat(page("c", 1, MANY).names()).containsExactly("d");
        page(null, 1, MANY);
        create("/p/aa", Acl.OPEN);
        assertThat(page("a", 9, MANY).names()).containsExactly("b", "c", "d");
        assertThat(page(null, 9, MANY).names()).containsExactly("a", "aa", "b", "c", "d");
    }

    @Test
    void listingsAreFewAndHoldNoMoreNamesThanTheTree() {
        for (int i = 0; i <= 2 * Listings.MAX_COUNT; i++) {
            create("/q" + i, Acl.OPEN);
            create("/q" + i + "/a", Acl.OPEN);
            create("/q" + i + "/b", Acl.OPEN);
        }
        for (int i = 0; i <= 2 * Listings.MAX_COUNT; i++) {
            assertThat(ask(new GetChildrenPage("/q" + i, false, null, 1, MANY))).isZero();
        }
        assertThat(caller.listings().count()).isEqualTo(Listings.MAX_COUNT);

        for (int i = 0; i < 200; i++) {
            create("/p/x" + i, Acl.OPEN);
        }
        page(null, 1, MANY);
        for (int i = 0; i < 3; i++) {
            Caller<String> other =
                    new Caller<>(
                            "other" + i, caller.watches(), caller.listings(), 1, Identities.NONE);
            byte[] body = written(new GetChildrenPage("/p", false, null, 1, MANY));
            queries.answer(OpCode.GET_CHILDREN2, JuteReader.over(body), answer, other);
        }
        assertThat(caller.listings().count()).isEqualTo(1);
    }

    private boolean isWatched(String path) {
        return caller.watches().contains(path, caller.watcher(), Request.Watches.CHILDREN);
    }

    private Response.NamesPage page(@Nullable String after, int names, int bytes) {
        assertThat(ask(new GetChildrenPage("/p", false, after, names, bytes))).isZero();
        return (Response.NamesPage)
                Response.NamesPage.readOrAll(JuteReader.over(answer.toByteArray()));
    }

    private int ask(GetChildrenPage page) {
        return ask(written(page));
    }

    private int ask(byte[] body) {
        answer.clear();
        return queries.answer(OpCode.GET_CHILDREN2, JuteReader.over(body), answer, caller);
    }

    private static byte[] written(GetChildrenPage page) {
        JuteWriter out = new JuteWriter();
        page.write(out);
        return out.toByteArray();
    }

    private void create(String path, List<Acl> acl) {
        database.tree().create(path, null, acl, 0, -1, ++zxid, 1);
    }
}
