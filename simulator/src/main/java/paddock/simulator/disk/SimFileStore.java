package paddock.simulator.disk;

import java.nio.file.FileStore;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileStoreAttributeView;

/// What a simulated disk tells of itself: its blocks. Files written past a page cache, which it has
/// not, are written as any.
final class SimFileStore extends FileStore {
    static final FileStore INSTANCE = new SimFileStore();
    private static final long BLOCK_BYTES = 4096;

    private SimFileStore() {}

    @Override
    public long getBlockSize() {
        return BLOCK_BYTES;
    }

    @Override
    public String name() {
        return "simulated";
    }

    @Override
    public String type() {
        return "simulated";
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public long getTotalSpace() {
        throw new UnsupportedOperationException();
    }

    @Override
    public long getUsableSpace() {
        throw new UnsupportedOperationException();
    }

    @Override
    public long getUnallocatedSpace() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean supportsFileAttributeView(Class<? extends FileAttributeView> type) {
        return false;
    }

    @Override
    public boolean supportsFileAttributeView(String name) {
        return false;
    }

    @Override
    public <V extends FileStoreAttributeView> V getFileStoreAttributeView(Class<V> type) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Object getAttribute(String attribute) {
        throw new UnsupportedOperationException();
    }
}
