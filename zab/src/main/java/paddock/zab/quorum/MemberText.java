package paddock.zab.quorum;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads `server.N` lines, refusing in the reference's words.
final class MemberText {
    private static final String FORM =
            "does not have the form server_config or server_config;client_config where"
                    + " server_config is the pipe separated list of host:port:port or"
                    + " host:port:port:type and client_config is port or host:port";

    private static final Pattern ADDRESS =
            Pattern.compile("(\\[[^]]*]|[^:\\[\\]]+):([^:]+):([^:]+)(?::([^:]*))?");
    private static final Pattern CLIENT = Pattern.compile("(?:(\\[[^]]*]|[^:\\[\\]]*):)?([^:]+)");

    private final boolean multiAddress;

    MemberText(boolean multiAddress) {
        this.multiAddress = multiAddress;
    }

    Member parse(String key, String value) {
        return parse(id(key), value);
    }

    private static long id(String key) {
        String id = key.substring(key.indexOf('.') + 1);
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException e) {
            throw new InvalidConfigException(
                    key + ": For input string: \"" + id + "\"; the id of a server is a number");
        }
    }

    private Member parse(long id, String value) {
        // One separator too many at the end is forgiven, as ever.
        List<String> parts = List.of(value.split(";"));
        if (parts.isEmpty() || parts.size() > 2) {
            throw malformed(value);
        }
        List<String> addresses = List.of(parts.getFirst().split("\\|"));
        if (addresses.size() > 1 && !multiAddress) {
            throw new InvalidConfigException(
                    "Multiple address feature is disabled, but multiple addresses were specified"
                            + " for sid "
                            + id
                            + "; multiAddress.enabled=true allows them");
        }
        Member.@Nullable Role role = null;
        List<Member.Endpoint> endpoints = new ArrayList<>();
        for (String address : addresses) {
            Matcher matcher = match(address, value);
            endpoints.add(endpoint(id, matcher));
            if (matcher.group(4) != null && !matcher.group(4).isEmpty()) {
                Member.Role named = role(matcher.group(4));
                if (role != null && role != named) {
                    throw new InvalidConfigException(
                            "Multiple addresses should have similar roles: "
                                    + role
                                    + " vs "
                                    + named);
                }
                role = named;
            }
        }
        return new Member(
                id,
                role == null ? Member.Role.PARTICIPANT : role,
                endpoints,
                parts.size() == 2 ? client(parts.get(1), value) : null);
    }

    private static Matcher match(String address, String value) {
        if (address.startsWith("[") && !address.contains("]:")) {
            throw new InvalidConfigException(address + " starts with '[' but has no matching ']:'");
        }
        Matcher matcher = ADDRESS.matcher(address);
        if (!matcher.matches()) {
            throw malformed(value);
        }
        return matcher;
    }

    private static Member.Endpoint endpoint(long id, Matcher matcher) {
        String unresolved = "Address unresolved: " + matcher.group(1) + ":";
        int quorumPort = port(matcher.group(2), unresolved + matcher.group(2));
        int electionPort = port(matcher.group(3), unresolved + matcher.group(3));
        if (quorumPort == electionPort) {
            throw new InvalidConfigException(
                    "Client and election port must be different! Please update the configuration"
                            + " file on server."
                            + id);
        }
        return new Member.Endpoint(bare(matcher.group(1)), quorumPort, electionPort);
    }

    private static Member.Role role(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "participant" -> Member.Role.PARTICIPANT;
            case "observer" -> Member.Role.OBSERVER;
            default ->
                    throw new InvalidConfigException(
                            "Unrecognised peertype: "
                                    + word
                                    + "; a server is a participant or an observer");
        };
    }

    private static Member.ClientAddress client(String text, String value) {
        Matcher matcher = CLIENT.matcher(text);
        if (!matcher.matches()) {
            throw malformed(value);
        }
        String host = matcher.group(1) == null ? "0.0.0.0" : bare(matcher.group(1));
        return new Member.ClientAddress(
                host, port(matcher.group(2), "Address unresolved: " + text));
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static int port(String text, String otherwise) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Refused below, in the same words as a number that is no port.
        }
        throw new InvalidConfigException(otherwise + "; a port is a number up to 65535");
    }

    private static InvalidConfigException malformed(String value) {
        return new InvalidConfigException(value + " " + FORM);
    }
}
