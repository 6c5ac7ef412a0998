/// Whether this client is what programs of ZooKeeper expect: the same signatures as Apache's jars
/// ([SignaturesTest]), the same answers ([SameBehaviourTest]), the same values ([SameValuesTest]).
///
/// Apache's jars lie in `target/apache`, outside of every class path; tests load them by a class
/// loader of their own.
package paddock.client.zookeeper;
