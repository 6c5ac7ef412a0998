package paddock.core.acl;

import paddock.wire.protocol.Id;

import java.util.ArrayList;
import java.util.List;

/// Everything a connection has shown itself to be: a set of ids in the order they were gained.
///
/// Immutable, so that a request can carry the identities it was sent under.
public final class Identities {
    /// The identity that passes every ACL.
    public static final Id SUPER = new Id("super", "");

    /// Nobody.
    public static final Identities NONE = new Identities(List.of());

    private final List<Id> ids;
    private final boolean isSuper;

    private Identities(List<Id> ids) {
        this.ids = ids;
        this.isSuper = ids.stream().anyMatch(id -> "super".equals(id.scheme()));
    }

    /// The identities given, each once.
    public static Identities of(Id... ids) {
        Identities identities = NONE;
        for (Id id : ids) {
            identities = identities.with(id);
        }
        return identities;
    }

    /// These identities and one more.
    public Identities with(Id id) {
        if (ids.contains(id)) {
            return this;
        }
        List<Id> more = new ArrayList<>(ids);
        more.add(id);
        return new Identities(List.copyOf(more));
    }

    /// The ids, first gained first.
    public List<Id> ids() {
        return ids;
    }

    /// Whether ACLs do not apply.
    public boolean isSuper() {
        return isSuper;
    }

    /// Whether one of the identities is of this scheme.
    public boolean hasScheme(String scheme) {
        for (int at = 0; at < ids.size(); at++) {
            if (scheme.equals(ids.get(at).scheme())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Identities that && ids.equals(that.ids);
    }

    @Override
    public int hashCode() {
        return ids.hashCode();
    }

    @Override
    public String toString() {
        return ids.toString();
    }
}
