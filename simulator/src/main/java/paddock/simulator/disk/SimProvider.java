package paddock.simulator.disk;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Calls of `java.nio.file` on a [SimDisk]; those that `storage` does not need are not supported.
final class SimProvider extends FileSystemProvider {
    private final SimDisk disk;

    SimProvider(SimDisk disk) {
        this.disk = disk;
    }

    @Override
    public String getScheme() {
        return "sim";
    }

    @Override
    public FileChannel newFileChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        SimPath file = SimPath.of(path);
        Folder parent = file.names().isEmpty() ? disk.rootFolder() : disk.parentOf(file);
        Inode inode = file.names().isEmpty() ? parent : parent.find(file.name());
        boolean writes = options.contains(StandardOpenOption.WRITE);
        boolean mayCreate =
                writes
                        && (options.contains(StandardOpenOption.CREATE)
                                || options.contains(StandardOpenOption.CREATE_NEW));
        if (inode != null && options.contains(StandardOpenOption.CREATE_NEW)) {
            throw new FileAlreadyExistsException(path.toString());
        }
        if (inode == null) {
            if (!mayCreate) {
                throw new NoSuchFileException(path.toString());
            }
            disk.beforeChange("create", path);
            inode = new Content();
            parent.add(file.name(), inode);
        } else if (writes && inode instanceof Content content) {
            if (options.contains(StandardOpenOption.TRUNCATE_EXISTING)) {
                disk.beforeChange("truncate", path);
                content.truncate(0);
            }
        }
        SimChannel channel = new SimChannel(disk, inode, path, writes);
        disk.opened(channel);
        return channel;
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(
            Path path, DirectoryStream.Filter<? super Path> filter) throws IOException {
        if (!(disk.find(SimPath.of(path)) instanceof Folder folder)) {
            throw new NotDirectoryException(path.toString());
        }
        List<Path> entries = new ArrayList<>();
        for (String name : folder.names()) {
            Path entry = path.resolve(name);
            if (filter.accept(entry)) {
                entries.add(entry);
            }
        }
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return entries.iterator();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
        SimPath folder = SimPath.of(path);
        Folder parent = disk.parentOf(folder);
        if (parent.find(folder.name()) != null) {
            throw new FileAlreadyExistsException(path.toString());
        }
        disk.beforeChange("create", path);
        parent.add(folder.name(), new Folder());
    }

    @Override
    public void delete(Path path) throws IOException {
        SimPath file = SimPath.of(path);
        Inode inode = disk.find(file);
        if (inode instanceof Folder folder && !folder.isEmpty()) {
            throw new DirectoryNotEmptyException(path.toString());
        }
        disk.beforeChange("delete", path);
        disk.parentOf(file).remove(file.name());
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        SimPath from = SimPath.of(source);
        SimPath to = SimPath.of(target);
        Inode inode = disk.find(from);
        Folder folder = disk.parentOf(from);
        if (disk.parentOf(to) != folder) {
            throw new UnsupportedOperationException("a move from one folder to another");
        }
        boolean mayReplace =
                List.of(options).contains(StandardCopyOption.REPLACE_EXISTING)
                        || List.of(options).contains(StandardCopyOption.ATOMIC_MOVE);
        if (folder.find(to.name()) != null && !mayReplace) {
            throw new FileAlreadyExistsException(target.toString());
        }
        disk.beforeChange("rename", target);
        folder.rename(from.name(), to.name(), inode);
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        disk.find(SimPath.of(path));
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // the signature is the JDK's
    public <A extends BasicFileAttributes> A readAttributes(
            Path path, Class<A> type, LinkOption... options) throws IOException {
        if (type != BasicFileAttributes.class) {
            throw new UnsupportedOperationException(type.getName());
        }
        return type.cast(new SimAttributes(disk.find(SimPath.of(path))));
    }

    @Override
    public boolean isSameFile(Path path, Path other) throws IOException {
        return path.equals(other) || disk.find(SimPath.of(path)) == disk.find(SimPath.of(other));
    }

    @Override
    public boolean isHidden(Path path) {
        return false;
    }

    // ---- not needed ----

    @Override
    public <V extends FileAttributeView> @Nullable V getFileAttributeView(
            Path path, Class<V> type, LinkOption... options) {
        return null;
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Path getPath(URI uri) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileStore getFileStore(Path path) {
        return SimFileStore.INSTANCE;
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
        throw new UnsupportedOperationException();
    }
}
