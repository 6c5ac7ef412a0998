package paddock.storage.snapshot;

import paddock.core.database.DatabaseBuilder;
import paddock.core.database.DatabaseImage;
import paddock.wire.jute.JuteReader;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// The form in which a leader sends its tree to a learner (ensemble protocol reference, section 5):
/// the content of a snapshot file without its header, checksums and digests, then a signature.
///
/// The stream has no length. [SnapshotStreamReader] knows where it ends.
public final class SnapshotStream {
    static final String SIGNATURE = "BenWasHere";

    private SnapshotStream() {}

    /// Writes an image, and leaves it and the stream open.
    public static void write(DatabaseImage image, OutputStream out) throws IOException {
        ImageWriter writer = new ImageWriter((bytes, length) -> out.write(bytes, 0, length));
        writer.write(image);
        writer.chunk().writeString(SIGNATURE);
        writer.flush();
    }

    /// Reads a stream to its end, and not a byte of what follows; `in` should be buffered.
    ///
    /// @throws InvalidSnapshotException when it is no such stream
    /// @throws IOException when it ends too early, or cannot be read
    public static void read(InputStream in, DatabaseBuilder builder) throws IOException {
        SnapshotStreamReader reader =
                new SnapshotStreamReader(builder, JuteReader.DEFAULT_MAX_FIELD_BYTES);
        byte[] chunk = new byte[8192];
        while (!reader.isComplete()) {
            int read = in.read(chunk, 0, Math.min(chunk.length, reader.bytesNeeded()));
            if (read < 0) {
                throw new EOFException(
                        "the stream ends after " + reader.bytesRead() + " bytes of a snapshot");
            }
            reader.feed(chunk, 0, read);
        }
    }
}
