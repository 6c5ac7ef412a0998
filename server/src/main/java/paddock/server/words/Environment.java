package paddock.server.words;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// What `envi` tells of the process and its machine.
public final class Environment {
    private static final String UNKNOWN = "<NA>";
    private static final String[] PROPERTIES = {
        "java.version",
        "java.vendor",
        "java.home",
        "java.class.path",
        "java.library.path",
        "java.io.tmpdir",
        "java.compiler",
        "os.name",
        "os.arch",
        "os.version",
        "user.name",
        "user.home",
        "user.dir"
    };

    private Environment() {}

    /// This process, by key in the order they are shown. Looks up the host's name, which can take a
    /// while.
    public static SequencedMap<String, String> ofThisProcess(String version) {
        SequencedMap<String, String> lines = new LinkedHashMap<>();
        lines.put("zookeeper.version", version);
        lines.put("host.name", hostName());
        for (String property : PROPERTIES) {
            lines.put(property, System.getProperty(property, UNKNOWN));
        }
        Runtime runtime = Runtime.getRuntime();
        lines.put("os.memory.free", megabytes(runtime.freeMemory()));
        lines.put("os.memory.max", megabytes(runtime.maxMemory()));
        lines.put("os.memory.total", megabytes(runtime.totalMemory()));
        return lines;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getCanonicalHostName();
        } catch (UnknownHostException nameless) {
            return UNKNOWN;
        }
    }

    private static String megabytes(long bytes) {
        return bytes / (1024 * 1024) + "MB";
    }
}
