package paddock.core.prepare;

import paddock.wire.protocol.ErrorCode;
import paddock.wire.protocol.Request;

/// Decides what a client's wish for another membership comes to. Memberships are nothing that a
/// tree knows of; whoever does answers here.
///
/// Whether the feature is switched on, whether the session lives and whether the client may write
/// to `/zookeeper/config` is asked by the [Preparer].
@FunctionalInterface
public interface MembershipRules {
    /// A server that stands alone has no membership to change.
    MembershipRules ALONE = (request, zxid) -> new Refused(ErrorCode.UNIMPLEMENTED);

    /// What a wish comes to.
    sealed interface Verdict permits Accepted, Refused {}

    /// @param text the membership as `/zookeeper/config` will show it
    record Accepted(String text) implements Verdict {}

    /// @param error what the client is told
    record Refused(ErrorCode error) implements Verdict {}

    /// Decides.
    ///
    /// @param zxid of the transaction that carries the change, and thereby the version of the
    ///   membership
    Verdict decide(Request.Reconfig request, long zxid);
}
