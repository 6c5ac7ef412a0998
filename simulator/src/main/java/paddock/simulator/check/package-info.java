/// What must hold of every run, as one named class for each promise.
///
/// Some look on while the servers work, and know what no server knows: [Lineage] is the tree of all
/// histories that ever stood in a log, and the checks of agreement are questions to it. The others
/// look at the [History] of the clients when all is over, and know nothing but what clients saw.
///
/// All throw a [BrokenPromise], which says what was seen and what was expected.
@NullMarked
package paddock.simulator.check;

import org.jspecify.annotations.NullMarked;
