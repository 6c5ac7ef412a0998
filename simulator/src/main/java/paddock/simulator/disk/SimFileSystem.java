package paddock.simulator.disk;

import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// The file system of one [SimDisk].
final class SimFileSystem extends FileSystem {
    private final SimDisk disk;
    private final SimProvider provider;

    SimFileSystem(SimDisk disk) {
        this.disk = disk;
        this.provider = new SimProvider(disk);
    }

    SimDisk disk() {
        return disk;
    }

    SimPath root() {
        return new SimPath(this, true, List.of());
    }

    @Override
    public FileSystemProvider provider() {
        return provider;
    }

    @Override
    public SimPath getPath(String first, String... more) {
        StringBuilder whole = new StringBuilder(first);
        for (String part : more) {
            whole.append('/').append(part);
        }
        List<String> names = new ArrayList<>();
        for (String name : whole.toString().split("/")) {
            if (!name.isEmpty() && !name.equals(".")) {
                names.add(name);
            }
        }
        return new SimPath(this, first.startsWith("/"), List.copyOf(names));
    }

    /// Knows `glob:` with nothing special but stars.
    @Override
    public PathMatcher getPathMatcher(String syntaxAndPattern) {
        if (!syntaxAndPattern.startsWith("glob:")) {
            throw new UnsupportedOperationException(syntaxAndPattern);
        }
        String glob = syntaxAndPattern.substring("glob:".length());
        if (glob.chars().anyMatch(c -> "?[]{}\\/".indexOf(c) >= 0)) {
            throw new UnsupportedOperationException(syntaxAndPattern);
        }
        Pattern pattern = Pattern.compile("\\Q" + glob.replace("*", "\\E.*\\Q") + "\\E");
        return path -> pattern.matcher(path.toString()).matches();
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public String getSeparator() {
        return "/";
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        return List.of(root());
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return Set.of("basic");
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        throw new UnsupportedOperationException();
    }

    @Override
    public WatchService newWatchService() {
        throw new UnsupportedOperationException();
    }
}
