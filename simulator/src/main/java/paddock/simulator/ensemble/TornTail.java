package paddock.simulator.ensemble;

import paddock.storage.FileAccessException;
import paddock.storage.folder.DataFolder;
import paddock.storage.folder.StoreFile;
import paddock.storage.log.LogEnd;
import paddock.storage.log.LogFileReader;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.Adler32;

/// Makes the mistake to take a torn record at the end of a log for whole: gives it the end mark and
/// the checksum that its bytes would have.
final class TornTail {
    private static final int LENGTH_OFFSET = 8;
    private static final int PREFIX_BYTES = 12;
    private static final byte END_OF_RECORD = 0x42;

    private TornTail() {}

    static void accept(DataFolder folder) {
        List<StoreFile> logs = StoreFile.logs(folder.logs());
        if (logs.isEmpty()) {
            return;
        }
        Path newest = logs.getLast().path();
        LogEnd end;
        try (LogFileReader reader = new LogFileReader(newest)) {
            while (reader.next()) {}
            end = reader.end();
        }
        if (end instanceof LogEnd.Torn torn && torn.lacksEndMark()) {
            seal(newest, torn.offset());
        }
    }

    private static void seal(Path file, long offset) {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);
            channel.read(length, offset + LENGTH_OFFSET);
            ByteBuffer txn = ByteBuffer.allocate(length.getInt(0));
            channel.read(txn, offset + PREFIX_BYTES);
            Adler32 checksum = new Adler32();
            checksum.update(txn.array());
            channel.write(ByteBuffer.allocate(Long.BYTES).putLong(0, checksum.getValue()), offset);
            channel.write(
                    ByteBuffer.wrap(new byte[] {END_OF_RECORD}),
                    offset + PREFIX_BYTES + txn.capacity());
        } catch (IOException e) {
            throw new FileAccessException("write", file, e);
        }
    }
}
