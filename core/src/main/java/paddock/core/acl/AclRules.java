package paddock.core.acl;

import org.jspecify.annotations.Nullable;

import paddock.wire.protocol.Acl;
import paddock.wire.protocol.ClientInfo;
import paddock.wire.protocol.ErrorCode;
import paddock.wire.protocol.Id;
import paddock.wire.protocol.Perms;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The rules of access control (data model reference, section 5). Immutable; any thread may ask.
public final class AclRules {
    private static final String WORLD = "world";
    private static final String ANYONE = "anyone";
    private static final String AUTH = "auth";

    private static final AclVerdict OPEN = new AclVerdict.Normalized(Acl.OPEN);
    private static final AclVerdict INVALID = new AclVerdict.Refused(ErrorCode.INVALID_ACL);
    private static final AclVerdict NULL_ID = new AclVerdict.Refused(ErrorCode.MARSHALLING_ERROR);

    private final List<AuthScheme> schemes;
    private final boolean skipAcl;

    /// @param schemes the schemes in use; `world`, `auth` and `super` need none
    /// @param skipAcl whether every operation is permitted regardless of ACLs
    public AclRules(List<AuthScheme> schemes, boolean skipAcl) {
        this.schemes = List.copyOf(schemes);
        this.skipAcl = skipAcl;
    }

    /// The scheme of that name, or null.
    public @Nullable AuthScheme scheme(@Nullable String name) {
        for (int at = 0; at < schemes.size(); at++) {
            if (schemes.get(at).name().equals(name)) {
                return schemes.get(at);
            }
        }
        return null;
    }

    /// Whether a connection has one of the permissions `perms` on a znode with this ACL.
    public boolean permits(List<Acl> acl, int perms, Identities identities) {
        if (isShared(acl) && (perms & Perms.ALL) != 0) {
            return true;
        }
        if (skipAcl || acl.isEmpty() || identities.isSuper()) {
            return true;
        }
        for (int at = 0; at < acl.size(); at++) {
            Acl entry = acl.get(at);
            if ((entry.perms() & perms) != 0 && isMeant(identities, entry.id())) {
                return true;
            }
        }
        return false;
    }

    // Nearly every znode shares the one open list; a look at the reference answers for all of them,
    // and an equal list that is not shared only takes the longer way to the same answer.
    @SuppressWarnings("ReferenceEquality")
    private static boolean isShared(List<Acl> acl) {
        return acl == Acl.OPEN;
    }

    private boolean isMeant(Identities identities, Id meant) {
        String scheme = meant.scheme();
        String aclId = meant.id();
        if (scheme == null || aclId == null) {
            return false;
        }
        if (scheme.equals(WORLD) && aclId.equals(ANYONE)) {
            return true;
        }
        AuthScheme rules = scheme(scheme);
        if (rules == null) {
            return false;
        }
        List<Id> ids = identities.ids();
        for (int at = 0; at < ids.size(); at++) {
            Id identity = ids.get(at);
            String identityId = identity.id();
            if (scheme.equals(identity.scheme())
                    && identityId != null
                    && rules.matches(identityId, aclId)) {
                return true;
            }
        }
        return false;
    }

    /// Checks an ACL that a connection wants to store, and gives the list to be stored: without
    /// duplicates, and with the connection's authenticated identities in place of `auth`.
    ///
    /// A missing scheme is invalid, but beside an entry with the same permissions it is as
    /// malformed as a missing id: the reference stumbles over it when it looks for duplicates.
    ///
    /// The open ACL comes back as [Acl#OPEN] itself, so that all znodes can share it.
    public AclVerdict normalize(@Nullable List<Acl> requested, Identities identities) {
        if (requested == null || requested.isEmpty()) {
            return INVALID;
        }
        if (isShared(requested)) {
            return OPEN;
        }
        Set<Acl> distinct = new LinkedHashSet<>();
        for (Acl entry : requested) {
            if (isIncomparable(entry, distinct)) {
                return NULL_ID;
            }
            distinct.add(entry);
        }
        List<Acl> normalized = new ArrayList<>(requested.size());
        for (Acl entry : distinct) {
            String scheme = entry.id().scheme();
            String aclId = entry.id().id();
            if (scheme == null) {
                return INVALID;
            }
            if (scheme.equals(AUTH)) {
                if (!expandAuth(entry.perms(), identities, normalized)) {
                    return INVALID;
                }
                continue;
            }
            if (aclId == null) {
                return scheme.equals(WORLD) || scheme(scheme) != null ? NULL_ID : INVALID;
            }
            if (!isValid(scheme, aclId)) {
                return INVALID;
            }
            normalized.add(entry);
        }
        return normalized.equals(Acl.OPEN) ? OPEN : new AclVerdict.Normalized(normalized);
    }

    /// The reference compares every entry with those before it, permissions first, and breaks where
    /// what is compared next is null.
    private static boolean isIncomparable(Acl entry, Set<Acl> before) {
        String scheme = entry.id().scheme();
        if (scheme != null && entry.id().id() != null) {
            return false;
        }
        for (Acl other : before) {
            if (other.perms() == entry.perms()
                    && (scheme == null || scheme.equals(other.id().scheme()))) {
                return true;
            }
        }
        return false;
    }

    private boolean isValid(String scheme, String aclId) {
        if (scheme.equals(WORLD)) {
            return aclId.equals(ANYONE);
        }
        AuthScheme rules = scheme(scheme);
        return rules != null && rules.isValidAclId(aclId);
    }

    private boolean expandAuth(int perms, Identities identities, List<Acl> into) {
        boolean found = false;
        for (Id identity : identities.ids()) {
            AuthScheme rules = scheme(identity.scheme());
            if (rules != null && rules.isAuthenticated()) {
                into.add(new Acl(perms, identity));
                found = true;
            }
        }
        return found;
    }

    /// An ACL as the connection may see it. Only who could change the list sees the digests in it.
    public List<Acl> masked(List<Acl> acl, Identities identities) {
        if (permits(acl, Perms.ADMIN, identities)) {
            return acl;
        }
        List<Acl> masked = new ArrayList<>(acl.size());
        for (Acl entry : acl) {
            masked.add(masked(entry));
        }
        return masked;
    }

    private static Acl masked(Acl entry) {
        String id = entry.id().id();
        if (!DigestScheme.NAME.equals(entry.id().scheme()) || id == null || id.indexOf(':') < 0) {
            return entry;
        }
        String user = id.substring(0, id.indexOf(':'));
        return new Acl(entry.perms(), new Id(DigestScheme.NAME, user + ":x"));
    }

    /// The identities of a connection as it is told them.
    public List<ClientInfo> whoAmI(Identities identities) {
        List<ClientInfo> infos = new ArrayList<>(identities.ids().size());
        for (Id identity : identities.ids()) {
            String scheme = identity.scheme() == null ? "" : identity.scheme();
            String id = identity.id() == null ? "" : identity.id();
            AuthScheme rules = scheme(scheme);
            infos.add(new ClientInfo(scheme, rules == null ? "" : rules.userName(id)));
        }
        return infos;
    }
}
