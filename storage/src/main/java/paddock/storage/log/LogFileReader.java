package paddock.storage.log;

import org.jspecify.annotations.Nullable;

import paddock.storage.ExitReason;
import paddock.storage.FileAccessException;
import paddock.storage.StorageException;
import paddock.wire.jute.JuteReader;
import paddock.wire.jute.MalformedRecordException;
import paddock.wire.txn.LoggedTxn;
import paddock.wire.txn.TxnHeader;
import paddock.wire.txn.UnknownTxnTypeException;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.Adler32;

/// Reads one log file, record by record.
///
/// Stand on the next record with [#next]; look at its bytes in place, or have them decoded by
/// [#txn]. When there is none, [#end] says why. What counts as an end and what as damage: disk
/// format reference, section 3.3.
public final class LogFileReader implements AutoCloseable {
    /// The file does not begin like a log.
    public static final class BadMagicException extends StorageException {
        private static final long serialVersionUID = 1L;

        BadMagicException(Path file, int magic) {
            super(
                    ExitReason.UNEXPECTED_ERROR,
                    "Transaction log: %s has invalid magic number %d != %d"
                            .formatted(file, magic, LogFormat.MAGIC),
                    null);
        }
    }

    /// The longest transaction read unless told otherwise.
    public static final int DEFAULT_MAX_TXN_BYTES = JuteReader.DEFAULT_MAX_FIELD_BYTES;

    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    static final int ZXID_OFFSET = 12;
    private static final int WINDOW_BYTES = 512 << 10;
    private static final int ZEROES = 16 << 10; // compared with padding at a time

    private final Path file;
    private final int maxTxnBytes;
    private final LogBytes bytes;
    private final JuteReader decoder;
    private final Adler32 adler = new Adler32();

    private byte[] window = new byte[WINDOW_BYTES];
    private int windowStart; // first byte not consumed
    private int windowEnd; // first byte not read
    private long windowOffset; // where in the file window[0] is
    private int txnStart;
    private int txnLength;
    private long recordOffset;
    private int version;
    private long dbid;
    private @Nullable LogEnd end;

    /// Opens a file and reads its header.
    ///
    /// @throws CorruptLogException when it does not begin like a log
    public LogFileReader(Path file) {
        this(file, DEFAULT_MAX_TXN_BYTES);
    }

    /// Opens a file whose transactions are at most `maxTxnBytes` long.
    public LogFileReader(Path file, int maxTxnBytes) {
        this(file, maxTxnBytes, false);
    }

    /// The same, past the page cache where that is possible and the file is not there.
    LogFileReader(Path file, int maxTxnBytes, boolean direct) {
        this.file = file;
        this.maxTxnBytes = maxTxnBytes;
        this.decoder = new JuteReader(maxTxnBytes);
        try {
            bytes = LogBytes.open(file, direct);
        } catch (IOException e) {
            throw new FileAccessException("open", file, e);
        }
        try {
            readHeader();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void readHeader() {
        if (!have(LogFormat.HEADER_BYTES)) {
            throw new CorruptLogException(
                    file,
                    0,
                    "a log has at least %d bytes, this one %d"
                            .formatted(LogFormat.HEADER_BYTES, windowEnd - windowStart));
        }
        int magic = (int) INT.get(window, windowStart);
        if (magic != LogFormat.MAGIC) {
            throw new BadMagicException(file, magic);
        }
        version = (int) INT.get(window, windowStart + 4);
        dbid = (long) LONG.get(window, windowStart + 8);
        windowStart += LogFormat.HEADER_BYTES;
    }

    /// Goes to a place where a record is known to begin; before the first move.
    void startAt(long offset) {
        bytes.position(offset);
        windowStart = 0;
        windowEnd = 0;
        windowOffset = offset;
    }

    /// Moves on to the next whole record.
    ///
    /// @return whether there is one; if not, [#end] tells why
    /// @throws CorruptLogException when the bytes are neither a record nor an end
    public boolean next() {
        if (!nextFrame()) {
            return false;
        }
        if (!isChecksumRight()) {
            throw new CorruptLogException(
                    file,
                    recordOffset,
                    "CRC check failed for %s: 0x%x on disk, 0x%x computed"
                            .formatted(describeRecord(), storedChecksum(), computedChecksum()));
        }
        if (txnLength < TxnHeader.BYTES) {
            return tornHere("a record of " + txnLength + " bytes, too short for a header");
        }
        return true;
    }

    /// Like [#next], but also stops at records whose checksum is wrong; for tools that repair.
    public boolean nextFrame() {
        if (end != null) {
            return false;
        }
        recordOffset = windowOffset + windowStart;
        if (!have(LogFormat.PREFIX_BYTES)) {
            if (windowEnd == windowStart) {
                end = new LogEnd.Clean(file, recordOffset);
                return false;
            }
            return tornHere("the file ends inside a record's checksum or length");
        }
        int length = (int) INT.get(window, windowStart + 8);
        if (length == 0) {
            end = new LogEnd.Clean(file, recordOffset);
            return false;
        }
        if (length < 0 || length > maxTxnBytes) {
            throw new CorruptLogException(
                    file,
                    recordOffset,
                    "Unreasonable length = %d of the record; 1..%d would be accepted"
                            .formatted(length, maxTxnBytes));
        }
        if (!have(LogFormat.PREFIX_BYTES + length + 1)) {
            return tornHere("the file ends inside a record of " + length + " bytes");
        }
        if (window[windowStart + LogFormat.PREFIX_BYTES + length] != LogFormat.END_OF_RECORD) {
            return tornHere("a record of " + length + LogEnd.Torn.WITHOUT_END_MARK);
        }
        txnStart = windowStart + LogFormat.PREFIX_BYTES;
        txnLength = length;
        windowStart = txnStart + length + 1;
        return true;
    }

    /// Whether the checksum of the record stood on by [#nextFrame] matches its bytes.
    public boolean isChecksumRight() {
        return storedChecksum() == computedChecksum();
    }

    /// The checksum the current record carries.
    public long storedChecksum() {
        return (long) LONG.get(window, txnStart - LogFormat.PREFIX_BYTES);
    }

    /// What the checksum of the current record ought to be.
    public long computedChecksum() {
        adler.reset();
        adler.update(window, txnStart, txnLength);
        return adler.getValue();
    }

    private boolean tornHere(String reason) {
        end = new LogEnd.Torn(file, recordOffset, reason);
        return false;
    }

    private String describeRecord() {
        return txnLength < TxnHeader.BYTES
                ? "a record of " + txnLength + " bytes"
                : "zxid 0x" + Long.toHexString(zxid());
    }

    /// The current record's zxid.
    public long zxid() {
        return (long) LONG.get(window, txnStart + ZXID_OFFSET);
    }

    /// The current record's transaction, or null when its bytes end too early, which ends the file.
    ///
    /// @throws CorruptLogException when the type is unknown
    public @Nullable LoggedTxn txn() {
        try {
            return LoggedTxn.read(decoder.reset(window, txnStart, txnLength));
        } catch (MalformedRecordException e) {
            tornHere(
                    "the transaction 0x%x of %d bytes cannot be decoded: %s"
                            .formatted(zxid(), txnLength, e.getMessage()));
            return null;
        } catch (UnknownTxnTypeException e) {
            throw new CorruptLogException(
                    file, recordOffset, "zxid 0x%x: %s".formatted(zxid(), e.getMessage()));
        }
    }

    /// The array in which the current record's transaction stands, until the next move.
    public byte[] array() {
        return window;
    }

    /// Where in [#array] the transaction begins.
    public int arrayOffset() {
        return txnStart;
    }

    /// The transaction's bytes.
    public int length() {
        return txnLength;
    }

    /// Where in the file the current record begins, or where the last look for one did.
    public long recordOffset() {
        return recordOffset;
    }

    /// Where in the file the current record ends.
    public long recordEnd() {
        return windowOffset + windowStart;
    }

    /// Why there is no further record; null while there may be.
    public @Nullable LogEnd end() {
        return end;
    }

    /// The file being read.
    public Path file() {
        return file;
    }

    /// The version in the header; read but not judged, as the reference does.
    public int version() {
        return version;
    }

    /// The database id in the header; read but not judged.
    public long dbid() {
        return dbid;
    }

    /// After an end in zeroes: where the first other byte stands, or -1. Preallocated space holds
    /// none, so one means that a record in between never reached the disk.
    public long firstByteBehindPadding() {
        if (!(end instanceof LogEnd.Clean)) {
            return -1;
        }
        byte[] zeroes = new byte[ZEROES];
        while (true) {
            while (windowStart < windowEnd) {
                int length = Math.min(windowEnd - windowStart, zeroes.length);
                int other =
                        Arrays.mismatch(
                                window, windowStart, windowStart + length, zeroes, 0, length);
                if (other >= 0) {
                    return windowOffset + windowStart + other;
                }
                windowStart += length;
            }
            if (!have(1)) {
                return -1;
            }
        }
    }

    // Makes `count` bytes available at windowStart; false when the file ends before.
    private boolean have(int count) {
        if (windowEnd - windowStart >= count) {
            return true;
        }
        int kept = windowEnd - windowStart;
        if (count > window.length) {
            byte[] larger = new byte[count + WINDOW_BYTES];
            System.arraycopy(window, windowStart, larger, 0, kept);
            window = larger;
        } else {
            System.arraycopy(window, windowStart, window, 0, kept);
        }
        windowOffset += windowStart;
        windowStart = 0;
        windowEnd = kept;
        try {
            while (windowEnd < count) {
                int read = bytes.read(window, windowEnd, window.length - windowEnd);
                if (read < 0) {
                    return false;
                }
                windowEnd += read;
            }
        } catch (IOException e) {
            throw new FileAccessException("read", file, e);
        }
        return true;
    }

    /// A copy of the current record's transaction.
    public byte[] copy() {
        return Arrays.copyOfRange(window, txnStart, txnStart + txnLength);
    }

    @Override
    public void close() {
        try {
            bytes.close();
        } catch (IOException e) {
            throw new FileAccessException("close", file, e);
        }
    }
}
