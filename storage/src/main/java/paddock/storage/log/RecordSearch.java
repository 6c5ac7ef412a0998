package paddock.storage.log;

import org.jspecify.annotations.Nullable;

import paddock.storage.FileAccessException;
import paddock.wire.txn.TxnHeader;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.Adler32;

/// Tells what a crash leaves at the end of a log from damage in its middle, which looks alike to
/// who reads on record by record: a flipped bit in a length or an end mark.
///
/// A process that dies leaves a beginning of what it wrote. A power failure may keep what was
/// written later and lose what was written before; what is lost then is sectors, and they end in
/// zeroes, since a sector that is written again only gains what follows. So where a whole record of
/// a later transaction follows, and no sector before it ends in zeroes, somebody has been told of
/// what is damaged here.
final class RecordSearch {
    private static final int SECTOR_BYTES = 512;

    /// So many zeroes at the end of a sector are no part of a record. If they are one after all,
    /// the record counts as torn, as it does for the reference.
    private static final int LOST_BYTES = 16;

    private static final int LARGEST_WINDOW_BYTES = 16 << 20;

    private RecordSearch() {}

    /// A whole record behind the end, which proves that the end is none.
    ///
    /// @param offset where it begins
    record Found(long offset, long zxid) {}

    /// Looks behind an end.
    ///
    /// @param end where the last record that could be read ends
    /// @param lastZxid of that record
    static @Nullable Found behind(Path file, long end, long lastZxid, int maxTxnBytes) {
        byte[] bytes = read(file, end, maxTxnBytes);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int zeroes = 0;
        for (int at = 0; at <= bytes.length - LogFormat.PREFIX_BYTES - TxnHeader.BYTES; at++) {
            if (at > 0 && isRecord(bytes, buffer, at, lastZxid, maxTxnBytes)) {
                return new Found(end + at, zxid(buffer, at));
            }
            zeroes = bytes[at] == 0 ? zeroes + 1 : 0;
            if ((end + at + 1) % SECTOR_BYTES == 0 && zeroes >= LOST_BYTES) {
                return null;
            }
        }
        return null;
    }

    private static byte[] read(Path file, long from, int maxTxnBytes) {
        // The damaged record, and the one behind it.
        int window = (int) Math.min(2L * maxTxnBytes + SECTOR_BYTES, LARGEST_WINDOW_BYTES);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long there = Math.max(0, channel.size() - from);
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(window, there));
            while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {}
            return bytes.array();
        } catch (IOException e) {
            throw new FileAccessException("read", file, e);
        }
    }

    private static boolean isRecord(
            byte[] bytes, ByteBuffer buffer, int at, long lastZxid, int maxTxnBytes) {
        long checksum = buffer.getLong(at);
        int length = buffer.getInt(at + Long.BYTES);
        int txn = at + LogFormat.PREFIX_BYTES;
        if (checksum >>> 32 != 0
                || length < TxnHeader.BYTES
                || length > maxTxnBytes
                || length >= bytes.length - txn
                || bytes[txn + length] != LogFormat.END_OF_RECORD
                || zxid(buffer, at) <= lastZxid) {
            return false;
        }
        Adler32 adler = new Adler32();
        adler.update(bytes, txn, length);
        return adler.getValue() == checksum;
    }

    private static long zxid(ByteBuffer bytes, int at) {
        return bytes.getLong(at + LogFormat.PREFIX_BYTES + LogFileReader.ZXID_OFFSET);
    }
}
