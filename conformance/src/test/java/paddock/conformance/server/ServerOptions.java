package paddock.conformance.server;

import java.util.Collections;
import java.util.SequencedMap;
import java.util.TreeMap;

/// What a server is started with: keys of its configuration file, Java system properties, and the
/// largest heap.
public record ServerOptions(
        SequencedMap<String, String> keys,
        SequencedMap<String, String> properties,
        int heapMegabytes) {
    private static final int USUAL_HEAP = 512;

    public ServerOptions {
        keys = Collections.unmodifiableSequencedMap(new TreeMap<>(keys));
        properties = Collections.unmodifiableSequencedMap(new TreeMap<>(properties));
    }

    /// What every test wants: all four-letter words, no HTTP server, no sync of the disk.
    public static ServerOptions standard() {
        return new ServerOptions(new TreeMap<>(), new TreeMap<>(), USUAL_HEAP)
                .key("tickTime", "3000")
                .key("4lw.commands.whitelist", "*")
                .key("admin.enableServer", "false")
                .key("maxClientCnxns", "0")
                .property("zookeeper.forceSync", "no");
    }

    /// These options with a line of the configuration file added or replaced.
    public ServerOptions key(String name, String value) {
        var changed = new TreeMap<>(keys);
        changed.put(name, value);
        return new ServerOptions(changed, properties, heapMegabytes);
    }

    /// These options with a system property added or replaced.
    public ServerOptions property(String name, String value) {
        var changed = new TreeMap<>(properties);
        changed.put(name, value);
        return new ServerOptions(keys, changed, heapMegabytes);
    }

    /// These options with another heap.
    public ServerOptions heap(int megabytes) {
        return new ServerOptions(keys, properties, megabytes);
    }
}
