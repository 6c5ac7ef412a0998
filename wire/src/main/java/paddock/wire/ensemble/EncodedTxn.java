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
        JuteWriter out = new JuteWriter(128);
        txn.write(out);
        return new EncodedTxn(txn, out.toByteArray());
    }

    /// Decodes a transaction, and keeps the bytes it came from.
    ///
    /// @throws paddock.wire.jute.MalformedRecordException when they are no transaction
    public static EncodedTxn read(byte[] bytes) {
        return new EncodedTxn(LoggedTxn.read(JuteReader.over(bytes)), bytes);
    }

    public long zxid() {
        return txn.header().zxid();
    }

    @Override
    public String toString() {
        return "0x" + Long.toHexString(zxid()) + " " + txn.txn().getClass().getSimpleName();
    }
}
