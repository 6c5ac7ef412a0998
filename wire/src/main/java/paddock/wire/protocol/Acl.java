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

    // Written out here and in Id: the generated ones are put together at run time when first
    // called,
    // which takes a tenth of an empty server's start.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Acl that && perms == that.perms && id.equals(that.id);
    }

    @Override
    public int hashCode() {
        return 31 * perms + id.hashCode();
    }

    public static Acl read(JuteReader in) {
        return new Acl(in.readInt(), Id.read(in));
    }

    public void write(JuteWriter out) {
        out.writeInt(perms);
        id.write(out);
    }
}
