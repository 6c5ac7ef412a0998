/// The installation, used as an operator uses it: by its scripts.
///
/// [Installation] is a copy of the assembled home in a folder with a blank in its name, with a
/// configuration of its own. Every run is compared by its texts, streams and exit code with what
/// the shell reference, parts A to C, says.
@NullMarked
package paddock.dist;

import org.jspecify.annotations.NullMarked;
