package paddock.shell.line;

/// One option of a command.
///
/// @param name without its dash: a letter or a word
/// @param takesValue whether the word behind it belongs to it
/// @param doc what it does, in a few words
/// @param group options of the same group exclude each other; 0 for none
/// @param isLong whether it has two dashes, as those have that the reference lacks
public record Option(String name, boolean takesValue, String doc, int group, boolean isLong) {
    /// As it is typed.
    public String typed() {
        return (isLong ? "--" : "-") + name;
    }
}
