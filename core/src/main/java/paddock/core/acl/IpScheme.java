package paddock.core.acl;

import org.jspecify.annotations.Nullable;

import paddock.wire.protocol.Id;

import java.util.List;

/// The address a client comes from. Every connection has such an identity from its start; an ACL
/// names an address, or a whole network as `address/bits`.
///
/// An IPv4 address never matches an IPv6 one.
public final class IpScheme implements AuthScheme {
    public static final String NAME = "ip";

    public IpScheme() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isAuthenticated() {
        return false;
    }

    @Override
    public boolean isValidAclId(String aclId) {
        return Network.parse(aclId) != null;
    }

    @Override
    public boolean matches(String identityId, String aclId) {
        byte[] address = IpAddress.parse(identityId);
        Network network = Network.parse(aclId);
        return address != null && network != null && network.contains(address);
    }

    @Override
    public List<Id> authenticate(byte @Nullable [] auth, String peerAddress) {
        return List.of(new Id(NAME, peerAddress));
    }

    /// All addresses that share their first bits.
    private record Network(byte[] address, int bits) {
        static @Nullable Network parse(String text) {
            int slash = text.indexOf('/');
            byte[] address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
            if (address == null) {
                return null;
            }
            int most = address.length * Byte.SIZE;
            int bits = slash < 0 ? most : IpAddress.number(text, slash + 1, text.length(), most);
            return bits < 0 ? null : new Network(address, bits);
        }

        boolean contains(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            for (int at = 0; at * Byte.SIZE < bits; at++) {
                int shared = Math.min(Byte.SIZE, bits - at * Byte.SIZE);
                int mask = 0xFF00 >> shared;
                if (((address[at] ^ other[at]) & mask & 0xFF) != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
