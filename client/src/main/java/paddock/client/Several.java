package paddock.client;

import org.jspecify.annotations.Nullable;

import paddock.wire.protocol.ErrorCode;
import paddock.wire.protocol.Request;
import paddock.wire.protocol.Response;

import java.util.List;

/// What is common to requests of several operations.
final class Several {
    private Several() {}

    /// The answer to each operation.
    ///
    /// @param operation what the whole is called
    /// @param update whether the whole may have happened
    /// @throws ClientException when it is no answer to them
    static List<Response.Result> answers(
            List<Request> ops, @Nullable Response response, String operation, boolean update) {
        if (!(response instanceof Response.Results answer)
                || answer.results().size() != ops.size()) {
            throw ClientException.of(
                    new ClientException.Failure(
                            ErrorCode.MARSHALLING_ERROR.code(), operation, null, update));
        }
        return answer.results();
    }

    /// Why one of them failed.
    static ClientException failure(Request op, int code) {
        String operation = "check";
        String path = null;
        if (op instanceof Request.Create create) {
            operation = "create";
            path = create.path();
        } else if (op instanceof Request.SetData set) {
            operation = "setData";
            path = set.path();
        } else if (op instanceof Request.Delete delete) {
            operation = "delete";
            path = delete.path();
        } else if (op instanceof Request.Check check) {
            path = check.path();
        } else if (op instanceof Request.GetData get) {
            operation = "getData";
            path = get.path();
        } else if (op instanceof Request.GetChildren get) {
            operation = Plans.CHILDREN;
            path = get.path();
        }
        return ClientException.of(new ClientException.Failure(code, operation, path, false));
    }
}
