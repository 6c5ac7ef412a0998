package paddock.client;

import paddock.wire.protocol.Acl;
import paddock.wire.protocol.Stat;

import java.util.List;

/// The access control list of a znode. Its version is [Stat#aversion].
public record NodeAcl(List<Acl> entries, Stat stat) {}
