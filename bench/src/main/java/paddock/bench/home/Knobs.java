package paddock.bench.home;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What is equal for every server of a run.
///
/// @param javaHome the JDK that runs all servers
/// @param heapMegabytes the maximum heap, `-Xmx`
/// @param forceSync whether updates are forced to disk before they are answered
/// @param snapCount transactions between snapshots; 0 for what each server does by itself
/// @param backlog connections that may wait to be accepted; 0 for what each server does by itself
/// @param jvmFlags further flags for every server's JVM
/// @param echoDataBytes the data an echo server answers getData with
public record Knobs(
        Path javaHome,
        int heapMegabytes,
        boolean forceSync,
        int snapCount,
        int backlog,
        List<String> jvmFlags,
        int echoDataBytes) {
    public Knobs {
        jvmFlags = List.copyOf(jvmFlags);
    }

    /// The same with another heap size.
    public Knobs withHeapMegabytes(int megabytes) {
        return new Knobs(
                javaHome, megabytes, forceSync, snapCount, backlog, jvmFlags, echoDataBytes);
    }

    /// The same with one more flag for every JVM.
    public Knobs withJvmFlag(String flag) {
        List<String> flags = new ArrayList<>(jvmFlags);
        flags.add(flag);
        return new Knobs(
                javaHome, heapMegabytes, forceSync, snapCount, backlog, flags, echoDataBytes);
    }

    /// The `java` of [#javaHome].
    public Path java() {
        return javaHome.resolve("bin/java");
    }
}
