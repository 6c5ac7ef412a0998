/// The interface of ZooKeeper's client: [ZooKeeper] is a session with an ensemble, [Watcher] hears
/// of changes, [KeeperException] says what failed.
///
/// Names, signatures and behaviour are those that programs compiled against Apache's jars rely on.
/// What moves requests and keeps sessions alive is Paddock's own engine, `paddock.client.session`;
/// the classes here translate. What is left out of Apache's jars, and why, is told in
/// `docs/zookeeper-api.md`.
package org.apache.zookeeper;
