package paddock.server.replica;

import java.lang.invoke.VarHandle;

/// The fence between "I left something" and "are you asleep?".
///
/// Whoever leaves work writes it and then reads whether the other one sleeps; whoever goes to sleep
/// writes that and then looks for work once more. Without a full fence on both sides each could
/// miss the other.
final class Wakeups {
    private Wakeups() {}

    static void fence() {
        VarHandle.fullFence();
    }
}
