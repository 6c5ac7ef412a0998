package paddock.client.recipe.foundation;

import java.util.concurrent.atomic.AtomicBoolean;

/// Something that several may want to do and only the first does.
public final class Once {
    private final AtomicBoolean taken = new AtomicBoolean();

    public Once() {}

    /// Whether the caller is the first.
    public boolean take() {
        return taken.compareAndSet(false, true);
    }
}
