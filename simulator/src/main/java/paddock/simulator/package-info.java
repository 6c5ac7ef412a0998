/// The command line of the simulator; see [Main].
@NullMarked
package paddock.simulator;

import org.jspecify.annotations.NullMarked;
