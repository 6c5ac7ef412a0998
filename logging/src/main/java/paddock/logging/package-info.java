/// How logging is set up when a server starts.
///
/// What is logged, and where, is said by `conf/logback.xml`, and a user's own file is read by
/// Logback as ever. Reading it takes a fifth of the start of an empty server, though. So where the
/// file is the one we ship, [paddock.logging.ShippedLogging] sets up by code what it says.
@NullMarked
package paddock.logging;

import org.jspecify.annotations.NullMarked;
