package paddock.server.config;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The members of an ensemble, as `server.N` lines name them.
///
/// @param members in the order of the file
record Membership(List<Member> members) {
    /// A member's part in decisions.
    enum Role {
        PARTICIPANT,
        OBSERVER
    }

    /// One server.
    ///
    /// @param client where its clients connect, if the line says so
    record Member(long id, Role role, @Nullable ClientAddress client, Origin origin) {}

    /// The part of the line after the semicolon.
    record ClientAddress(String host, int port) {}

    private static final String FORM =
            "does not have the form server_config or server_config;client_config where"
                    + " server_config is the pipe separated list of host:port:port or"
                    + " host:port:port:type and client_config is port or host:port";

    private static final Pattern ADDRESS =
            Pattern.compile("(\\[[^]]*]|[^:\\[\\]]+):([^:]+):([^:]+)(?::([^:]+))?");
    private static final Pattern CLIENT = Pattern.compile("(?:(\\[[^]]*]|[^:\\[\\]]*):)?([^:]+)");

    Membership {
        members = List.copyOf(members);
    }

    /// Whether a key of the file names members rather than setting a value.
    static boolean isMembership(String key) {
        return key.startsWith("server.") || key.startsWith("group") || key.startsWith("weight");
    }

    static Membership of(PropertiesFile file) {
        var members = new ArrayList<Member>();
        Set<Long> ids = new HashSet<>();
        for (PropertiesFile.Entry entry : file.entries().reversed()) {
            if (entry.key().startsWith("server.")) {
                Member member = member(entry.key(), entry.value(), file.origin(entry));
                if (ids.add(member.id())) {
                    members.addFirst(member);
                }
            }
        }
        return new Membership(members);
    }

    static Member member(String key, String value, Origin origin) {
        String id = key.substring("server.".length());
        try {
            return member(Long.parseLong(id), value, origin);
        } catch (NumberFormatException e) {
            throw ConfigException.processing(
                    origin,
                    key + ": For input string: \"" + id + "\"; the id of a server is a number");
        }
    }

    private static Member member(long id, String value, Origin origin) {
        List<String> parts = List.of(value.split(";", -1));
        if (parts.size() > 2) {
            throw malformed(value, origin);
        }
        List<String> addresses = List.of(parts.getFirst().split("\\|", -1));
        if (addresses.size() > 1) {
            throw ConfigException.processing(
                    origin,
                    "Multiple address feature is disabled, but multiple addresses were specified"
                            + " for sid "
                            + id);
        }
        Role role = role(id, addresses.getFirst(), value, origin);
        return new Member(
                id, role, parts.size() == 2 ? client(parts.get(1), value, origin) : null, origin);
    }

    private static Role role(long id, String address, String value, Origin origin) {
        if (address.startsWith("[") && !address.contains("]:")) {
            throw ConfigException.processing(
                    origin, address + " starts with '[' but has no matching ']:'");
        }
        Matcher matcher = ADDRESS.matcher(address);
        if (!matcher.matches()) {
            throw malformed(value, origin);
        }
        String unresolved = "Address unresolved: " + matcher.group(1) + ":";
        int quorumPort = port(matcher.group(2), unresolved + matcher.group(2), origin);
        int electionPort = port(matcher.group(3), unresolved + matcher.group(3), origin);
        if (quorumPort == electionPort) {
            throw ConfigException.processing(
                    origin,
                    "Client and election port must be different! Please update the configuration"
                            + " file on server."
                            + id);
        }
        return matcher.group(4) == null ? Role.PARTICIPANT : role(matcher.group(4), origin);
    }

    private static Role role(String word, Origin origin) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "participant" -> Role.PARTICIPANT;
            case "observer" -> Role.OBSERVER;
            default ->
                    throw ConfigException.processing(
                            origin,
                            "Unrecognised peertype: "
                                    + word
                                    + "; a server is a participant or an observer");
        };
    }

    private static ClientAddress client(String text, String value, Origin origin) {
        Matcher matcher = CLIENT.matcher(text);
        if (!matcher.matches()) {
            throw malformed(value, origin);
        }
        String host = matcher.group(1) == null ? "0.0.0.0" : matcher.group(1);
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return new ClientAddress(
                bare, port(matcher.group(2), "Address unresolved: " + text, origin));
    }

    private static int port(String text, String otherwise, Origin origin) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Refused below, in the same words as a number that is no port.
        }
        throw ConfigException.processing(origin, otherwise);
    }

    private static ConfigException malformed(String value, Origin origin) {
        return ConfigException.processing(origin, value + " " + FORM);
    }

    List<Member> participants() {
        return members.stream().filter(member -> member.role() == Role.PARTICIPANT).toList();
    }
}
