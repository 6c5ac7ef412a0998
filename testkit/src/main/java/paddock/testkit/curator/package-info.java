/// The idiom that tests of Apache Curator's users are written in, on a Paddock server.
///
/// A test that says `new TestingServer()` takes this one by its import alone.
package paddock.testkit.curator;
