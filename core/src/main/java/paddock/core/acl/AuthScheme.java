package paddock.core.acl;

import org.jspecify.annotations.Nullable;

import paddock.wire.protocol.Id;

import java.util.List;

/// One way to say and to prove who somebody is. Implementations are immutable and may be asked by
/// any thread.
public interface AuthScheme {
    /// The first half of every [Id] of this scheme.
    String name();

    /// Whether an identity of this scheme takes the place of an `auth` entry. Schemes whose
    /// identities nobody had to prove say no.
    boolean isAuthenticated();

    /// Whether an ACL may name this id.
    boolean isValidAclId(String aclId);

    /// Whether a connection's identity is meant by the id of an ACL entry. Both are ids of this
    /// scheme, though not necessarily valid ones.
    boolean matches(String identityId, String aclId);

    /// The identities that a client gains with an auth packet; none when it is refused.
    ///
    /// @param auth the content of the packet
    /// @param peerAddress the client's address as text, without a port
    List<Id> authenticate(byte @Nullable [] auth, String peerAddress);

    /// What `whoAmI` calls an identity.
    default String userName(String identityId) {
        return identityId;
    }
}
