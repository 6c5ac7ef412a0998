import org.jspecify.annotations.NullMarked;

/// Sessions with an ensemble, and what programs want from them.
@NullMarked
module paddock.client {
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.transport;
    // Mechanisms of the platform can be brought along.
    requires transitive java.security.sasl;
    requires org.slf4j;
    requires static org.jspecify;
    // Requests and answers of a session are the records of the wire.
    requires transitive paddock.wire;

    exports paddock.client;
    exports paddock.client.recipe;
    exports paddock.client.recipe.barrier;
    exports paddock.client.recipe.config;
    exports paddock.client.recipe.counter;
    exports paddock.client.recipe.discovery;
    exports paddock.client.recipe.election;
    exports paddock.client.recipe.group;
    exports paddock.client.recipe.lock;
    exports paddock.client.recipe.mirror;
    exports paddock.client.recipe.naming;
    exports paddock.client.recipe.queue;
    exports paddock.client.security;
    exports paddock.client.session;
}
