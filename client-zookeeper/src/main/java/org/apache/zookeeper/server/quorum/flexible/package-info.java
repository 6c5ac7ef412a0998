/// Which members of an ensemble are a quorum, as Curator asks.
package org.apache.zookeeper.server.quorum.flexible;
