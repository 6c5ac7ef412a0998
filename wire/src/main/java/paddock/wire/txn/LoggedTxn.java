package paddock.wire.txn;

import org.jspecify.annotations.Nullable;

import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;

/// A transaction as it stands in the log and in a proposal.
public record LoggedTxn(TxnHeader header, Txn txn, @Nullable TxnDigest digest) {
    public static LoggedTxn read(JuteReader in) {
        TxnHeader header = TxnHeader.read(in);
        Txn txn = Txn.read(header.type(), in);
        return new LoggedTxn(header, txn, in.remaining() > 0 ? TxnDigest.read(in) : null);
    }

    public void write(JuteWriter out) {
        header.write(out);
        txn.write(out);
        if (digest != null) {
            digest.write(out);
        }
    }
}
