package paddock.core.prepare;

/// The settings that decide what is prepared.
///
/// @param digestEnabled whether transactions carry the digest of the tree
/// @param enforceQuota whether hard quotas refuse updates
/// @param closeSessionListsPaths whether the end of a session lists its ephemerals in the
///   transaction
/// @param reconfigEnabled whether clients may ask for another membership
public record PrepareRules(
        boolean digestEnabled,
        boolean enforceQuota,
        boolean closeSessionListsPaths,
        boolean reconfigEnabled) {
    /// The reference's defaults.
    public static final PrepareRules DEFAULTS = new PrepareRules(true, false, true, false);
}
