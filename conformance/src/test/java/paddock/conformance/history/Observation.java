package paddock.conformance.history;

/// One call of one client on one register, with the times of call and return.
///
/// @param zxid of the answer's header
public record Observation(
        int client, String register, Outcome outcome, long zxid, long called, long returned) {

    /// What came of it.
    public sealed interface Outcome {
        /// The register's value, the version that carries it, and the zxid of the update that wrote
        /// it.
        sealed interface Seen extends Outcome {
            String value();

            int version();

            long mzxid();
        }

        /// An update that was acknowledged.
        record Updated(String value, int version, long mzxid) implements Seen {}

        /// A read. `synced` says that a `sync` of the same client came before it, within the call.
        record Read(String value, int version, long mzxid, boolean synced) implements Seen {}

        /// An update that was never answered; it may take effect at any time, or not at all.
        record Unknown(String value) implements Outcome {}
    }
}
