package paddock.core.prepare;

/// Hears of quotas that were exceeded.
@FunctionalInterface
public interface QuotaListener {
    /// An update of `path` would bring the usage of the quota at `root` over a limit. A hard limit
    /// refused it; a soft one did not.
    void exceeded(String path, String root, boolean hard);
}
