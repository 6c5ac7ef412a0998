package paddock.wire.ensemble;

/// The two halves of a zxid: the epoch of a leader, and its count of transactions.
public final class Zxid {
    /// The last count there is; it is never given to a transaction.
    public static final long LAST_COUNTER = 0xffff_ffffL;

    private static final int COUNTER_BITS = 32;

    private Zxid() {}

    /// The zxid with which an epoch begins; no transaction has it.
    public static long beginOf(long epoch) {
        return epoch << COUNTER_BITS;
    }

    public static long epoch(long zxid) {
        return zxid >>> COUNTER_BITS;
    }

    public static long counter(long zxid) {
        return zxid & LAST_COUNTER;
    }

    /// Whether no transaction has this zxid, since an epoch only begins with it.
    public static boolean isBeginOfEpoch(long zxid) {
        return counter(zxid) == 0;
    }

    /// Whether one transaction may follow another in a log: the next one of its epoch, or one of a
    /// later epoch.
    public static boolean mayFollow(long next, long previous) {
        return next == previous + 1 || epoch(next) > epoch(previous);
    }

    /// As people read them.
    public static String text(long zxid) {
        return "0x" + Long.toHexString(zxid);
    }
}
