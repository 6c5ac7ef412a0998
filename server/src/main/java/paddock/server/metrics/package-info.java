/// What a server counts and measures about itself, cheaply enough to do it for every request.
///
/// Each thread that has something to tell owns a [Recorder] and writes plain fields in it; nobody
/// else writes there, so nothing is locked and no cache line travels. [Metrics] adds the recorders
/// up when somebody asks. Such a sum is of no single instant: it may miss the last few events of a
/// thread that is busy, which no reader of statistics can tell.
///
/// Starting over (`srst`) does not write into the recorders either. It raises the epoch; recorders
/// of an older epoch count as empty, and each clears itself before its next event.
///
/// Names and kinds are those of the reference (commands reference, part C), so that dashboards stay
/// as they are. Gauges are not kept here: they are read from what they describe when asked for.
///
/// Start with [Recorder].
package paddock.server.metrics;
