package paddock.zab.quorum;

import org.jspecify.annotations.Nullable;

import paddock.wire.protocol.ErrorCode;
import paddock.wire.protocol.Request;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/// What a request to change the membership comes to (ensemble protocol reference, section 12.5).
///
/// Whether the feature is switched on, and whether the client may write to `/zookeeper/config`, is
/// asked elsewhere.
public sealed interface Reconfiguration {
    /// What the line of a member begins with.
    String SERVER = "server.";

    /// The membership to propose.
    record Accepted(QuorumConfig config) implements Reconfiguration {}

    /// @param reason for the log; clients only see the error
    record Refused(ErrorCode error, String reason) implements Reconfiguration {}

    /// Decides about a request.
    ///
    /// @param zxid of the transaction that will carry the change, and thereby its version
    /// @param standaloneEnabled whether a single voter would be a server without an ensemble, which
    ///   none can become that way
    /// @param synchronised who has the leader's history and follows it now, itself included
    static Reconfiguration of(
            Request.Reconfig request,
            Configs configs,
            long zxid,
            boolean standaloneEnabled,
            LongPredicate synchronised) {
        QuorumConfig current = configs.lastSeen();
        if (current.version() != configs.committed().version()) {
            return new Refused(
                    ErrorCode.RECONFIG_IN_PROGRESS,
                    "the change to version "
                            + Long.toHexString(current.version())
                            + " is not committed yet");
        }
        long expected = request.currentConfigId();
        if (expected != -1 && expected != current.version()) {
            return new Refused(
                    ErrorCode.BAD_VERSION,
                    "version "
                            + Long.toHexString(expected)
                            + " was to be changed, "
                            + Long.toHexString(current.version())
                            + " is in force");
        }
        String unreadable = unreadableId(request);
        if (unreadable != null) {
            // The reference breaks on it, and says so with another code than for all else.
            return new Refused(
                    ErrorCode.MARSHALLING_ERROR,
                    "\"" + unreadable + "\" is no id of a server; a number would be one");
        }
        QuorumConfig next;
        try {
            next = next(request, current, configs.configText()).withVersion(zxid);
        } catch (InvalidConfigException e) {
            return new Refused(ErrorCode.BAD_ARGUMENTS, String.valueOf(e.getMessage()));
        }
        int fewest = standaloneEnabled ? 2 : 1;
        if (next.voters().size() < fewest) {
            return new Refused(
                    ErrorCode.BAD_ARGUMENTS,
                    "the new membership has "
                            + next.voters().size()
                            + " participants, and needs "
                            + fewest
                            + " at least");
        }
        if (!next.isQuorum(synchronised)) {
            return new Refused(
                    ErrorCode.NEW_CONFIG_NO_QUORUM,
                    "of participants "
                            + next.voters()
                            + " only "
                            + next.voters().stream().filter(synchronised::test).toList()
                            + " follow and are up to date");
        }
        return new Accepted(next);
    }

    private static @Nullable String unreadableId(Request.Reconfig request) {
        if (request.newMembers() != null) {
            return null;
        }
        List<String> ids = new ArrayList<>(listed(request.leaving()));
        for (String line : listed(request.joining())) {
            int equals = line.indexOf('=');
            if (equals > 0 && line.startsWith(SERVER)) {
                ids.add(line.substring(SERVER.length(), equals).trim());
            }
        }
        return ids.stream().filter(id -> !isNumber(id)).findFirst().orElse(null);
    }

    private static boolean isNumber(String id) {
        try {
            Long.parseLong(id);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static QuorumConfig next(
            Request.Reconfig request, QuorumConfig current, ConfigText configText) {
        String all = request.newMembers();
        if (all == null) {
            return changed(current, request.joining(), request.leaving(), configText);
        }
        SortedMap<String, String> entries = ConfigText.entries(all.replace(',', '\n'));
        entries.remove(ConfigText.VERSION);
        return configText.of(entries, 0);
    }

    private static QuorumConfig changed(
            QuorumConfig current,
            @Nullable String joining,
            @Nullable String leaving,
            ConfigText configText) {
        if (current.rule() instanceof Hierarchical) {
            throw new InvalidConfigException(
                    "servers in groups join and leave with the whole list of members only");
        }
        TreeMap<Long, Member> members = new TreeMap<>(current.members());
        for (String id : listed(leaving)) {
            // One that is no member may leave, too: whoever asked again gets what he wanted.
            members.remove(Long.parseLong(id));
        }
        for (String line : listed(joining)) {
            Member joiner = joiner(line, configText);
            members.remove(joiner.id());
            members.values().forEach(member -> requireApart(joiner, member));
            members.put(joiner.id(), joiner);
        }
        return new QuorumConfig(0, members.values(), current.rule());
    }

    private static Member joiner(String line, ConfigText configText) {
        int equals = line.indexOf('=');
        if (equals < 0 || !line.startsWith(SERVER)) {
            throw new InvalidConfigException(
                    line + ": a server joins as server.id=host:port:port;host:port");
        }
        Member joiner =
                configText.member(
                        line.substring(0, equals).trim(), line.substring(equals + 1).trim());
        if (joiner.client() == null) {
            throw new InvalidConfigException(
                    line + ": a server that joins has three ports, the last behind a semicolon");
        }
        return joiner;
    }

    /// Two servers on one address would shut each other out. Addresses that every host has are not
    /// compared; they differ by where they are.
    private static void requireApart(Member joiner, Member member) {
        Map<String, Long> taken = new TreeMap<>();
        addresses(member).forEach(address -> taken.put(address, member.id()));
        for (String address : addresses(joiner)) {
            Long by = taken.get(address);
            if (by != null) {
                throw new InvalidConfigException(
                        address + " of server." + joiner.id() + " conflicts with server." + by);
            }
        }
    }

    private static List<String> addresses(Member member) {
        List<String> addresses = new ArrayList<>();
        for (Member.Endpoint endpoint : member.endpoints()) {
            if (!isEverywhere(endpoint.host())) {
                addresses.add(endpoint.host() + ":" + endpoint.quorumPort());
                addresses.add(endpoint.host() + ":" + endpoint.electionPort());
            }
        }
        Member.ClientAddress client = member.client();
        if (client != null && !isEverywhere(client.host())) {
            addresses.add(client.host() + ":" + client.port());
        }
        return addresses;
    }

    private static boolean isEverywhere(String host) {
        return host.equals("0.0.0.0")
                || host.equals("localhost")
                || host.startsWith("127.")
                || host.equals("0:0:0:0:0:0:0:0")
                || host.equals("0:0:0:0:0:0:0:1");
    }

    private static List<String> listed(@Nullable String text) {
        if (text == null) {
            return List.of();
        }
        return List.of(text.split(",")).stream()
                .map(String::trim)
                .filter(item -> !item.isEmpty())
                .toList();
    }
}
