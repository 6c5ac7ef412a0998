package paddock.server.links;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.util.concurrent.ScheduledFuture;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import paddock.wire.ensemble.InitialMessage.Address;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// One of the ports that other servers connect to, on all the addresses this server has for it.
///
/// Belongs to the event loop. An address that is taken is tried again for a while: after a restart
/// the process before may still be on its way out.
final class Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final String WILDCARD = "0.0.0.0";

    private final LinkSecurity.Port port;
    private final LinkSettings settings;
    private final Transport transport;
    private final Resolver resolver;
    private final LinkSecurity security;
    private final Supplier<ChannelHandler> handlers;
    private final Consumer<RuntimeException> givenUp;
    private final Map<Address, Binding> bindings = new LinkedHashMap<>();

    /// @param handlers makes the handler of each connection
    /// @param givenUp told when an address cannot be had
    Listener(
            LinkSecurity.Port port,
            LinkSettings settings,
            Transport transport,
            Resolver resolver,
            LinkSecurity security,
            Supplier<ChannelHandler> handlers,
            Consumer<RuntimeException> givenUp) {
        this.port = port;
        this.settings = settings;
        this.transport = transport;
        this.resolver = resolver;
        this.security = security;
        this.handlers = handlers;
        this.givenUp = givenUp;
    }

    /// Listens on these addresses and no others.
    void moveTo(List<Address> addresses) {
        Set<Address> wanted = new LinkedHashSet<>();
        for (Address address : addresses) {
            wanted.add(
                    settings.listenOnAllAddresses()
                            ? new Address(WILDCARD, address.port())
                            : address);
        }
        for (Address address : List.copyOf(bindings.keySet())) {
            if (!wanted.contains(address)) {
                close(address);
            }
        }
        for (Address address : wanted) {
            bindings.computeIfAbsent(address, Binding::new).attempt();
        }
    }

    void close() {
        List.copyOf(bindings.keySet()).forEach(this::close);
    }

    private void close(Address address) {
        Binding binding = bindings.remove(address);
        if (binding != null) {
            binding.close();
        }
    }

    /// One address, taken or on the way there.
    private final class Binding {
        private final Address address;
        private @Nullable Channel channel;
        private @Nullable ScheduledFuture<?> retry;
        private boolean underWay;
        private boolean closed;
        private int failures;

        Binding(Address address) {
            this.address = address;
        }

        void attempt() {
            if (channel != null || underWay || closed) {
                return;
            }
            underWay = true;
            resolver.resolve(
                    address.host(),
                    answer -> {
                        if (closed) {
                            return;
                        }
                        if (answer.addresses().isEmpty()) {
                            failed(answer.problem());
                        } else {
                            bind(
                                    new InetSocketAddress(
                                            answer.addresses().getFirst(), address.port()));
                        }
                    });
        }

        private void bind(InetSocketAddress socketAddress) {
            ChannelFuture bound =
                    transport
                            .server()
                            .childHandler(
                                    new ChannelInitializer<Channel>() {
                                        @Override
                                        protected void initChannel(Channel child) {
                                            transport.watch(child);
                                            security.secure(child, port, false);
                                            child.pipeline().addLast(handlers.get());
                                        }
                                    })
                            .bind(socketAddress);
            bound.addListener(
                    done -> {
                        if (!done.isSuccess()) {
                            failed(Connecting.reason(done.cause()));
                        } else if (closed) {
                            bound.channel().close();
                        } else {
                            underWay = false;
                            channel = bound.channel();
                            LOG.info(
                                    "listening for {} on {}",
                                    port == LinkSecurity.Port.ELECTION ? "votes" : "learners",
                                    address);
                        }
                    });
        }

        private void failed(String reason) {
            if (closed) {
                return;
            }
            failures++;
            if (settings.bindAttempts() > 0 && failures >= settings.bindAttempts()) {
                givenUp.accept(new ListenException(port, address, reason));
                return;
            }
            LOG.warn(
                    "cannot listen on {} yet, trying again in {} ms: {}",
                    address,
                    settings.bindPauseMillis(),
                    reason);
            retry =
                    transport
                            .loop()
                            .schedule(
                                    () -> {
                                        underWay = false;
                                        attempt();
                                    },
                                    settings.bindPauseMillis(),
                                    TimeUnit.MILLISECONDS);
        }

        void close() {
            closed = true;
            ScheduledFuture<?> pending = retry;
            if (pending != null) {
                pending.cancel(false);
            }
            Channel open = channel;
            if (open != null) {
                open.close();
            }
        }
    }
}
