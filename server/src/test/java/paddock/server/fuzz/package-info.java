/// What a server reads from its disk, fed with anything.
///
/// A [Target] reads bytes as a server does that finds them in a file. `./fuzz` has Jazzer look for
/// bytes that lead to new places in the code, and keeps in `src/test/resources/fuzz` those that
/// did. [CorpusTest] feeds them again with every build, without Jazzer. What comes from the network
/// is fed to decoders in `paddock.wire.fuzz`.
package paddock.server.fuzz;
