package paddock.simulator.check;

/// Something happened that must not.
public final class BrokenPromise extends AssertionError {
    private static final long serialVersionUID = 1L;

    private final String check;

    BrokenPromise(Class<?> check, String message) {
        super(check.getSimpleName() + ": " + message);
        this.check = check.getSimpleName();
    }

    /// The name of the check that saw it.
    public String check() {
        return check;
    }

    static String hex(long zxid) {
        return "0x" + Long.toHexString(zxid);
    }
}
