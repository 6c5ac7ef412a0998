/// `zkCli`: a shell for looking at a tree and changing it.
///
/// [ZkCli] starts it. Its words are an [Invocation]; a [RunningShell] carries out lines, which come
/// from the command line once, from standard input ([Script]) or from somebody at a terminal
/// ([Terminals]). What can be typed is in `paddock.shell.command`.
///
/// Output, messages and exit codes are those of the reference's shell, since people's scripts
/// depend on them; `docs/shell.md` lists where it differs and why.
package paddock.shell;
