package paddock.zab.quorum;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/// Memberships as text: what servers tell each other, and what stands in files (ensemble protocol
/// reference, sections 12.1 and 12.3).
///
/// What a text means hangs on two settings of the server that reads it, which no text contains. So
/// one object of this class belongs to a server, and reads all of its memberships.
public final class ConfigText {
    /// Reads with the settings of a server whose operator left them alone.
    public static final ConfigText PLAIN = new ConfigText(false, null);

    static final String VERSION = "version";

    private final MemberText memberText;
    private final QuorumRule majority;

    /// @param multiAddress whether a server may have several addresses
    /// @param oracle what breaks the tie of two voters, where there is such a thing
    public ConfigText(boolean multiAddress, @Nullable BooleanSupplier oracle) {
        memberText = new MemberText(multiAddress);
        majority = oracle == null ? new Majority() : new OracleMajority(oracle);
    }

    /// Whether a key belongs to a membership.
    public static boolean isMembership(String key) {
        return key.startsWith("server.") || key.startsWith("group") || key.startsWith("weight");
    }

    /// Reads what [QuorumConfig#text] writes; without a version it is 0.
    ///
    /// @throws InvalidConfigException where it is no membership
    public QuorumConfig parse(String text) {
        SortedMap<String, String> entries = entries(text);
        String version = entries.remove(VERSION);
        return of(entries, version == null ? 0 : version(version));
    }

    /// Reads the lines of a file that has its version elsewhere.
    ///
    /// @throws InvalidConfigException where they are no membership
    public QuorumConfig of(SortedMap<String, String> entries, long version) {
        List<Member> members = new ArrayList<>();
        TreeMap<Long, SortedSet<Long>> groups = new TreeMap<>();
        TreeMap<Long, Long> weights = new TreeMap<>();
        boolean hierarchical = false;
        for (Map.Entry<String, String> entry : entries.entrySet()) {
            String key = entry.getKey();
            String value = entry.getValue();
            if (key.startsWith("server.")) {
                members.add(memberText.parse(key, value));
            } else if (key.startsWith("group")) {
                hierarchical = true;
                groups.put(idOf(key, key), group(key, value));
            } else if (key.startsWith("weight")) {
                hierarchical = true;
                weights.put(idOf(key, key), number(key, value));
            } else if (key.equals(VERSION)) {
                throw new InvalidConfigException("dynamic file shouldn't have version inside");
            } else {
                throw new InvalidConfigException(
                        "Unrecognised parameter: "
                                + key
                                + "; a membership consists of server.N, group.G and weight.N");
            }
        }
        var config = new QuorumConfig(version, members, majority);
        return hierarchical
                ? new QuorumConfig(
                        version, members, Hierarchical.of(config.voters(), groups, weights))
                : config;
    }

    /// Reads one server.
    ///
    /// @param key `server.N`
    /// @throws InvalidConfigException where it is none
    public Member member(String key, String value) {
        return memberText.parse(key, value);
    }

    static List<String> lines(QuorumConfig config) {
        List<String> lines = new ArrayList<>();
        config.members().values().forEach(m -> lines.add("server." + m.id() + "=" + m.text()));
        if (config.rule() instanceof Hierarchical(var groups, var weights)) {
            groups.forEach(
                    (group, servers) ->
                            lines.add(
                                    servers.stream()
                                            .map(String::valueOf)
                                            .collect(
                                                    Collectors.joining(
                                                            ":", "group." + group + "=", ""))));
            weights.forEach((server, weight) -> lines.add("weight." + server + "=" + weight));
        }
        return lines;
    }

    static SortedMap<String, String> entries(String text) {
        var properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidConfigException("no list of key=value: " + e.getMessage());
        }
        var entries = new TreeMap<String, String>();
        properties.stringPropertyNames().forEach(k -> entries.put(k, properties.getProperty(k)));
        return entries;
    }

    private static SortedSet<Long> group(String key, String value) {
        TreeSet<Long> servers = new TreeSet<>();
        for (String id : value.split(":")) {
            servers.add(number(key, id));
        }
        return servers;
    }

    /// The number behind the first point of a key.
    static long idOf(String key, String where) {
        return number(where, key.substring(key.indexOf('.') + 1));
    }

    private static long number(String key, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new InvalidConfigException(
                    key
                            + ": For input string: \""
                            + text
                            + "\"; the form is server.id=..., group.id=id:id..., weight.id=number");
        }
    }

    private static long version(String text) {
        try {
            return Long.parseLong(text, 16);
        } catch (NumberFormatException e) {
            throw new InvalidConfigException(
                    "version=" + text + ": a version is a hexadecimal number");
        }
    }
}
