package paddock.client.recipe.foundation;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// Turns hints that something changed into looks: one at a time, and one at least that begins after
/// the last hint. Any thread may hint.
public final class Refresher {
    private static final int IDLE = 0;
    private static final int LOOKING = 1;
    private static final int LOOKING_AND_HINTED = 2;

    private final Supplier<CompletableFuture<?>> look;
    private final AtomicInteger state = new AtomicInteger(IDLE);

    /// @param look does it, and sees to what it finds and to what fails
    public Refresher(Supplier<CompletableFuture<?>> look) {
        this.look = look;
    }

    /// Something may have changed.
    public void hint() {
        int before = state.getAndUpdate(now -> now == IDLE ? LOOKING : LOOKING_AND_HINTED);
        if (before == IDLE) {
            begin();
        }
    }

    private void begin() {
        look.get()
                .whenComplete(
                        (found, thrown) -> {
                            int before =
                                    state.getAndUpdate(
                                            now -> now == LOOKING_AND_HINTED ? LOOKING : IDLE);
                            if (before == LOOKING_AND_HINTED) {
                                begin();
                            }
                        });
    }
}
