package paddock.wire.ensemble;

import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;
import paddock.wire.txn.LoggedTxn;

/// A transaction and its bytes, encoded once: the log and all proposals write the same ones.
///
/// @param bytes as they stand in the log and in a proposal; nobody changes them
public record EncodedTxn(LoggedTxn txn, byte[] bytes) {
    /// Encodes a transaction.
    public static EncodedTxn of(LoggedTxn txn) {
        return of(txn, new JuteWriter());
    }

    /// The same by way of a buffer that is empty, and holds nothing of use afterwards.
    public static EncodedTxn of(LoggedTxn txn, JuteWriter out) {
        txn.write(out);
        return new EncodedTxn(txn, out.toByteArray());
    }

    /// Decodes a transaction, and keeps the bytes it came from.
    ///
    /// @throws paddock.wire.jute.MalformedRecordException when they are no transaction
    /// @throws paddock.wire.txn.UnknownTxnTypeException when they are one that no version knows
    public static EncodedTxn read(byte[] bytes) {
        // Whoever brought so many bytes has bounded them.
        JuteReader in = new JuteReader(bytes.length).reset(bytes, 0, bytes.length);
        return new EncodedTxn(LoggedTxn.read(in), bytes);
    }

    public long zxid() {
        return txn.header().zxid();
    }

    @Override
    public String toString() {
        return "0x" + Long.toHexString(zxid()) + " " + txn.txn().getClass().getSimpleName();
    }
}
