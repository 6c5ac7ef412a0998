package paddock.shell.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import paddock.shell.session.Connection;
import paddock.shell.session.ZnodeException;
import paddock.shell.session.ZnodePath;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.CreateMode;
import paddock.wire.protocol.ErrorCode;

import java.util.LinkedHashMap;
import java.util.Map;

/// The limits of a subtree, or how much there is in it, as servers keep them in two znodes below
/// `/zookeeper/quota`. A value of -1 is none.
final class Quota {
    static final String ROOT = "/zookeeper/quota";
    static final String COUNT = "count";
    static final String BYTES = "bytes";
    static final String COUNT_HARD = "countHardLimit";
    static final String BYTES_HARD = "byteHardLimit";

    private final Map<String, Long> values = new LinkedHashMap<>();

    private Quota() {}

    static Quota none() {
        Quota quota = new Quota();
        for (String key : new String[] {COUNT, BYTES, BYTES_HARD, COUNT_HARD}) {
            quota.values.put(key, -1L);
        }
        return quota;
    }

    /// The limit that an option of the commands stands for.
    static String key(String option) {
        return switch (option) {
            case "n" -> COUNT;
            case "b" -> BYTES;
            case "N" -> COUNT_HARD;
            default -> BYTES_HARD;
        };
    }

    static String limits(String path) {
        return ROOT + path + "/zookeeper_limits";
    }

    static String stats(String path) {
        return ROOT + path + "/zookeeper_stats";
    }

    /// What a znode says, or null where there is none.
    static @Nullable Quota read(Connection connection, String znode) {
        try {
            byte[] data = connection.getData(znode, false).data();
            Quota quota = new Quota();
            for (String each : new String(data == null ? new byte[0] : data, UTF_8).split("[,;]")) {
                String[] pair = each.split("=");
                if (pair.length == 2) {
                    quota.values.put(pair[0], Long.parseLong(pair[1]));
                }
            }
            return quota;
        } catch (ZnodeException e) {
            if (e.is(ErrorCode.NO_NODE)) {
                return null;
            }
            throw e;
        } catch (NumberFormatException e) {
            throw new CommandException(znode + " does not hold a quota");
        }
    }

    /// Creates both znodes, and those above them.
    void create(Connection connection, String path) {
        createIfMissing(connection, ROOT);
        for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
            createIfMissing(connection, ROOT + path.substring(0, slash));
        }
        createIfMissing(connection, ROOT + path);
        connection.create(
                limits(path), toString().getBytes(UTF_8), Acl.OPEN, CreateMode.PERSISTENT, 0);
        connection.create(
                stats(path), "count=0,bytes=0".getBytes(UTF_8), Acl.OPEN, CreateMode.PERSISTENT, 0);
    }

    private static void createIfMissing(Connection connection, String path) {
        try {
            connection.stat(path, false);
        } catch (ZnodeException e) {
            if (!e.is(ErrorCode.NO_NODE)) {
                throw e;
            }
            connection.create(path, null, Acl.OPEN, CreateMode.PERSISTENT, 0);
        }
    }

    /// Writes changed limits.
    void write(Connection connection, String path) {
        connection.setData(limits(path), toString().getBytes(UTF_8), -1);
    }

    /// Removes both znodes, and those above them that hold nothing else.
    static void delete(Connection connection, String path) {
        connection.delete(limits(path), -1);
        connection.delete(stats(path), -1);
        String at = ROOT + path;
        while (!at.equals(ROOT)) {
            try {
                connection.delete(at, -1);
            } catch (ZnodeException e) {
                if (e.is(ErrorCode.NOT_EMPTY) || e.is(ErrorCode.NO_NODE)) {
                    return;
                }
                throw e;
            }
            at = ZnodePath.parent(at);
        }
    }

    long value(String key) {
        return values.getOrDefault(key, -1L);
    }

    void set(String key, long value) {
        values.put(key, value);
    }

    /// Whether a limit, soft or hard, is below an amount.
    boolean isLessThan(long amount, String soft, String hard) {
        return value(soft) >= 0 && value(soft) < amount || value(hard) >= 0 && value(hard) < amount;
    }

    /// As the znodes hold it: what servers of 3.4 know, then what they pass over.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(COUNT + "=")
                .append(value(COUNT))
                .append("," + BYTES + "=")
                .append(value(BYTES));
        StringBuilder hard = new StringBuilder();
        values.forEach(
                (key, value) -> {
                    if (!key.equals(COUNT) && !key.equals(BYTES)) {
                        hard.append(';').append(key).append('=').append(value);
                    }
                });
        return hard.isEmpty() ? text.toString() : text.append('=').append(hard).toString();
    }
}
