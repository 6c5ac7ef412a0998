/// One random sequence of operations, two servers, no difference allowed.
///
/// A [Generator] turns a seed into a [Sequence] of [Step]s: well-formed and malformed, over several
/// sessions. A [Side] plays a sequence against one server and writes down every reply, every watch
/// event, who closed when, and the tree at the end; a [Scrubber] renders the bytes readably, with
/// times, session ids and passwords replaced by what they stand for, and zxids relative to the
/// start. An [Arena] holds a pair of servers and compares what both sides wrote down. When it
/// differs, [Shrinker] drops steps as long as it still does.
///
/// Steps are plain values that do not depend on each other or on answers, so any part of a sequence
/// is a sequence too, and a seed always means the same steps.
///
/// Left out, because the reference breaks on them or nothing relies on them: see [Hazards]. What
/// carries no meaning is compared as a set: children, ephemerals and identities lists, the
/// expansion of `auth` ACLs, and the order in which the end of a session removes its ephemerals.
///
/// Start with [Arena].
package paddock.conformance.differential;
