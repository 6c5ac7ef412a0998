/// The command-line programs that show, repair and prune the files of a server that is not running
/// (pruning: also of one that is).
///
/// Each has a `main` and a `run` that does the same with given streams and returns the exit code.
/// What they print, and where, is what scripts expect of the reference's programs of the same name
/// (shell reference, part C); where those end in a stack trace, ours say in one line what is wrong.
package paddock.storage.tool;
