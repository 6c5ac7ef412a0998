/// Servers under test: where they come from, how they start, and what they cost the machine.
///
/// A [Home] knows how to start one kind of server; [Homes] finds one by what the user typed, and
/// makes one of the released Apache ZooKeeper from Maven Central. [ServerProcess] is a started
/// server: its own process, on fresh data, on a free loopback port. What it costs is read from the
/// operating system ([ProcessCost]) and from its JVM ([LiveHeap], [GcPauses]), never from the
/// server itself.
///
/// Every server gets the same [Knobs]; only what a home's own start script adds differs, because
/// that is part of what users get.
package paddock.bench.home;
