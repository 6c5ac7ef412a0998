/// The client beside Apache's, each in a process of its own against the same server:
/// `bench/client`.
///
/// Start with [ClientFigures]. No test: figures need a quiet machine.
@NullMarked
package paddock.client.figures;

import org.jspecify.annotations.NullMarked;
