/// Changing the members of an ensemble: [ZooKeeperAdmin].
package org.apache.zookeeper.admin;
