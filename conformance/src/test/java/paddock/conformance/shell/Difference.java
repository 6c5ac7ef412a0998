package paddock.conformance.shell;

import java.util.List;

/// A line that the two shells answer differently, on purpose.
///
/// @param line what is typed, to a tree that has a znode `/a` of version 0
/// @param apache a piece of what Apache's shell answers, or [#NOTHING]
/// @param paddock a piece of what ours answers
/// @param reason why
record Difference(String line, String apache, String paddock, String reason) {
    /// An answer without a word.
    static final String NOTHING = "nothing";

    static final List<Difference> ALL =
            List.of(
                    new Difference(
                            "get -s /a watch",
                            "Path must start with / character",
                            "dataLength = 1",
                            "An option beside the older form counts; Apache's shell takes it for"
                                    + " the path."),
                    new Difference(
                            "set /a x 7",
                            NOTHING,
                            "version No is not valid : /a",
                            "The version of the older form is checked, as 3.4 did and tutorials"
                                    + " teach: to pass it over silently loses updates."),
                    new Difference(
                            "setAcl /a world:anyone:cdrwa 7",
                            NOTHING,
                            "version No is not valid : /a",
                            "As for set."),
                    new Difference(
                            "delete /a 7",
                            "'delete path [version]' has been deprecated",
                            "version No is not valid : /a",
                            "As for set; Apache's shell prints the note and deletes any version."),
                    new Difference(
                            "ls2 /",
                            "Command not found: Command not found ls2",
                            "'ls2' has been deprecated. Please use 'ls [-s] path' instead.",
                            "People still type it; the note is that of 3.5."),
                    new Difference(
                            "rmr /nope",
                            "Command not found: Command not found rmr",
                            "The command 'rmr' has been deprecated. Please use 'deleteall'"
                                    + " instead.",
                            "People still type it; the note is that of 3.5."),
                    new Difference(
                            "help ls",
                            "Command not found: Command not found help",
                            "example: ls -s /",
                            "A help that is not an error."),
                    new Difference(
                            "deleteall /zookeeper",
                            "Failed to delete some node(s) in the subtree!",
                            "Failed to delete some node(s) in the subtree!",
                            "The same text, but an exit code of 1 where Apache's shell has 0:"
                                    + " scripts have to know."),
                    new Difference(
                            "get --json /zookeeper",
                            "Unrecognized option: --json",
                            "{\"data\":\"\"}",
                            "An option of ours."),
                    new Difference(
                            "version",
                            "ZooKeeper CLI version: 3.9.5-",
                            "ZooKeeper CLI version: 3.9.5-paddock-",
                            "It is another program."),
                    new Difference(
                            "redo x",
                            "NumberFormatException",
                            "\"x\" is not a number",
                            "A number that is none is a message, not the end of the shell. The"
                                    + " same holds for versions, for base64, and for the path of"
                                    + " addWatch."));
}
