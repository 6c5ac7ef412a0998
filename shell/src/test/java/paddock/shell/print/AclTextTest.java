package paddock.shell.print;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import paddock.wire.protocol.Acl;
import paddock.wire.protocol.Id;
import paddock.wire.protocol.Perms;

import java.util.ArrayList;
import java.util.List;

class AclTextTest {
    private final List<String> complaints = new ArrayList<>();

    @Test
    void theFirstAndTheLastColonDelimit() {
        assertThat(AclText.parse("digest:ann:h=:rw,ip:::1:a", complaints::add))
                .containsExactly(
                        new Acl(Perms.READ | Perms.WRITE, new Id("digest", "ann:h=")),
                        new Acl(Perms.ADMIN, new Id("ip", "::1")));
        assertThat(complaints).isEmpty();
    }

    @Test
    void whatIsNoEntryIsLeftOutAndSaid() {
        assertThat(AclText.parse("junk,a:b", complaints::add)).isEmpty();
        assertThat(AclText.parse("", complaints::add)).isEmpty();
        assertThat(complaints)
                .containsExactly(
                        "junk does not have the form scheme:id:perm",
                        "a:b does not have the form scheme:id:perm",
                        " does not have the form scheme:id:perm");
    }

    @Test
    void lettersWithoutMeaningAreSaid() {
        assertThat(AclText.parse("world:anyone:qr", complaints::add))
                .containsExactly(new Acl(Perms.READ, Id.ANYONE));
        assertThat(complaints).containsExactly("Unknown perm type: q");
    }

    @Test
    void anEntryIsShownOnTwoLines() {
        assertThat(AclText.lines(new Acl(Perms.ALL, Id.ANYONE)))
                .containsExactly("'world,'anyone", ": cdrwa");
    }

    @Test
    void whatIsWrittenCanBeRead() {
        for (int perms = 0; perms <= Perms.ALL; perms++) {
            Acl acl = new Acl(perms, new Id("digest", "ann:h="));

            assertThat(AclText.parse(AclText.text(acl), complaints::add)).containsExactly(acl);
        }
    }
}
