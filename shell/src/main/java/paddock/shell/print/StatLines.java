package paddock.shell.print;

import paddock.wire.protocol.Stat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// The eleven lines of what is known of a znode.
public final class StatLines {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss zzz yyyy", Locale.ENGLISH);

    private StatLines() {}

    /// The lines, with times in the zone of this machine.
    public static List<String> of(Stat stat) {
        return List.of(
                "cZxid = " + hex(stat.czxid()),
                "ctime = " + time(stat.ctime()),
                "mZxid = " + hex(stat.mzxid()),
                "mtime = " + time(stat.mtime()),
                "pZxid = " + hex(stat.pzxid()),
                "cversion = " + stat.cversion(),
                "dataVersion = " + stat.version(),
                "aclVersion = " + stat.aversion(),
                "ephemeralOwner = " + hex(stat.ephemeralOwner()),
                "dataLength = " + stat.dataLength(),
                "numChildren = " + stat.numChildren());
    }

    private static String hex(long number) {
        return "0x" + Long.toHexString(number);
    }

    private static String time(long millis) {
        return TIME.format(Instant.ofEpochMilli(millis).atZone(ZoneId.systemDefault()));
    }
}
