/// A server inside your tests: the real one, on a free port and a temporary folder.
///
/// [PaddockServer] is one server. It starts when it is made, stops and starts again on the same
/// port and data, and suffers what a test wants it to suffer: connections that break, sessions that
/// expire, a server that stands still or refuses. Nothing of it is simulated, so a client sees
/// exactly what it would see of an installation.
///
/// [PaddockEnsemble] is several of them that agree, with a member cut off from the others on
/// request.
///
/// `paddock.testkit.junit` hands servers to JUnit tests as parameters, `paddock.testkit.curator`
/// has the class names that tests written for Curator's test server use.
///
/// Tests run on Java 17 or newer. On 25, which the server needs, it is in the tests' own JVM. On an
/// older one it is in a JVM of its own, started with the class path of this one; a Java 25 for it
/// is looked for where the system property `paddock.testkit.javaHome` says, then the variables
/// `PADDOCK_JAVA_HOME` and `JAVA_HOME`, then in the folders where systems install theirs. Such a
/// server takes about a second to start, and tests see no other difference: both are told the same
/// things in the same words, through [ServerHost].
package paddock.testkit;
