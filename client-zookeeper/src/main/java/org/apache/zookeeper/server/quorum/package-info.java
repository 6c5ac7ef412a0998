/// The members of an ensemble as Curator reads them from its configuration.
package org.apache.zookeeper.server.quorum;
