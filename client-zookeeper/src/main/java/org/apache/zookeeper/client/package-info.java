/// How a client finds servers and how it behaves: [ZKClientConfig], [HostProvider].
package org.apache.zookeeper.client;
