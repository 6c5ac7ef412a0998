package paddock.conformance.server;

/// Whose server it is.
public enum ServerKind {
    /// The released Apache ZooKeeper of the root pom, from its jars.
    APACHE,
    /// What `mvn package` left under `dist/target/paddock`.
    PADDOCK
}
