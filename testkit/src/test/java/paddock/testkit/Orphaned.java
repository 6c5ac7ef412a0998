package paddock.testkit;

/// A JVM of tests that is killed while a server of theirs runs: prints which process that is in.
final class Orphaned {
    private Orphaned() {}

    public static void main(String[] args) throws InterruptedException {
        PaddockServer.builder()
                .hosts(
                        folder -> {
                            ChildJvm child = ChildJvm.start(folder);
                            System.out.println("child " + child.process().pid());
                            return child;
                        })
                .start();
        Thread.currentThread().join();
    }
}
