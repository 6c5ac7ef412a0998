/// A test's server, told in lines of text what to do and what to suffer.
///
/// Tests run on Java 17 and newer, the server on 25. So the testkit knows none of the server's
/// classes: it says `start /tmp/zoo.cfg` or `pause` to a [Host] and reads the answer. On a new
/// enough Java that host is an object in the tests' own JVM; else it sits in a JVM started for it,
/// behind [ChildMain], and the same texts travel over its standard streams.
///
/// The commands are between this module and the testkit of the same version: users call the
/// testkit's methods, and the texts may change with every release.
///
/// Start with [Host].
package paddock.testkit.server;
