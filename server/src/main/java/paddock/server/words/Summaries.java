package paddock.server.words;

import paddock.server.metrics.Distribution;
import paddock.server.metrics.Traffic;

/// The texts of `srvr`, `stat` and `conf`.
final class Summaries {
    private Summaries() {}

    static String server(ServerView view, boolean withClients) {
        StringBuilder text = new StringBuilder();
        text.append("Zookeeper version: ").append(view.version()).append('\n');
        if (view.mode() == ServerView.Mode.READ_ONLY) {
            text.append("READ-ONLY mode; serving only read-only clients\n");
        }
        if (withClients) {
            text.append("Clients:\n");
            view.connections().forEach(each -> text.append(each.briefLine()).append('\n'));
            text.append('\n');
        }
        Traffic traffic = view.metrics().traffic();
        Distribution latency = traffic.latency();
        text.append("Latency min/avg/max: ")
                .append(latency.min())
                .append('/')
                .append(latency.average())
                .append('/')
                .append(latency.max())
                .append('\n');
        line(text, "Received", traffic.packetsReceived());
        line(text, "Sent", traffic.packetsSent());
        line(text, "Connections", view.aliveConnections());
        line(text, "Outstanding", view.outstandingRequests());
        line(text, "Zxid", "0x" + Long.toHexString(view.lastZxid()));
        line(text, "Mode", view.mode().text());
        line(text, "Node count", view.nodeCount());
        view.proposalSizes()
                .ifPresent(
                        sizes ->
                                line(
                                        text,
                                        "Proposal sizes last/min/max",
                                        sizes.last() + "/" + sizes.min() + "/" + sizes.max()));
        return text.toString();
    }

    private static void line(StringBuilder text, String name, Object value) {
        text.append(name).append(": ").append(value).append('\n');
    }

    static String configuration(ServerView view) {
        ShownConfiguration shown = view.configuration();
        StringBuilder text = new StringBuilder();
        setting(text, "clientPort", shown.clientPort());
        setting(text, "secureClientPort", shown.secureClientPort());
        setting(text, "dataDir", shown.dataDir());
        setting(text, "dataDirSize", view.dataDirSizeBytes());
        setting(text, "dataLogDir", shown.dataLogDir());
        setting(text, "dataLogSize", view.logDirSizeBytes());
        setting(text, "tickTime", shown.tickTimeMillis());
        setting(text, "maxClientCnxns", shown.maxClientConnections());
        setting(text, "minSessionTimeout", shown.minSessionTimeoutMillis());
        setting(text, "maxSessionTimeout", shown.maxSessionTimeoutMillis());
        setting(text, "clientPortListenBacklog", shown.clientPortListenBacklog());
        setting(text, "serverId", shown.serverId());
        shown.member().ifPresent(member -> membership(text, member));
        return text.toString();
    }

    private static void membership(StringBuilder text, ShownConfiguration.Member member) {
        setting(text, "initLimit", member.initLimit());
        setting(text, "syncLimit", member.syncLimit());
        setting(text, "electionAlg", member.electionAlgorithm());
        setting(text, "electionPort", member.electionPort());
        setting(text, "quorumPort", member.quorumPort());
        setting(text, "peerType", member.observer() ? 1 : 0);
        text.append("membership: \n").append(member.membership());
    }

    private static void setting(StringBuilder text, String key, Object value) {
        text.append(key).append('=').append(value).append('\n');
    }
}
