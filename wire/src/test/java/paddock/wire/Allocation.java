package paddock.wire;

/// Counts what a piece of code allocates.
///
/// The virtual machine's counter is reached by reflection, since the module under test does not
/// read the one it lives in.
public final class Allocation {
    private Allocation() {}

    /// Bytes the calling thread allocates while it runs `body`.
    public static long bytesOf(Runnable body) {
        long before = allocated();
        body.run();
        return allocated() - before;
    }

    private static long allocated() {
        try {
            Object threads =
                    Class.forName("java.lang.management.ManagementFactory")
                            .getMethod("getThreadMXBean")
                            .invoke(null);
            return (long)
                    Class.forName("com.sun.management.ThreadMXBean")
                            .getMethod("getCurrentThreadAllocatedBytes")
                            .invoke(threads);
        } catch (ReflectiveOperationException missing) {
            throw new LinkageError("this virtual machine does not count allocations", missing);
        }
    }
}
