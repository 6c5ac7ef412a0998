package paddock.conformance.differential;

import org.jspecify.annotations.Nullable;

import java.util.HexFormat;
import java.util.List;
import java.util.function.ToLongFunction;

/// One thing that is done to a server. A slot is a place for one connection and its session.
sealed interface Step {

    /// Opens a new session in a slot, leaving behind whatever was there.
    record Connect(
            int slot,
            int timeoutMillis,
            @Nullable Boolean readOnly,
            byte @Nullable [] password,
            Seen seen)
            implements Step {
        @Override
        public String toString() {
            String sent = password == null ? "null" : password.length + " bytes";
            return "slot %d connects, timeout %d, password %s, readOnly %s, last zxid seen %s"
                    .formatted(slot, timeoutMillis, sent, readOnly, seen.text());
        }
    }

    /// Takes up the session of slot `of` in slot `slot`.
    record Resume(int slot, int of, int timeoutMillis, boolean wrongPassword, Seen seen)
            implements Step {
        @Override
        public String toString() {
            return "slot %d resumes the session of slot %d, timeout %d, %s, last zxid seen %s"
                    .formatted(
                            slot,
                            of,
                            timeoutMillis,
                            wrongPassword ? "wrong password" : "right password",
                            seen.text());
        }
    }

    /// Closes a connection without a word.
    record Drop(int slot) implements Step {
        @Override
        public String toString() {
            return "slot " + slot + " drops its connection";
        }
    }

    /// Sends one request and waits for its answer.
    record Call(int slot, int xid, Planned planned) implements Step {
        @Override
        public String toString() {
            return "slot " + slot + " xid " + xid + " " + planned.text();
        }
    }

    /// Sends several requests at once, then reads all answers.
    record Burst(int slot, List<Call> calls) implements Step {
        public Burst {
            calls = List.copyOf(calls);
        }

        @Override
        public String toString() {
            var text = new StringBuilder("slot " + slot + " sends at once");
            calls.forEach(
                    call ->
                            text.append("\n        xid ")
                                    .append(call.xid())
                                    .append(' ')
                                    .append(call.planned().text()));
            return text.toString();
        }
    }

    /// Sends bytes that are no frame to an established connection, and waits for its end.
    record Garbage(int slot, byte[] bytes, boolean finishWriting) implements Step {
        @Override
        public String toString() {
            return "slot %d sends the bytes %s%s"
                    .formatted(
                            slot,
                            HexFormat.of().formatHex(bytes),
                            finishWriting ? " and no more" : "");
        }
    }

    /// Opens a connection of its own and sends bytes that are no handshake.
    record Knock(byte[] bytes, boolean finishWriting) implements Step {
        @Override
        public String toString() {
            return "a new connection sends the bytes %s%s"
                    .formatted(
                            HexFormat.of().formatHex(bytes), finishWriting ? " and no more" : "");
        }
    }

    /// Restarts the server on its data; all connections are lost.
    record Restart(boolean kill) implements Step {
        @Override
        public String toString() {
            return kill ? "the server is killed and started" : "the server is stopped and started";
        }
    }

    /// A request without its xid: operation, a text for people, and the body.
    record Planned(int op, String text, Body body) {}

    /// A zxid that depends on the side.
    record Seen(String text, ToLongFunction<Body.Zxids> value) {
        static final Seen NOTHING = new Seen("0", zxids -> 0);
    }
}
