package paddock.core.prepare;

import java.util.EnumSet;
import java.util.Set;

/// The settings that decide what is prepared.
///
/// @param digestEnabled whether transactions carry the digest of the tree
/// @param enforceQuota whether hard quotas refuse updates
/// @param closeSessionListsPaths whether the end of a session lists its ephemerals in the
///   transaction
/// @param reconfigEnabled whether clients may ask for another membership
/// @param slips mistakes made on purpose, to see them found; empty outside of tests
public record PrepareRules(
        boolean digestEnabled,
        boolean enforceQuota,
        boolean closeSessionListsPaths,
        boolean reconfigEnabled,
        Set<Slip> slips) {
    /// The reference's defaults.
    public static final PrepareRules DEFAULTS = new PrepareRules(true, false, true, false);

    public PrepareRules {
        slips = slips.isEmpty() ? EnumSet.noneOf(Slip.class) : EnumSet.copyOf(slips);
    }

    /// Rules without mistakes.
    public PrepareRules(
            boolean digestEnabled,
            boolean enforceQuota,
            boolean closeSessionListsPaths,
            boolean reconfigEnabled) {
        this(
                digestEnabled,
                enforceQuota,
                closeSessionListsPaths,
                reconfigEnabled,
                EnumSet.noneOf(Slip.class));
    }

    boolean makes(Slip slip) {
        return slips.contains(slip);
    }
}
