/// The released Apache server as a source and reader of files.
///
/// [ApacheZooKeeper] starts it in a process of its own; [ApacheMain] is what runs there: the server
/// on a free loopback port, and its own client working on it.
@NullMarked
package paddock.storage.apache;

import org.jspecify.annotations.NullMarked;
