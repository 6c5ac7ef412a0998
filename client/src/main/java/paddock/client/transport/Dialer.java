package paddock.client.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslHandler;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;

import javax.net.ssl.SSLEngine;

/// Makes connections.
public final class Dialer {
    private static final WriteBufferWaterMark WATER_MARKS =
            new WriteBufferWaterMark(128 << 10, 512 << 10);

    private Dialer() {}

    /// Connects; the events tell what came of it, [LinkEvents#up] or [LinkEvents#down].
    ///
    /// @param loop whose thread does everything
    /// @param timeoutMillis for the connection and for the TLS handshake, each
    /// @param tls null for plain text
    /// @param maxFrameBytes the longest frame that is told in full
    /// @return ends the attempt or the connection, after which nothing more is told
    public static Attempt dial(
            EventLoop loop,
            InetSocketAddress server,
            int timeoutMillis,
            @Nullable SSLEngine tls,
            int maxFrameBytes,
            LinkEvents events) {
        ChannelLink link = new ChannelLink(tls != null, maxFrameBytes, events);
        connect(loop, server, timeoutMillis, tls, link, link::failed);
        return link::close;
    }

    /// Asks a server whether it has a quorum, by the word `isro`.
    ///
    /// @param answer told once, on the loop
    public static void askWhetherReadWrite(
            EventLoop loop,
            InetSocketAddress server,
            int timeoutMillis,
            @Nullable SSLEngine tls,
            Answer answer) {
        ReadWriteProbe probe = new ReadWriteProbe(tls != null, timeoutMillis, answer);
        connect(loop, server, timeoutMillis, tls, probe, probe::failed);
    }

    private static void connect(
            EventLoop loop,
            InetSocketAddress server,
            int timeoutMillis,
            @Nullable SSLEngine tls,
            ChannelHandler handler,
            Failure failure) {
        new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, timeoutMillis)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARKS)
                .handler(
                        new ChannelInitializer<Channel>() {
                            @Override
                            protected void initChannel(Channel channel) {
                                if (tls != null) {
                                    SslHandler ssl = new SslHandler(tls);
                                    ssl.setHandshakeTimeoutMillis(timeoutMillis);
                                    channel.pipeline().addLast(ssl);
                                }
                                channel.pipeline().addLast(handler);
                            }
                        })
                .connect(server)
                .addListener(
                        done -> {
                            Throwable cause = done.cause();
                            if (cause != null) {
                                failure.because(server + ": " + cause);
                            }
                        });
    }

    /// Takes back what was begun. For the loop's thread.
    @FunctionalInterface
    public interface Attempt {
        void end();
    }

    /// What a server said of itself.
    @FunctionalInterface
    public interface Answer {
        /// Whether it has a quorum; false also for no answer.
        void is(boolean readWrite);
    }

    @FunctionalInterface
    private interface Failure {
        void because(String why);
    }
}
