package paddock.server.links;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;

import org.jspecify.annotations.Nullable;

import paddock.wire.ensemble.InitialMessage.Address;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/// One attempt to reach a server, at one of its addresses after the other. Belongs to the event
/// loop.
final class Connecting {
    private final Transport transport;
    private final Resolver resolver;
    private final int timeoutMillis;
    private final Consumer<Channel> equip;
    private final Consumer<Channel> connected;
    private final Consumer<String> failed;
    private final Deque<Address> names;
    private final Deque<InetSocketAddress> resolved = new ArrayDeque<>();
    private @Nullable ChannelFuture underWay;
    private boolean over;
    private String problem = "it has no address";

    /// @param timeoutMillis for each address
    /// @param equip gives a connection its options and handlers
    /// @param failed told once, when no address was left; not after [#cancel]
    Connecting(
            Transport transport,
            Resolver resolver,
            List<Address> addresses,
            int timeoutMillis,
            Consumer<Channel> equip,
            Consumer<Channel> connected,
            Consumer<String> failed) {
        this.transport = transport;
        this.resolver = resolver;
        this.timeoutMillis = timeoutMillis;
        this.equip = equip;
        this.connected = connected;
        this.failed = failed;
        names = new ArrayDeque<>(addresses);
    }

    void start() {
        if (over) {
            return;
        }
        InetSocketAddress address = resolved.poll();
        if (address != null) {
            connect(address);
            return;
        }
        Address name = names.poll();
        if (name == null) {
            over = true;
            failed.accept(problem);
            return;
        }
        resolver.resolve(
                name.host(),
                answer -> {
                    for (InetAddress each : answer.addresses()) {
                        resolved.add(new InetSocketAddress(each, name.port()));
                    }
                    if (answer.addresses().isEmpty()) {
                        problem = answer.problem();
                    }
                    start();
                });
    }

    private void connect(InetSocketAddress address) {
        ChannelFuture future =
                transport
                        .client()
                        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, timeoutMillis)
                        .handler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        transport.watch(channel);
                                        equip.accept(channel);
                                    }
                                })
                        .connect(address);
        underWay = future;
        future.addListener(
                done -> {
                    if (!done.isSuccess()) {
                        problem = reason(done.cause());
                        start();
                    } else if (over) {
                        future.channel().close();
                    } else {
                        over = true;
                        // From here on it is somebody else's to close.
                        underWay = null;
                        connected.accept(future.channel());
                    }
                });
    }

    /// Gives the attempt up, unless it is over; nobody is told.
    void cancel() {
        over = true;
        ChannelFuture future = underWay;
        if (future != null) {
            future.channel().close();
        }
    }

    /// Why a socket could not be had, without the system calls that the native transport names.
    static String reason(@Nullable Throwable cause) {
        if (cause == null) {
            return "given up";
        }
        String message = String.valueOf(cause.getMessage());
        for (String known :
                List.of(
                        "Address already in use",
                        "Connection refused",
                        "connection timed out",
                        "No route to host",
                        "Network is unreachable")) {
            if (message.contains(known)) {
                return message.contains("failed") ? known + address(message) : message;
            }
        }
        return message;
    }

    // "…failed with error(-111): Connection refused: /127.0.0.1:3888"
    private static String address(String message) {
        int at = message.lastIndexOf(": ");
        return at >= 0 && message.lastIndexOf('/') > at ? message.substring(at) : "";
    }
}
