package paddock.server.front;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;

import java.net.InetSocketAddress;

/// The port that clients connect to. It can be [moved][#moveTo] while the server runs.
public final class ClientListener {
    private static final int UNSENT_HIGH = 1 << 20;
    private static final int UNSENT_LOW = 1 << 18;

    private final ServerBootstrap bootstrap;

    // Both are changed under the monitor, by whoever moves or closes the port.
    private Channel channel;
    private InetSocketAddress wanted;
    private boolean closed;
    private boolean refusing;

    /// Binds the port.
    ///
    /// @param acceptor does nothing but accept: what it does not take from the system in time waits
    ///   for a second, until it is sent again
    /// @param group serves who was accepted
    /// @throws PortException when it cannot be had
    public ClientListener(
            Front front,
            EventLoopGroup acceptor,
            EventLoopGroup group,
            Class<? extends ServerChannel> channelType,
            InetSocketAddress address) {
        bootstrap =
                new ServerBootstrap()
                        .group(acceptor, group)
                        .channel(channelType)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childOption(ChannelOption.SO_KEEPALIVE, front.settings().tcpKeepAlive())
                        .childOption(
                                ChannelOption.WRITE_BUFFER_WATER_MARK,
                                new WriteBufferWaterMark(UNSENT_LOW, UNSENT_HIGH))
                        .childHandler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel child) {
                                        adopt(child, front);
                                    }
                                });
        if (front.settings().backlog() > 0) {
            bootstrap.option(ChannelOption.SO_BACKLOG, front.settings().backlog());
        }
        channel = bind(address);
        wanted = address;
    }

    private Channel bind(InetSocketAddress address) {
        ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new PortException(address, bound.cause());
        }
        return bound.channel();
    }

    /// Listens elsewhere from now on; connections that exist stay. Not for event loops, since it
    /// waits for them.
    ///
    /// @throws PortException when the port cannot be had; then nobody can connect
    public synchronized void moveTo(InetSocketAddress address) {
        if (closed || refusing || isSame(address, wanted)) {
            return;
        }
        // First the old one, which may be the same port of another address.
        channel.close().syncUninterruptibly();
        wanted = address;
        channel = bind(address);
    }

    /// Whether two addresses are one to bind: all of a host's are written in two ways.
    private static boolean isSame(InetSocketAddress one, InetSocketAddress other) {
        return one.getPort() == other.getPort()
                && (one.equals(other) || isEverywhere(one) && isEverywhere(other));
    }

    private static boolean isEverywhere(InetSocketAddress address) {
        return !address.isUnresolved() && address.getAddress().isAnyLocalAddress();
    }

    private static void adopt(Channel child, Front front) {
        // There is no address when the client has gone away already.
        if (child.remoteAddress() instanceof InetSocketAddress peer) {
            FrontLoop loop = front.loopOf(child.eventLoop());
            child.pipeline().addLast(new ClientChannel(front, loop, peer));
        } else {
            child.close();
        }
    }

    /// Where it listens; tells the port when any was asked for.
    public synchronized InetSocketAddress address() {
        return refusing ? wanted : (InetSocketAddress) channel.localAddress();
    }

    /// Refuses who wants to connect, until [#accept]; connections that exist stay.
    public synchronized void refuse() {
        if (!closed && !refusing) {
            refusing = true;
            // The port of its own choice is the one to come back to.
            wanted = (InetSocketAddress) channel.localAddress();
            channel.close().syncUninterruptibly();
        }
    }

    /// Accepts connections again after [#refuse].
    ///
    /// @throws PortException when somebody else has the port by now
    public synchronized void accept() {
        if (!closed && refusing) {
            channel = bind(wanted);
            refusing = false;
        }
    }

    /// Accepts nobody any more.
    public synchronized void close() {
        closed = true;
        channel.close().syncUninterruptibly();
    }
}
