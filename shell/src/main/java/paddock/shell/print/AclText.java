package paddock.shell.print;

import paddock.wire.protocol.Acl;
import paddock.wire.protocol.Id;
import paddock.wire.protocol.Perms;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// ACLs as people write them, `scheme:id:perms[,...]`, and as the shell shows them.
public final class AclText {
    private static final String LETTERS = "cdrwa";
    private static final int[] BITS = {
        Perms.CREATE, Perms.DELETE, Perms.READ, Perms.WRITE, Perms.ADMIN
    };

    private AclText() {}

    /// Reads one. The first and the last colon of an entry delimit, so that ids may contain more.
    ///
    /// @param complain told of each entry that is left out and of each letter that has no meaning
    /// @return what could be understood, which may be nothing
    public static List<Acl> parse(String text, Consumer<String> complain) {
        List<Acl> acl = new ArrayList<>();
        String[] entries = text.split(",");
        for (String entry : text.isEmpty() ? new String[] {""} : entries) {
            acl.addAll(parseEntry(entry, complain));
        }
        return acl;
    }

    /// Reads a single entry; nothing where it is none.
    static List<Acl> parseEntry(String entry, Consumer<String> complain) {
        int first = entry.indexOf(':');
        int last = entry.lastIndexOf(':');
        if (first < 0 || first == last) {
            complain.accept(entry + " does not have the form scheme:id:perm");
            return List.of();
        }
        return List.of(
                new Acl(
                        perms(entry.substring(last + 1), complain),
                        new Id(entry.substring(0, first), entry.substring(first + 1, last))));
    }

    private static int perms(String letters, Consumer<String> complain) {
        int perms = 0;
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            int at = LETTERS.indexOf(letter);
            if (at < 0) {
                complain.accept("Unknown perm type: " + letter);
            } else {
                perms |= BITS[at];
            }
        }
        return perms;
    }

    /// The letters of permission bits.
    public static String letters(int perms) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < BITS.length; i++) {
            if ((perms & BITS[i]) != 0) {
                letters.append(LETTERS.charAt(i));
            }
        }
        return letters.toString();
    }

    /// An entry as the reference shows it, on two lines.
    public static List<String> lines(Acl acl) {
        return List.of("'" + acl.id().scheme() + ",'" + acl.id().id(), ": " + letters(acl.perms()));
    }

    /// An entry as [#parse] reads it.
    public static String text(Acl acl) {
        return acl.id().scheme() + ":" + acl.id().id() + ":" + letters(acl.perms());
    }
}
