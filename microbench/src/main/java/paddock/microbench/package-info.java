/// JMH benchmarks of the hot pieces, each alone: decode, look up, answer, prepare and apply,
/// encode, fire a watch, append to the log.
///
/// They tell what one piece costs and whether a change made it dearer; what a server costs as a
/// whole is measured by `bench`, from outside. [Subject] is the state they work on: a database and
/// what prepares its transactions, as a server has them, without threads or disks. `bench/micro`
/// runs them.
@NullMarked
package paddock.microbench;

import org.jspecify.annotations.NullMarked;
