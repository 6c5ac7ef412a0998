/// What a typed line means, before anybody acts on it.
///
/// [Words] cuts a line into words. A command declares its [Options], which tell its options from
/// its operands and yield [Arguments]. Both follow the reference's shell to the letter, since
/// scripts rely on how it quotes and on what it prints for a mistake: reference `shell.md`,
/// sections D1 and D3.
package paddock.shell.line;
