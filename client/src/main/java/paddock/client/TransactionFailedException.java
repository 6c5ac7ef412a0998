package paddock.client;

import paddock.wire.protocol.ErrorCode;

/// A transaction was refused as a whole; nothing of it has been carried out.
///
/// The cause says why, for the operation that could not be carried out.
public final class TransactionFailedException extends ClientException {
    private static final long serialVersionUID = 1;

    private final int index;
    private final ClientException reason;

    /// @param index which operation failed, counted from 0
    TransactionFailedException(int index, ClientException reason) {
        super(
                new Failure(reason.code(), "transaction", reason.path(), false),
                "refused by operation " + index + ", " + reason.getMessage());
        this.index = index;
        this.reason = reason;
        initCause(reason);
    }

    /// Which of the operations could not be carried out, counted from 0.
    public int index() {
        return index;
    }

    /// Why it could not: for example [ErrorCode#BAD_VERSION] as a [BadVersion].
    public ClientException reason() {
        return reason;
    }

    @Override
    ClientException here() {
        return new TransactionFailedException(index, reason);
    }
}
