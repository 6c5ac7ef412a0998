/// Records as the wire has them, for programs that read and write them themselves: a [Record] knows
/// its fields, an [OutputArchive] or [InputArchive] what they look like.
///
/// The records of the client protocol are in `org.apache.zookeeper.data` and
/// `org.apache.zookeeper.proto`. Paddock's own codec is `paddock.wire.jute`; this one only exists
/// because programs know it.
package org.apache.jute;
