package paddock.wire.protocol;

import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;

import java.util.List;

/// One entry of an access control list: [Perms] bits granted to an [Id]. Unknown bits are kept.
public record Acl(int perms, Id id) {
    /// Everybody may do everything.
    public static final List<Acl> OPEN = List.of(new Acl(Perms.ALL, Id.ANYONE));

    /// Everybody may read.
    public static final List<Acl> READ_ONLY = List.of(new Acl(Perms.READ, Id.ANYONE));

    public static Acl read(JuteReader in) {
        return new Acl(in.readInt(), Id.read(in));
    }

    public void write(JuteWriter out) {
        out.writeInt(perms);
        id.write(out);
    }
}
