package paddock.storage.snapshot;

import paddock.core.database.DatabaseImage;
import paddock.storage.folder.Folders;
import paddock.storage.folder.StoreFile;
import paddock.wire.jute.JuteWriter;
import paddock.wire.txn.TxnDigest;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.Adler32;

/// Writes images of the database as snapshots. Holds no state; each call may have its own thread.
public final class SnapshotWriter {
    private final SnapshotSettings settings;

    /// A writer of snapshots as `settings` want them.
    public SnapshotWriter(SnapshotSettings settings) {
        this.settings = settings;
    }

    /// Writes `snapshot.<zxid>` to a folder, over any file of that name, and closes the image. The
    /// name appears when the file is whole.
    ///
    /// @param sync whether to return only when the disk holds it
    /// @throws SnapshotFailedException when it could not be written
    public Path write(DatabaseImage image, Path folder, boolean sync) {
        String name =
                StoreFile.SNAPSHOT
                        + "."
                        + Long.toHexString(image.zxid())
                        + settings.compression().suffix();
        Path file = folder.resolve(name);
        Path unfinished = folder.resolve(name + ".tmp");
        try (image) {
            try (FileChannel channel =
                            FileChannel.open(
                                    unfinished,
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.TRUNCATE_EXISTING,
                                    StandardOpenOption.WRITE);
                    SteadyFile steady = new SteadyFile(channel, sync)) {
                OutputStream packed = settings.compression().pack(steady);
                write(image, packed);
                finish(packed);
                steady.finish();
            }
            Files.move(
                    unfinished,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            if (sync) {
                Folders.force(folder);
            }
            return file;
        } catch (IOException | RuntimeException e) {
            SnapshotFailedException failure = new SnapshotFailedException(file, e);
            try {
                Files.deleteIfExists(unfinished);
            } catch (IOException undeletable) {
                failure.addSuppressed(undeletable);
            }
            throw failure;
        }
    }

    /// Writes a snapshot's content to a stream, uncompressed, and leaves image and stream open.
    public void write(DatabaseImage image, OutputStream out) throws IOException {
        new Run(image, out).write();
    }

    // Completes the packing without closing the file below, which may still have to be forced.
    private static void finish(OutputStream packed) throws IOException {
        if (packed instanceof java.util.zip.GZIPOutputStream gzip) {
            gzip.finish();
        }
        packed.flush();
    }

    /// One snapshot on its way out.
    private final class Run {
        private final DatabaseImage image;
        private final Adler32 adler = new Adler32();
        private final ImageWriter content;
        private final JuteWriter chunk;

        Run(DatabaseImage image, OutputStream out) {
            this.image = image;
            this.content =
                    new ImageWriter(
                            (bytes, length) -> {
                                adler.update(bytes, 0, length);
                                out.write(bytes, 0, length);
                            });
            this.chunk = content.chunk();
        }

        void write() throws IOException {
            chunk.writeInt(SnapshotFormat.MAGIC);
            chunk.writeInt(SnapshotFormat.VERSION);
            chunk.writeLong(SnapshotFormat.DBID);
            content.write(image);
            writeSeal();
            if (settings.digest()) {
                chunk.writeLong(image.zxid());
                chunk.writeInt(TxnDigest.VERSION);
                chunk.writeLong(image.treeDigest());
                writeSeal();
            }
            if (settings.lastZxid()) {
                chunk.writeLong(image.zxid());
                writeSeal();
            }
        }

        private void writeSeal() throws IOException {
            content.flush();
            chunk.writeLong(adler.getValue());
            chunk.writeString(SnapshotFormat.END);
            content.flush();
        }
    }
}
