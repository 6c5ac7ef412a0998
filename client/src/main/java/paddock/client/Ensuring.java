package paddock.client;

import org.jspecify.annotations.Nullable;

import paddock.wire.protocol.Acl;
import paddock.wire.protocol.CreateMode;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/// Creates what is missing of a path, all of it in one go: each znode is asked for right behind the
/// one above it.
final class Ensuring {
    private static final byte[] NO_DATA = {};

    /// A connection that broke in the middle, or somebody who deletes, makes it begin again.
    private static final int MAX_ROUNDS = 4;

    private final Calls calls;
    private final boolean direct;
    private final String path;
    private int rounds;

    private Ensuring(Calls calls, boolean direct, String path) {
        this.calls = calls;
        this.direct = direct;
        this.path = path;
    }

    static CompletableFuture<Void> path(Calls calls, boolean direct, String path) {
        Paths.require(path);
        if (path.length() == 1) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> ensured = new CompletableFuture<>();
        new Ensuring(calls, direct, path)
                .round()
                .whenComplete(
                        (done, failure) -> {
                            if (failure == null) {
                                ensured.complete(null);
                            } else {
                                ensured.completeExceptionally(
                                        failure instanceof CompletionException wrapped
                                                        && wrapped.getCause() != null
                                                ? wrapped.getCause()
                                                : failure);
                            }
                        });
        return ensured;
    }

    private CompletionStage<Void> round() {
        rounds++;
        for (int end = path.indexOf('/', 1); end > 0; end = path.indexOf('/', end + 1)) {
            // What comes of these shows in the last one.
            create(path.substring(0, end));
        }
        return create(path)
                .handle((created, failure) -> after(failure))
                .thenCompose(stage -> stage);
    }

    private Call<String> create(String each) {
        Call.Plan<String> plan = Plans.create(each, NO_DATA, CreateMode.PERSISTENT, Acl.OPEN);
        // It may be done twice, so it counts as a query.
        return calls.begin(
                direct,
                new Call.Plan<>("ensurePath", each, plan.request(), null, false, plan.decoder()));
    }

    private CompletionStage<Void> after(@Nullable Throwable failure) {
        if (failure == null || failure instanceof ClientException.NodeExists) {
            return CompletableFuture.completedFuture(null);
        }
        if (failure instanceof ClientException.NoNode && rounds < MAX_ROUNDS) {
            return round();
        }
        if (failure instanceof ClientException.NoAuth) {
            // Who may not create it may well find it there.
            return calls.begin(direct, Plans.exists(path, null))
                    .thenAccept(
                            stat -> {
                                if (stat.isEmpty()) {
                                    throw new CompletionException(failure);
                                }
                            });
        }
        return CompletableFuture.failedFuture(failure);
    }
}
