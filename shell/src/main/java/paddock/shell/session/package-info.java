/// The shell's session with the ensemble: blocking operations, one place for everything watched.
///
/// A [Connection] is a session until it is closed or lost; the shell opens another one when it is
/// told to. What a server refuses is a [ZnodeException] with the text that the reference's shell
/// has for it. Paths are checked by [ZnodePath] before they are sent.
package paddock.shell.session;
