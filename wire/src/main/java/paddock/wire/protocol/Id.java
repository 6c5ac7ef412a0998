package paddock.wire.protocol;

import org.jspecify.annotations.Nullable;

import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;

import java.util.Objects;

/// Who somebody is (an identity of a connection) or who is meant (an entry of an ACL).
///
/// Both parts can be null on the wire; the server refuses such entries, see the ACL rules.
public record Id(@Nullable String scheme, @Nullable String id) {
    /// Everybody.
    public static final Id ANYONE = new Id("world", "anyone");

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Id that
                && Objects.equals(scheme, that.scheme)
                && Objects.equals(id, that.id);
    }

    @Override
    public int hashCode() {
        return 31 * Objects.hashCode(scheme) + Objects.hashCode(id);
    }

    public static Id read(JuteReader in) {
        return new Id(in.readNullableString(), in.readNullableString());
    }

    public void write(JuteWriter out) {
        out.writeString(scheme);
        out.writeString(id);
    }
}
