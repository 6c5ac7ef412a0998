package paddock.client.zookeeper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Apache's client, beside ours in one process, and programs that run with it.
final class ApacheClient {
    static final Path FOLDER = Path.of("target", "apache");

    private ApacheClient() {}

    /// Runs a program of `paddock.client.zookeeper.programs` with Apache's client.
    static List<String> run(Class<?> program, String servers) {
        try (URLClassLoader loader = new Loader()) {
            List<String> lines = new ArrayList<>();
            Consumer<String> out = lines::add;
            Class<?> there = Class.forName(program.getName(), true, loader);
            there.getMethod("run", String.class, Consumer.class).invoke(null, servers, out);
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InvocationTargetException e) {
            throw new AssertionError(program + " failed with Apache's client", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(program + " cannot be run", e);
        }
    }

    /// Takes Apache's jars before anything else, the program's own classes from where the tests
    /// have them, and the rest from the tests.
    private static final class Loader extends URLClassLoader {
        Loader() {
            super(urls(), ApacheClient.class.getClassLoader());
        }

        private static URL[] urls() {
            try (var files = Files.list(FOLDER)) {
                List<URL> urls = new ArrayList<>();
                for (Path jar : files.sorted().toList()) {
                    urls.add(jar.toUri().toURL());
                }
                urls.add(Path.of("target", "test-classes").toUri().toURL());
                return urls.toArray(URL[]::new);
            } catch (MalformedURLException e) {
                throw new AssertionError(e);
            } catch (IOException e) {
                throw new UncheckedIOException("Apache's jars are not in " + FOLDER, e);
            }
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                boolean own =
                        name.startsWith("org.apache.")
                                || name.startsWith("paddock.client.zookeeper.programs.");
                if (!own) {
                    return super.loadClass(name, resolve);
                }
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }
}
