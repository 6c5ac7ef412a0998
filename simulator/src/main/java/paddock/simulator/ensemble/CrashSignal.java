package paddock.simulator.ensemble;

/// The process ends here. Not an exception, so that nothing on the way handles it.
final class CrashSignal extends Error {
    private static final long serialVersionUID = 1L;

    CrashSignal(String effect) {
        super(effect, null, false, false);
    }
}
