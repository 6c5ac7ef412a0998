/// What goes into the JVM's cache that an installation is delivered with.
///
/// The cache holds classes, loaded and linked, and of each method that ran often in training how it
/// ran, so that the compiler knows at once what it would have to learn from some ten thousand
/// calls. [Trainer] loads the classes and runs a server; [SampleHistory] is what that server
/// recovers from disk, since nothing else that a server does runs as often before its first client
/// is served.
package paddock.server.training;
