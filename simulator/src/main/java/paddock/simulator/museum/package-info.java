/// The museum of known faults: mistakes made on purpose, each of which must be found.
///
/// An [Exhibit] names a mistake, and within how many seeds it is found; [Tour] looks for it.
@NullMarked
package paddock.simulator.museum;

import org.jspecify.annotations.NullMarked;
