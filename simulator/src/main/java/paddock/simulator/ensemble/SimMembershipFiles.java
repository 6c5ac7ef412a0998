package paddock.simulator.ensemble;

import paddock.storage.FileAccessException;
import paddock.storage.config.MembershipFiles;
import paddock.storage.folder.DurableFile;
import paddock.zab.quorum.Configs;
import paddock.zab.quorum.Member;
import paddock.zab.quorum.QuorumConfig;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The real files of a server's memberships, as its host keeps them beside the configuration file.
/// Nothing is written where memberships cannot change.
final class SimMembershipFiles {
    private static final String DYNAMIC = "dynamicConfigFile=";

    private final Path configFile;
    private final MembershipFiles files;
    private final long serverId;
    private final boolean reconfigEnabled;
    private QuorumConfig lastSeen;

    private SimMembershipFiles(
            Path configFile, long serverId, boolean reconfigEnabled, QuorumConfig configured) {
        this.configFile = configFile;
        files = new MembershipFiles(configFile);
        this.serverId = serverId;
        this.reconfigEnabled = reconfigEnabled;
        lastSeen = configured;
    }

    /// @param configured what the configuration file says at the first start
    static SimMembershipFiles open(
            Path folder, long serverId, boolean reconfigEnabled, QuorumConfig configured) {
        SimMembershipFiles opened =
                new SimMembershipFiles(
                        folder.resolve("zoo.cfg"), serverId, reconfigEnabled, configured);
        if (reconfigEnabled && !Files.exists(opened.configFile)) {
            byte[] text = configured.fileText().getBytes(StandardCharsets.UTF_8);
            DurableFile.write(opened.configFile, text);
        }
        return opened;
    }

    /// The memberships as the files have them: in force, and proposed to follow.
    Configs read() {
        if (!reconfigEnabled) {
            return new Configs(lastSeen, lastSeen);
        }
        QuorumConfig committed = committed();
        String next = files.readNext();
        lastSeen = next == null ? committed : QuorumConfig.parse(next);
        return new Configs(committed, lastSeen);
    }

    private QuorumConfig committed() {
        String text;
        try {
            text = Files.readString(configFile, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new FileAccessException("read", configFile, e);
        }
        for (String line : text.lines().toList()) {
            if (line.startsWith(DYNAMIC)) {
                Path file = configFile.getFileSystem().getPath(line.substring(DYNAMIC.length()));
                MembershipFiles.Stored stored = MembershipFiles.read(file);
                return parse(stored.text(), stored.version());
            }
        }
        return parse(text, 0);
    }

    private static QuorumConfig parse(String text, long version) {
        return QuorumConfig.parse(text.strip() + "\nversion=" + Long.toHexString(version));
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
