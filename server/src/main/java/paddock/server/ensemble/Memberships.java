package paddock.server.ensemble;

import paddock.storage.config.MembershipFiles;
import paddock.zab.quorum.Member;
import paddock.zab.quorum.QuorumConfig;

/// Memberships on disk, beside the configuration file (ensemble protocol reference, section 12.3).
/// Nothing is written where memberships cannot change.
final class Memberships {
    private final MembershipFiles files;
    private final long serverId;
    private final boolean reconfigEnabled;
    private QuorumConfig lastSeen;

    Memberships(
            MembershipFiles files, long serverId, boolean reconfigEnabled, QuorumConfig lastSeen) {
        this.files = files;
        this.serverId = serverId;
        this.reconfigEnabled = reconfigEnabled;
        this.lastSeen = lastSeen;
    }

    /// Remembers what was proposed.
    void proposed(QuorumConfig config) {
        lastSeen = config;
        if (reconfigEnabled) {
            files.writeNext(config.text());
        }
    }

    /// Remembers what is in force, and makes the configuration file say so.
    void inForce(QuorumConfig config) {
        if (reconfigEnabled) {
            Member self = config.members().get(serverId);
            files.putInForce(
                    config.version(),
                    config.text(),
                    self != null && self.client() != null,
                    lastSeen.version());
        }
    }
}
