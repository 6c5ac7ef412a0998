package paddock.core.prepare;

import paddock.wire.protocol.ErrorCode;

/// Carries a refusal out of nested checks to the one place that turns it into a transaction. Never
/// leaves this package.
final class Rejection extends Exception {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    Rejection(ErrorCode code) {
        // A refusal is an ordinary outcome: no stack trace.
        super(code.name(), null, false, false);
        this.code = code;
    }

    ErrorCode code() {
        return code;
    }
}
