package paddock.client;

import org.jspecify.annotations.Nullable;

import paddock.wire.protocol.Request;
import paddock.wire.protocol.Response;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Several queries in one request, each of which succeeds or fails by itself. Not for use by
/// several threads. Servers since 3.6 answer it.
///
/// In an ensemble an update may come between two of the queries.
public final class ReadBatch {
    private final Calls calls;
    private final List<Request> ops = new ArrayList<>();

    ReadBatch(Calls calls) {
        this.calls = calls;
    }

    /// What one of the queries yields.
    public sealed interface Result {
        /// The data of a znode.
        record Data(String path, NodeData data) implements Result {}

        /// The names of a znode's children.
        record Names(String path, List<String> names) implements Result {}

        /// It failed, for example with [ClientException.NoNode].
        record Failed(String path, ClientException reason) implements Result {}
    }

    /// Asks for the data of a znode.
    ///
    /// @throws IllegalArgumentException when the path is none
    public ReadBatch getData(String path) {
        ops.add(new Request.GetData(Paths.require(path), false));
        return this;
    }

    /// Asks for the children of a znode.
    ///
    /// @throws IllegalArgumentException when the path is none
    public ReadBatch getChildren(String path) {
        ops.add(new Request.GetChildren(Paths.require(path), false, false));
        return this;
    }

    /// Asks, and waits.
    ///
    /// @return a result for each query, in their order
    /// @throws ClientException when the request failed as a whole
    public List<Result> read() {
        return calls.begin(true, plan()).await();
    }

    /// As [#read], without waiting.
    public CompletableFuture<List<Result>> readAsync() {
        return calls.begin(false, plan());
    }

    private Call.Plan<List<Result>> plan() {
        List<Request> all = List.copyOf(ops);
        return new Call.Plan<>(
                "readBatch",
                null,
                new Request.Multi(true, all),
                null,
                false,
                response -> results(all, response));
    }

    private static List<Result> results(List<Request> ops, @Nullable Response response) {
        List<Response.Result> answers = Several.answers(ops, response, "readBatch", false);
        List<Result> results = new ArrayList<>(ops.size());
        for (int i = 0; i < ops.size(); i++) {
            results.add(result(ops.get(i), answers.get(i)));
        }
        return List.copyOf(results);
    }

    private static Result result(Request op, Response.Result answer) {
        String path =
                op instanceof Request.GetData get
                        ? get.path()
                        : op instanceof Request.GetChildren get ? get.path() : null;
        String known = path == null ? "" : path;
        if (answer.body() instanceof Response.Data found) {
            return new Result.Data(known, Plans.nodeData(found));
        } else if (answer.body() instanceof Response.Names found) {
            return new Result.Names(known, found.names());
        }
        return new Result.Failed(known, Several.failure(op, answer.err()));
    }
}
