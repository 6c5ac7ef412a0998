/// What client programs, Curator above all, use of packages that belong to servers. Nothing here
/// serves anything.
package org.apache.zookeeper.server;
