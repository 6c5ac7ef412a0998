/// What clients and servers of ZooKeeper share: paths, configurations, TLS.
package org.apache.zookeeper.common;
