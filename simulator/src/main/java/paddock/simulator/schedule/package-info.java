/// Virtual time and reproducible chance.
///
/// A [Schedule] holds everything that is going to happen, in one order: by time, then by when it
/// was asked for. [Chance] turns one seed into independent sources of random numbers, one for each
/// concern, so that a change in one place does not shift the numbers of another.
@NullMarked
package paddock.simulator.schedule;

import org.jspecify.annotations.NullMarked;
