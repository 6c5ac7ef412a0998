package paddock.simulator.check;

/// Once nothing fails any more, every server answers updates again within a bound.
public final class ProgressReturns {
    private ProgressReturns() {}

    /// It did not.
    public static BrokenPromise missed(String what) {
        return new BrokenPromise(ProgressReturns.class, what);
    }
}
