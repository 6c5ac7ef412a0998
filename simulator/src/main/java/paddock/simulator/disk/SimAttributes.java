package paddock.simulator.disk;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/// Kind and size of a file or folder; the disk keeps no times.
record SimAttributes(Inode inode) implements BasicFileAttributes {
    private static final FileTime NEVER = FileTime.fromMillis(0);

    @Override
    public boolean isRegularFile() {
        return inode instanceof Content;
    }

    @Override
    public boolean isDirectory() {
        return inode instanceof Folder;
    }

    @Override
    public long size() {
        return inode instanceof Content content ? content.size() : 0;
    }

    @Override
    public boolean isSymbolicLink() {
        return false;
    }

    @Override
    public boolean isOther() {
        return false;
    }

    @Override
    public Object fileKey() {
        return inode;
    }

    @Override
    public FileTime lastModifiedTime() {
        return NEVER;
    }

    @Override
    public FileTime lastAccessTime() {
        return NEVER;
    }

    @Override
    public FileTime creationTime() {
        return NEVER;
    }
}
