/// How the shell shows things: to people as the reference's shell does, to programs as JSON.
package paddock.shell.print;
