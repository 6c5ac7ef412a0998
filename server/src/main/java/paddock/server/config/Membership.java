package paddock.server.config;

import org.jspecify.annotations.Nullable;

import paddock.zab.quorum.ConfigText;
import paddock.zab.quorum.InvalidConfigException;
import paddock.zab.quorum.Member;
import paddock.zab.quorum.QuorumConfig;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/// The members that lines of a file name, and the places where it does.
///
/// @param origins where each member stands
record Membership(QuorumConfig config, SortedMap<Long, Origin> origins) {
    private static final String SERVER = "server.";

    /// What a file without members says.
    static Membership none() {
        return new Membership(ConfigText.PLAIN.of(new TreeMap<>(), 0), new TreeMap<>());
    }

    /// Reads the lines of a file that are about members.
    ///
    /// @param version of the membership, which stands elsewhere
    static Membership of(PropertiesFile file, ConfigText text, long version) {
        var lines = new TreeMap<String, String>();
        var origins = new TreeMap<Long, Origin>();
        for (PropertiesFile.Entry entry : file.entries()) {
            if (!ConfigText.isMembership(entry.key())) {
                continue;
            }
            Origin origin = file.origin(entry);
            if (entry.key().startsWith(SERVER)) {
                long id = read(origin, () -> text.member(entry.key(), entry.value())).id();
                Origin earlier = origins.put(id, origin);
                if (earlier != null) {
                    throw ConfigException.processing(
                            origin,
                            entry.key()
                                    + ": server "
                                    + id
                                    + " stands in "
                                    + earlier
                                    + " already; each server has an id of its own");
                }
            }
            if (lines.put(entry.key(), entry.value()) != null) {
                throw ConfigException.processing(
                        origin, entry.key() + " is there twice; each of these keys stands once");
            }
        }
        if (lines.isEmpty()) {
            return none();
        }
        return new Membership(read(file.path(), () -> text.of(lines, version)), origins);
    }

    private static <T> T read(Object place, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (InvalidConfigException e) {
            throw ConfigException.processing(place, String.valueOf(e.getMessage()));
        }
    }

    boolean isEmpty() {
        return config.members().isEmpty();
    }

    List<Member> participants() {
        return config.members().values().stream().filter(Member::isParticipant).toList();
    }

    @Nullable Member member(long id) {
        return config.members().get(id);
    }

    /// Where a member stands; only for ids that do.
    Origin origin(long id) {
        Origin origin = origins.get(id);
        if (origin == null) {
            throw new IllegalArgumentException("no member " + id);
        }
        return origin;
    }
}
