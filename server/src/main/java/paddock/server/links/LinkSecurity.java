package paddock.server.links;

import io.netty.channel.Channel;

/// Where encryption and authentication of links go: called for every connection before anything
/// else is added to its pipeline.
@FunctionalInterface
public interface LinkSecurity {
    /// Links as they are.
    LinkSecurity NONE = (channel, port, initiator) -> {};

    /// The ports of a server that other servers use.
    enum Port {
        ELECTION,
        QUORUM
    }

    /// Adds what the connection needs; must not block.
    ///
    /// @param initiator whether this server opened the connection
    void secure(Channel channel, Port port, boolean initiator);
}
