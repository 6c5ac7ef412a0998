/// The decoders fed with anything.
///
/// A [Target] decodes bytes as a server does that got them from a stranger, and checks what comes
/// of it. `./fuzz` has Jazzer look for bytes that lead to new places in the code, and keeps in
/// `src/test/resources/fuzz` those that did, as a [Corpus]. [CorpusTest] feeds them again with
/// every build, without Jazzer.
package paddock.wire.fuzz;
