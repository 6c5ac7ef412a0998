/// The interface that programs of ZooKeeper are compiled against, on Paddock's client.
///
/// Names and signatures are those of Apache ZooKeeper's client, so they say nothing about null; the
/// documentation does.
module paddock.client.zookeeper {
    requires paddock.client;
    requires paddock.wire;
    requires transitive org.slf4j;
    requires static org.jspecify;

    exports org.apache.jute;
    exports org.apache.zookeeper;
    exports org.apache.zookeeper.admin;
    exports org.apache.zookeeper.client;
    exports org.apache.zookeeper.common;
    exports org.apache.zookeeper.data;
    exports org.apache.zookeeper.proto;
    exports org.apache.zookeeper.server;
    exports org.apache.zookeeper.server.auth;
    exports org.apache.zookeeper.server.quorum;
    exports org.apache.zookeeper.server.quorum.flexible;
}
