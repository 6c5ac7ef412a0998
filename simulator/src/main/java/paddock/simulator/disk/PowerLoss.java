package paddock.simulator.disk;

/// What a disk may do to what was not forced when the power fails.
///
/// @param anyOrder whether it may keep a later write without an earlier one to the same file;
///   otherwise it keeps the first few, the last of them perhaps in part
/// @param garbage whether sectors that were never written durably may hold anything; otherwise they
///   hold zeroes
public record PowerLoss(boolean anyOrder, boolean garbage) {
    /// What file systems do that write data before the size of a file, and in order.
    public static final PowerLoss ORDERLY = new PowerLoss(false, false);

    /// Sectors of one file reach the disk in any order.
    public static final PowerLoss DISORDERLY = new PowerLoss(true, false);

    /// Anything POSIX allows.
    public static final PowerLoss WILD = new PowerLoss(true, true);
}
