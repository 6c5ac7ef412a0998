package paddock.wire.protocol;

import org.jspecify.annotations.Nullable;

import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;

import java.util.List;

/// One entry of an access control list: [Perms] bits granted to an [Id]. Unknown bits are kept.
public record Acl(int perms, Id id) {
    /// Everybody may do everything.
    public static final List<Acl> OPEN = List.of(new Acl(Perms.ALL, Id.ANYONE));

    /// Everybody may read.
    public static final List<Acl> READ_ONLY = List.of(new Acl(Perms.READ, Id.ANYONE));

    private static final byte[] OPEN_BYTES = bytes(OPEN);

    private static byte[] bytes(List<Acl> list) {
        JuteWriter out = new JuteWriter(32);
        out.writeVector(list, Acl::write);
        return out.toByteArray();
    }

    // Written out here and in Id: the generated ones are put together when first called, which
    // takes a tenth of an empty server's start.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Acl that && perms == that.perms && id.equals(that.id);
    }

    @Override
    public int hashCode() {
        return 31 * perms + id.hashCode();
    }

    /// Reads a list that must be there.
    public static List<Acl> readList(JuteReader in) {
        return isOpen(in) ? OPEN : in.readVector(Acl::read);
    }

    /// Reads a list; null for count -1.
    public static @Nullable List<Acl> readNullableList(JuteReader in) {
        return isOpen(in) ? OPEN : in.readNullableVector(Acl::read);
    }

    /// Passes over the list of almost every znode, which need not be made again each time.
    private static boolean isOpen(JuteReader in) {
        boolean open = in.startsWith(OPEN_BYTES);
        if (open) {
            in.skip(OPEN_BYTES.length);
        }
        return open;
    }

    /// Reads an entry.
    public static Acl read(JuteReader in) {
        return new Acl(in.readInt(), Id.read(in));
    }

    public void write(JuteWriter out) {
        out.writeInt(perms);
        id.write(out);
    }
}
