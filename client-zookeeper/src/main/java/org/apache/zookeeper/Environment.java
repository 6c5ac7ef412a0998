package org.apache.zookeeper;

import org.slf4j.Logger;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/// What the program runs on, as clients log it.
public class Environment {
    /// The system property that names a file with logins.
    public static final String JAAS_CONF_KEY = "java.security.auth.login.config";

    private static final List<String> PROPERTIES =
            List.of(
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
                    "user.dir");

    private static final int MIB = 1 << 20;

    public Environment() {}

    /// One thing about it.
    public static class Entry {
        private final String key;
        private final String value;

        public Entry(String key, String value) {
            this.key = key;
            this.value = value;
        }

        public String getKey() {
            return key;
        }

        public String getValue() {
            return value;
        }

        @Override
        public String toString() {
            return key + "=" + value;
        }
    }

    /// All there is to say, in an order that stays.
    public static List<Entry> list() {
        List<Entry> entries = new ArrayList<>();
        entries.add(new Entry("zookeeper.version", Version.getFullVersion()));
        entries.add(new Entry("host.name", hostName()));
        for (String property : PROPERTIES) {
            entries.add(new Entry(property, System.getProperty(property, "<NA>")));
        }
        Runtime runtime = Runtime.getRuntime();
        entries.add(new Entry("os.memory.free", runtime.freeMemory() / MIB + "MB"));
        entries.add(new Entry("os.memory.max", runtime.maxMemory() / MIB + "MB"));
        entries.add(new Entry("os.memory.total", runtime.totalMemory() / MIB + "MB"));
        return entries;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getCanonicalHostName();
        } catch (UnknownHostException e) {
            return "<NA>";
        }
    }

    /// Logs all there is to say.
    public static void logEnv(String message, Logger log) {
        for (Entry each : list()) {
            log.info("{}{}", message, each);
        }
    }
}
