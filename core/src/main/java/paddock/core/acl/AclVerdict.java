package paddock.core.acl;

import paddock.wire.protocol.Acl;
import paddock.wire.protocol.ErrorCode;

import java.util.List;

/// What became of an ACL that a client wants to store.
public sealed interface AclVerdict {
    /// It may be stored, in this form.
    record Normalized(List<Acl> acl) implements AclVerdict {
        public Normalized {
            acl = List.copyOf(acl);
        }
    }

    /// It may not.
    record Refused(ErrorCode error) implements AclVerdict {}
}
