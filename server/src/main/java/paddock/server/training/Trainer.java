package paddock.server.training;

import paddock.server.Main;
import paddock.server.config.ConfigException;
import paddock.server.config.ConfigLoader;
import paddock.server.config.ServerConfig;

import java.io.File;
import java.io.IOException;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/// Runs a server as [Main] does, after loading all classes of this project and leaving the server a
/// [SampleHistory] to recover.
///
/// `zkWarmStart.sh` starts it to make the JVM's cache. What a server needs only when a leader has
/// died is in the cache then, too: loading it at that moment takes longer than the election.
public final class Trainer {
    private static final String OURS = "paddock/";
    private static final String CLASS = ".class";

    private Trainer() {}

    /// Takes what [Main] takes; the folders of the configuration have to be empty.
    public static void main(String[] args) throws IOException, ConfigException {
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (entry.endsWith(".jar")) {
                loadAll(entry);
            }
        }
        ServerConfig.Storage storage =
                ConfigLoader.load(args, System.getProperties(), System.getenv()).config().storage();
        SampleHistory.write(storage.dataDir(), storage.dataLogDir());
        Main.main(args);
    }

    private static void loadAll(String path) throws IOException {
        try (JarFile jar = new JarFile(path)) {
            for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
                String name = all.nextElement().getName();
                if (name.startsWith(OURS) && name.endsWith(CLASS)) {
                    load(name.substring(0, name.length() - CLASS.length()).replace('/', '.'));
                }
            }
        }
    }

    private static void load(String name) {
        try {
            Class.forName(name, false, Trainer.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            // Something that only a tool needs whose libraries are not here; the server is none.
            System.err.println("not in the cache: " + name + ": " + e.getMessage());
        }
    }
}
