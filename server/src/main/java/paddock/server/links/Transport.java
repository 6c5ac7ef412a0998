package paddock.server.links;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.FastThreadLocalThread;

import java.io.IOException;
import java.nio.channels.NotYetConnectedException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/// The event loop of the links, and the kinds of channels it can drive.
public final class Transport implements AutoCloseable {
    private final EventLoopGroup group;
    private final EventLoop loop;
    private final boolean epoll;

    /// Belongs to the event loop: the connections there are, from the moment they are made.
    private final Set<Channel> connections = new HashSet<>();

    /// Belongs to the event loop: whether no connection is let be.
    private boolean cut;

    private Transport(EventLoopGroup group, boolean epoll) {
        this.group = group;
        this.loop = group.next();
        this.epoll = epoll;
    }

    /// A loop on a thread of its own, on the system's native interface where there is one.
    public static Transport start() {
        boolean epoll = Epoll.isAvailable();
        IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        ThreadFactory threads = task -> new FastThreadLocalThread(task, "links");
        return new Transport(new MultiThreadIoEventLoopGroup(1, threads, io), epoll);
    }

    /// Whether a connection broke as connections do, also while it was being made.
    static boolean isOfNetwork(Throwable cause) {
        return cause instanceof IOException || cause instanceof NotYetConnectedException;
    }

    EventLoop loop() {
        return loop;
    }

    /// Breaks all connections to other servers, and every further one as soon as it is made, until
    /// [#mend]. Ports stay open, as they do where a network is cut. Returns when that is so.
    public void cut() {
        loop.submit(
                        () -> {
                            cut = true;
                            List.copyOf(connections).forEach(Channel::close);
                        })
                .syncUninterruptibly();
    }

    /// Lets connections be again.
    public void mend() {
        loop.submit(() -> cut = false).syncUninterruptibly();
    }

    /// Has a connection be among those that [#cut] breaks.
    void watch(Channel connection) {
        if (cut) {
            connection.close();
            return;
        }
        connections.add(connection);
        connection.closeFuture().addListener(done -> connections.remove(connection));
    }

    /// For opening connections; the caller adds a handler.
    Bootstrap client() {
        return new Bootstrap()
                .group(loop)
                .channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true);
    }

    /// For listening; the caller adds a handler.
    ServerBootstrap server() {
        Class<? extends ServerChannel> type =
                epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        return new ServerBootstrap()
                .group(loop)
                .channel(type)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true);
    }

    /// Makes a connection break when the other side does not confirm what was sent to it; without
    /// this a vote could wait for a quarter of an hour behind one that a partition swallowed.
    void limitUnconfirmed(Channel channel, long millis) {
        if (epoll) {
            channel.config()
                    .setOption(
                            EpollChannelOption.TCP_USER_TIMEOUT,
                            (int) Math.min(millis, Integer.MAX_VALUE));
        }
    }

    @Override
    public void close() {
        // A loop that is shut down with no quiet time closes what it has only where it is idle.
        cut();
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
