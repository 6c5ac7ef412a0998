/// The servers under test: Apache ZooKeeper and Paddock, each as a process of its own.
///
/// A [ServerUnderTest] is configured by [ServerOptions], has a folder and a free loopback port of
/// its own, and can be stopped, killed and started again on the same data. Both kinds run on the
/// JDK that runs the tests, so that a difference is never one of the runtime.
///
/// Nothing here knows what is tested. Start with [ServerUnderTest].
package paddock.conformance.server;
