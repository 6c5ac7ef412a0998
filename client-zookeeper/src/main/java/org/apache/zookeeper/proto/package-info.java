/// The records of requests and answers. Written by the build from
/// `src/main/records/client.records`; this client itself uses those of `paddock.wire`.
package org.apache.zookeeper.proto;
