/// The commands, each with its options, messages and help.
///
/// A [Command] is given its [Arguments][paddock.shell.line.Arguments] and the [Shell] it was typed
/// to. What goes wrong is an exception, which [CommandTable] turns into the message and exit code
/// of the reference. [CommandTable#standard] lists all there are; start there.
///
/// Where a command departs from the reference's shell, `docs/shell.md` says so and why.
package paddock.shell.command;
