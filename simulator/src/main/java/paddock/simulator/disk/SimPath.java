package paddock.simulator.disk;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Iterator;
import java.util.List;

/// A path on a [SimDisk]; without dots, so that it is always normal.
final class SimPath implements Path {
    private final SimFileSystem fileSystem;
    private final boolean absolute;
    private final List<String> names;

    SimPath(SimFileSystem fileSystem, boolean absolute, List<String> names) {
        this.fileSystem = fileSystem;
        this.absolute = absolute;
        this.names = names;
    }

    static SimPath of(Path path) {
        if (path instanceof SimPath ours) {
            return ours;
        }
        throw new ProviderMismatchException(path + " is not on a simulated disk");
    }

    List<String> names() {
        return names;
    }

    String name() {
        return names.isEmpty() ? "" : names.getLast();
    }

    @Override
    public FileSystem getFileSystem() {
        return fileSystem;
    }

    @Override
    public boolean isAbsolute() {
        return absolute;
    }

    @Override
    public SimPath getRoot() {
        return fileSystem.root();
    }

    @Override
    public SimPath getFileName() {
        return new SimPath(fileSystem, false, List.of(name()));
    }

    @Override
    public @Nullable SimPath getParent() {
        if (names.isEmpty() || names.size() == 1 && !absolute) {
            return null;
        }
        return new SimPath(fileSystem, absolute, names.subList(0, names.size() - 1));
    }

    @Override
    public int getNameCount() {
        return names.size();
    }

    @Override
    public SimPath getName(int index) {
        return new SimPath(fileSystem, false, List.of(names.get(index)));
    }

    @Override
    public SimPath subpath(int from, int to) {
        return new SimPath(fileSystem, false, names.subList(from, to));
    }

    @Override
    public boolean startsWith(Path other) {
        SimPath prefix = of(other);
        return prefix.absolute == absolute
                && prefix.names.size() <= names.size()
                && names.subList(0, prefix.names.size()).equals(prefix.names);
    }

    @Override
    public boolean endsWith(Path other) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SimPath normalize() {
        return this;
    }

    @Override
    public SimPath resolve(Path other) {
        SimPath rest = of(other);
        if (rest.absolute) {
            return rest;
        }
        List<String> all = new java.util.ArrayList<>(names);
        all.addAll(rest.names);
        return new SimPath(fileSystem, absolute, List.copyOf(all));
    }

    @Override
    public SimPath relativize(Path other) {
        if (!other.startsWith(this)) {
            throw new UnsupportedOperationException(other + " is not below " + this);
        }
        List<String> theirs = of(other).names;
        return new SimPath(fileSystem, false, theirs.subList(names.size(), theirs.size()));
    }

    @Override
    public Iterator<Path> iterator() {
        return names.stream()
                .map(name -> (Path) new SimPath(fileSystem, false, List.of(name)))
                .iterator();
    }

    @Override
    public SimPath toAbsolutePath() {
        return absolute ? this : new SimPath(fileSystem, true, names);
    }

    @Override
    public SimPath toRealPath(LinkOption... options) {
        return toAbsolutePath();
    }

    @Override
    public URI toUri() {
        throw new UnsupportedOperationException();
    }

    @Override
    public WatchKey register(
            WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int compareTo(Path other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SimPath path
                && path.fileSystem == fileSystem
                && path.absolute == absolute
                && path.names.equals(names);
    }

    @Override
    public int hashCode() {
        return names.hashCode();
    }

    @Override
    public String toString() {
        return (absolute ? "/" : "") + String.join("/", names);
    }
}
