/// A server inside your tests: the real one, in this process, on a free port and a temporary
/// folder.
///
/// [PaddockServer] is one server. It starts when it is made, stops and starts again on the same
/// port and data, and suffers what a test wants it to suffer: connections that break, sessions that
/// expire, a server that stands still or refuses. Nothing of it is simulated, so a client sees
/// exactly what it would see of an installation.
///
/// [PaddockEnsemble] is several of them that agree, in one process too, with a member cut off from
/// the others on request.
///
/// `paddock.testkit.junit` hands servers to JUnit tests as parameters, `paddock.testkit.curator`
/// has the class names that tests written for Curator's test server use.
///
/// It needs the Java that the server needs, 25.
package paddock.testkit;
