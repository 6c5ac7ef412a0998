package paddock.client.recipe.election;

import paddock.client.recipe.Grant;
import paddock.client.recipe.foundation.Holding;
import paddock.client.recipe.foundation.Steadfast;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// A candidacy that tells its outcome to somebody.
final class Campaign implements Election.Candidacy {
    private final CompletableFuture<Holding> lead;

    Campaign(
            CompletableFuture<Holding> lead,
            Consumer<Grant> elected,
            Consumer<RuntimeException> failed) {
        this.lead = lead;
        // A leader leads where it was told, which can take long: not where clients tell events.
        lead.whenCompleteAsync(
                (holding, thrown) -> {
                    if (thrown == null) {
                        elected.accept(holding);
                        return;
                    }
                    Throwable failure = Steadfast.unwrap(thrown);
                    if (!(failure instanceof CancellationException)) {
                        failed.accept(
                                failure instanceof RuntimeException reason
                                        ? reason
                                        : new IllegalStateException("an election failed", failure));
                    }
                });
    }

    @Override
    public void close() {
        if (!lead.cancel(false)) {
            lead.thenAccept(Holding::release);
        }
    }
}
