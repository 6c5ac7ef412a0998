package org.apache.zookeeper.server.quorum;

import org.apache.zookeeper.common.NetUtils;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// Holds the description of a member of an ensemble, as Curator reads it from the ensemble's
/// configuration; Apache's class with this name otherwise belongs to servers.
public final class QuorumPeer {
    private QuorumPeer() {}

    /// Whether a member has a vote.
    public enum LearnerType {
        PARTICIPANT,
        OBSERVER
    }

    /// A member of an ensemble.
    public static class QuorumServer {
        /// Where it talks to other members.
        public MultipleAddresses addr = new MultipleAddresses();

        /// Where it votes.
        public MultipleAddresses electionAddr = new MultipleAddresses();

        /// Where clients reach it; null where that is not told.
        public InetSocketAddress clientAddr;

        public long id;

        /// The host of its first address.
        public String hostname;

        public LearnerType type = LearnerType.PARTICIPANT;

        /// Reads `host:port:port[:role][|host:port:port...][;[host:]port]`.
        public QuorumServer(long id, String description) throws QuorumPeerConfig.ConfigException {
            this.id = id;
            String[] halves = description.split(";");
            if (halves.length > 2) {
                throw invalid(description);
            }
            try {
                for (String address : halves[0].split("\\|")) {
                    addAddress(parts(address), description);
                }
                if (halves.length == 2) {
                    clientAddr = clientAddress(parts(halves[1]), description);
                }
            } catch (IllegalArgumentException e) {
                throw new QuorumPeerConfig.ConfigException(invalid(description).getMessage(), e);
            }
        }

        private void addAddress(List<String> parts, String description)
                throws QuorumPeerConfig.ConfigException {
            if (parts.size() < 3 || parts.size() > 4) {
                throw invalid(description);
            }
            if (hostname == null) {
                hostname = parts.get(0);
            }
            addr.addAddress(address(parts.get(0), parts.get(1)));
            electionAddr.addAddress(address(parts.get(0), parts.get(2)));
            if (parts.size() == 4) {
                type = LearnerType.valueOf(parts.get(3).toUpperCase(Locale.ROOT));
            }
        }

        private static InetSocketAddress clientAddress(List<String> parts, String description)
                throws QuorumPeerConfig.ConfigException {
            return switch (parts.size()) {
                case 1 -> address("0.0.0.0", parts.get(0));
                case 2 -> address(parts.get(0), parts.get(1));
                default -> throw invalid(description);
            };
        }

        private static InetSocketAddress address(String host, String port) {
            return new InetSocketAddress(host, Integer.parseInt(port));
        }

        private static List<String> parts(String text) {
            List<String> parts = new ArrayList<>();
            String rest = text;
            if (text.startsWith("[")) {
                String[] hostAndRest = NetUtils.getIPV6HostAndPort(text);
                parts.add(hostAndRest[0]);
                rest = hostAndRest.length > 1 ? hostAndRest[1] : "";
            }
            for (String part : rest.split(":")) {
                parts.add(part);
            }
            return parts;
        }

        private static QuorumPeerConfig.ConfigException invalid(String description) {
            return new QuorumPeerConfig.ConfigException(
                    description
                            + " does not have the form server_config or"
                            + " server_config;client_config");
        }

        public long getId() {
            return id;
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            List<InetSocketAddress> votes = new ArrayList<>(electionAddr.getAllAddresses());
            int i = 0;
            for (InetSocketAddress each : addr.getAllAddresses()) {
                text.append(i == 0 ? "" : "|");
                text.append(host(each)).append(':').append(each.getPort());
                text.append(':').append(votes.get(i++).getPort());
            }
            text.append(':').append(type.name().toLowerCase(Locale.ROOT));
            if (clientAddr != null) {
                text.append(';').append(host(clientAddr)).append(':').append(clientAddr.getPort());
            }
            return text.toString();
        }

        private static String host(InetSocketAddress address) {
            String host = address.getHostString();
            return host.indexOf(':') < 0 ? host : "[" + host + "]";
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof QuorumServer that
                    && id == that.id
                    && type == that.type
                    && addr.equals(that.addr)
                    && electionAddr.equals(that.electionAddr)
                    && Objects.equals(clientAddr, that.clientAddr);
        }

        @Override
        public int hashCode() {
            return Long.hashCode(id);
        }
    }
}
