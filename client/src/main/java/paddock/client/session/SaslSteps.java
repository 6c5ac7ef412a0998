package paddock.client.session;

import org.jspecify.annotations.Nullable;

import paddock.client.transport.SharedThreads;

import java.io.IOException;

/// Carries out one SASL exchange on threads that may block.
final class SaslSteps {
    private final Begin exchanges;
    private final Answer answer;

    /// Of one task at a time, each of which is started after the one before has answered.
    private @Nullable SaslExchange exchange;

    /// Set by the session's thread, read by the tasks.
    private volatile boolean over;

    /// @param answer told on the threads that may block
    SaslSteps(Begin exchanges, Answer answer) {
        this.exchanges = exchanges;
        this.answer = answer;
    }

    /// What makes the exchange.
    interface Begin {
        SaslExchange exchange() throws IOException;
    }

    /// What comes of a step.
    interface Answer {
        void says(byte @Nullable [] token, boolean complete);

        void failed(String why);

        /// There is no login to begin with.
        void hasNoLogin(String why);
    }

    void begin() {
        run(
                () -> {
                    SaslExchange begun = exchanges.exchange();
                    exchange = begun;
                    answer.says(begun.begin(), false);
                });
    }

    void answer(byte @Nullable [] challenge) {
        run(
                () -> {
                    SaslExchange begun = exchange;
                    if (begun == null) {
                        throw new IOException("a challenge before the exchange began");
                    }
                    byte[] token = begun.isComplete() ? null : begun.answer(challenge);
                    boolean complete = begun.isComplete();
                    boolean silent = token == null || complete && token.length == 0;
                    answer.says(silent ? null : token, complete);
                });
    }

    /// No further steps.
    void end() {
        over = true;
        SharedThreads.blocking().execute(this::dispose);
    }

    private void run(Step step) {
        SharedThreads.blocking()
                .execute(
                        () -> {
                            try {
                                step.run();
                            } catch (NoLoginException e) {
                                answer.hasNoLogin(e.toString());
                            } catch (IOException | RuntimeException e) {
                                answer.failed(e.toString());
                            }
                            if (over) {
                                dispose();
                            }
                        });
    }

    private synchronized void dispose() {
        SaslExchange begun = exchange;
        exchange = null;
        if (begun != null) {
            begun.dispose();
        }
    }

    private interface Step {
        void run() throws IOException;
    }
}
