package paddock.client.session;

import org.jspecify.annotations.Nullable;

import paddock.wire.jute.JuteReader;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;
import paddock.wire.protocol.Response;

/// Reads the bodies of answers.
final class Replies {
    private Replies() {}

    /// The body of a successful answer; null where the operation has none.
    static @Nullable Response read(Request request, JuteReader in) {
        return switch (request.opCode()) {
            case OpCode.GET_DATA, OpCode.RECONFIG -> Response.Data.read(in);
            case OpCode.EXISTS, OpCode.SET_DATA, OpCode.SET_ACL -> Response.StatOnly.read(in);
            case OpCode.CREATE -> Response.Created.read(in);
            case OpCode.CREATE2, OpCode.CREATE_CONTAINER, OpCode.CREATE_TTL ->
                    Response.CreatedWithStat.read(in);
            case OpCode.GET_CHILDREN, OpCode.GET_EPHEMERALS -> Response.Names.read(in);
            case OpCode.GET_CHILDREN2 ->
                    request instanceof Request.GetChildrenPage
                            ? Response.NamesPage.readOrAll(in)
                            : Response.NamesWithStat.read(in);
            case OpCode.MULTI, OpCode.MULTI_READ -> Response.Results.read(in);
            case OpCode.GET_ACL -> Response.AclList.read(in);
            case OpCode.SYNC -> Response.Synced.read(in);
            case OpCode.GET_ALL_CHILDREN_NUMBER -> Response.Count.read(in);
            case OpCode.ADD_WATCH -> Response.Err.read(in);
            case OpCode.WHO_AM_I -> Response.Identities.read(in);
            default -> null;
        };
    }
}
