/// The same lines typed to Apache's shell and to Paddock's, and what both print.
///
/// Lines that must be answered alike stand by topic in the test resources under `shell/`. Lines
/// that are answered differently on purpose stand in [Difference#ALL], each with its reason, and
/// [ShellConformance] sees to it that they still are. A server of its own for each shell makes even
/// zxids the same.
package paddock.conformance.shell;
