package paddock.core.acl;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import paddock.wire.protocol.Acl;
import paddock.wire.protocol.ClientInfo;
import paddock.wire.protocol.ErrorCode;
import paddock.wire.protocol.Id;
import paddock.wire.protocol.Perms;

import java.util.List;

class AclRulesTest {
    private static final Id ALICE = new Id("digest", "alice:aGFzaA==");
    private static final Id BOB = new Id("digest", "bob:aGFzaA==");
    private static final Id HOME = new Id("ip", "127.0.0.1");

    private final AclRules rules = new AclRules(List.of(new IpScheme(), new DigestScheme()), false);
    private final Identities nobody = Identities.of(HOME);
    private final Identities alice = Identities.of(HOME, ALICE);

    @Test
    void theOpenAclStaysTheSharedOne() {
        List<Acl> copy = List.of(new Acl(31, new Id("world", "anyone")));

        assertThat(normalized(copy, nobody)).isSameAs(Acl.OPEN);
    }

    @Test
    void duplicatesGoAndOrderStays() {
        Acl first = new Acl(Perms.READ, ALICE);
        Acl second = new Acl(Perms.WRITE, ALICE);

        assertThat(normalized(List.of(second, first, second, first), nobody))
                .containsExactly(second, first);
    }

    @Test
    void authBecomesOneEntryPerIdentityThatSomebodyProved() {
        Identities both = alice.with(BOB);

        assertThat(normalized(List.of(new Acl(7, new Id("auth", "ignored"))), both))
                .containsExactly(new Acl(7, ALICE), new Acl(7, BOB));
    }

    @Test
    void expandingTwoAuthEntriesMayRepeatEntries() {
        List<Acl> requested =
                List.of(new Acl(7, new Id("auth", "x")), new Acl(7, new Id("auth", "y")));

        assertThat(normalized(requested, alice))
                .containsExactly(new Acl(7, ALICE), new Acl(7, ALICE));
    }

    @Test
    void authOfAConnectionThatProvedNothingIsRefused() {
        assertRefused(List.of(new Acl(7, new Id("auth", ""))), ErrorCode.INVALID_ACL);
    }

    @Test
    void anEmptyListIsRefused() {
        assertRefused(null, ErrorCode.INVALID_ACL);
        assertRefused(List.of(), ErrorCode.INVALID_ACL);
    }

    @Test
    void aNullIdIsRefusedInAnyScheme() {
        assertRefused(List.of(new Acl(31, new Id("world", null))), ErrorCode.MARSHALLING_ERROR);
        assertRefused(List.of(new Acl(31, new Id("bogus", null))), ErrorCode.INVALID_ACL);
    }

    @Test
    void theFirstBadEntryDecides() {
        Acl nullId = new Acl(31, new Id("digest", null));
        Acl unknown = new Acl(31, new Id("bogus", "x"));

        assertRefused(List.of(nullId, unknown), ErrorCode.MARSHALLING_ERROR);
        assertRefused(List.of(unknown, nullId), ErrorCode.INVALID_ACL);
    }

    @Test
    void unusableEntriesAreRefused() {
        for (Id id :
                List.of(
                        new Id(null, "x"),
                        new Id("world", "everyone"),
                        new Id("super", ""),
                        new Id("sasl", "x"),
                        new Id("digest", "abc"),
                        new Id("ip", "127.0.0"))) {
            assertRefused(List.of(new Acl(31, id)), ErrorCode.INVALID_ACL);
        }
    }

    @Test
    void permissionBitsAreStoredAsSent() {
        List<Acl> requested = List.of(new Acl(0, Id.ANYONE), new Acl(64, Id.ANYONE));

        assertThat(normalized(requested, nobody)).isEqualTo(requested);
    }

    @Test
    void oneOfSeveralPermissionsIsEnough() {
        List<Acl> acl = List.of(new Acl(Perms.READ, Id.ANYONE));

        assertThat(rules.permits(acl, Perms.READ | Perms.ADMIN, nobody)).isTrue();
        assertThat(rules.permits(acl, Perms.WRITE, nobody)).isFalse();
    }

    @Test
    void anIdentityOpensOnlyEntriesOfItsOwnScheme() {
        Id sasl = new Id("sasl", ALICE.id());

        assertThat(rules.permits(List.of(new Acl(31, sasl)), Perms.READ, alice)).isFalse();
        assertThat(rules.permits(List.of(new Acl(31, ALICE)), Perms.READ, alice)).isTrue();
        assertThat(rules.permits(List.of(new Acl(31, BOB)), Perms.READ, alice)).isFalse();
    }

    @Test
    void entriesWithoutSchemeOrIdOpenNothing() {
        List<Acl> acl = List.of(new Acl(31, new Id(null, null)), new Acl(31, new Id("ip", null)));

        assertThat(rules.permits(acl, Perms.READ, alice)).isFalse();
    }

    @Test
    void theSuperUserAndServersThatSkipAclsPassAny() {
        List<Acl> locked = List.of(new Acl(0, BOB));

        assertThat(rules.permits(locked, Perms.READ, alice)).isFalse();
        assertThat(rules.permits(locked, Perms.READ, alice.with(Identities.SUPER))).isTrue();
        assertThat(new AclRules(List.of(), true).permits(locked, Perms.READ, nobody)).isTrue();
        assertThat(rules.permits(List.of(), Perms.READ, nobody)).isTrue();
    }

    @Test
    void onlyWhoMayChangeAnAclSeesItsDigests() {
        List<Acl> acl =
                List.of(
                        new Acl(Perms.READ, Id.ANYONE),
                        new Acl(31, ALICE),
                        new Acl(31, HOME),
                        new Acl(1, new Id("digest", "odd")),
                        new Acl(1, new Id("digest", ":a:b")));

        assertThat(rules.masked(acl, alice)).isEqualTo(acl);
        assertThat(rules.masked(acl, Identities.of(BOB)))
                .containsExactly(
                        new Acl(Perms.READ, Id.ANYONE),
                        new Acl(31, new Id("digest", "alice:x")),
                        new Acl(31, HOME),
                        new Acl(1, new Id("digest", "odd")),
                        new Acl(1, new Id("digest", ":x")));
    }

    @Test
    void whoAmITellsUsersButNoDigests() {
        assertThat(rules.whoAmI(alice.with(Identities.SUPER)))
                .containsExactly(
                        new ClientInfo("ip", "127.0.0.1"),
                        new ClientInfo("digest", "alice"),
                        new ClientInfo("super", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:b", ":b", "a:b:", "a:b::"})
    void digestIdsHaveTwoParts(String id) {
        assertThat(new DigestScheme().isValidAclId(id)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "a:", ":", "a:b:c", "::b", "a::b", "a::"})
    void otherDigestIdsAreNotValid(String id) {
        assertThat(new DigestScheme().isValidAclId(id)).isFalse();
    }

    @Test
    void identitiesAreASetInOrder() {
        assertThat(Identities.of(HOME, ALICE, HOME).ids()).containsExactly(HOME, ALICE);
        assertThat(alice.with(ALICE)).isSameAs(alice);
        assertThat(nobody.with(ALICE)).isEqualTo(alice).hasSameHashCodeAs(alice);
        assertThat(alice.hasScheme("digest")).isTrue();
        assertThat(alice.hasScheme("sasl")).isFalse();
        assertThat(alice.isSuper()).isFalse();
    }

    private List<Acl> normalized(List<Acl> requested, Identities identities) {
        return switch (rules.normalize(requested, identities)) {
            case AclVerdict.Normalized(var acl) -> acl;
            case AclVerdict.Refused(var error) -> throw new AssertionError("refused: " + error);
        };
    }

    private void assertRefused(@Nullable List<Acl> requested, ErrorCode error) {
        assertThat(rules.normalize(requested, nobody)).isEqualTo(new AclVerdict.Refused(error));
    }
}
