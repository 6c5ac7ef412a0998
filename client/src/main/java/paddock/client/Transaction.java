package paddock.client;

import org.jspecify.annotations.Nullable;

import paddock.wire.protocol.Acl;
import paddock.wire.protocol.CreateMode;
import paddock.wire.protocol.ErrorCode;
import paddock.wire.protocol.Request;
import paddock.wire.protocol.Response;
import paddock.wire.protocol.Stat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Several updates that are carried out together, or not at all. Not for use by several threads.
///
/// Each update sees those before it. Nobody ever sees some of them without the others.
public final class Transaction {
    private final Calls calls;
    private final List<Request> ops = new ArrayList<>();

    Transaction(Calls calls) {
        this.calls = calls;
    }

    /// What one of the updates yields.
    public sealed interface Result {
        /// A znode was created, under this path.
        record Created(String path) implements Result {}

        /// Data was replaced.
        record Updated(Stat stat) implements Result {}

        /// A znode was deleted.
        record Deleted() implements Result {}

        /// A version was as it should be.
        record Checked() implements Result {}
    }

    /// Creates a persistent znode, open to everybody.
    ///
    /// @throws IllegalArgumentException when the path is none
    public Transaction create(String path, byte[] data) {
        return create(path, data, CreateMode.PERSISTENT, Acl.OPEN);
    }

    /// Creates a znode.
    ///
    /// @param mode without a time to live
    /// @throws IllegalArgumentException when the path is none, or the mode takes a time to live
    public Transaction create(String path, byte[] data, CreateMode mode, List<Acl> acl) {
        ops.add(Plans.create(path, data, mode, acl).request());
        return this;
    }

    /// Replaces the data of a znode.
    ///
    /// @param version which version it must have; -1 for any
    /// @throws IllegalArgumentException when the path is none
    public Transaction setData(String path, byte[] data, int version) {
        ops.add(Plans.setData(path, data, version).request());
        return this;
    }

    /// Deletes a znode.
    ///
    /// @param version which version it must have; -1 for any
    /// @throws IllegalArgumentException when the path is none
    public Transaction delete(String path, int version) {
        ops.add(Plans.delete(path, version).request());
        return this;
    }

    /// Demands that a znode exists and has a version.
    ///
    /// @param version -1 for any
    /// @throws IllegalArgumentException when the path is none
    public Transaction check(String path, int version) {
        ops.add(new Request.Check(Paths.require(path), version));
        return this;
    }

    /// How many updates it has.
    public int size() {
        return ops.size();
    }

    /// Carries it out, and waits.
    ///
    /// @return a result for each update, in their order
    /// @throws TransactionFailedException when one of them could not be carried out, so that none
    ///   was
    /// @throws ClientException for any other reason
    public List<Result> commit() {
        return calls.begin(true, plan()).await();
    }

    /// As [#commit], without waiting.
    public CompletableFuture<List<Result>> commitAsync() {
        return calls.begin(false, plan());
    }

    private Call.Plan<List<Result>> plan() {
        List<Request> all = List.copyOf(ops);
        return new Call.Plan<>(
                "transaction",
                null,
                new Request.Multi(false, all),
                null,
                true,
                response -> results(all, response));
    }

    private static List<Result> results(List<Request> ops, @Nullable Response response) {
        List<Response.Result> answers = Several.answers(ops, response, "transaction", true);
        List<Result> results = new ArrayList<>(ops.size());
        for (int i = 0; i < ops.size(); i++) {
            Response.Result each = answers.get(i);
            // Those before and after the one that failed have codes that say just that.
            if (each.err() != 0 && each.err() != ErrorCode.RUNTIME_INCONSISTENCY.code()) {
                throw new TransactionFailedException(i, Several.failure(ops.get(i), each.err()));
            }
            results.add(result(each.body(), ops.get(i)));
        }
        return List.copyOf(results);
    }

    private static Result result(@Nullable Response body, Request op) {
        if (body instanceof Response.Created created) {
            return new Result.Created(created.path());
        } else if (body instanceof Response.CreatedWithStat created) {
            return new Result.Created(created.path());
        } else if (body instanceof Response.StatOnly updated) {
            return new Result.Updated(updated.stat());
        }
        return op instanceof Request.Check ? new Result.Checked() : new Result.Deleted();
    }
}
