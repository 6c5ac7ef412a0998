package paddock.conformance.differential;

import paddock.wire.jute.JuteReader;
import paddock.wire.jute.MalformedRecordException;
import paddock.wire.protocol.CreateMode;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;

/// Requests that must not reach the reference, because it stops or cannot start again (client
/// protocol reference, section 19), and those that clients never send and Paddock refuses.
final class Hazards {
    private Hazards() {}

    /// Whether the reference must be spared this request.
    static boolean isHazard(int op, byte[] body) {
        if (op == OpCode.DELETE_CONTAINER || op == OpCode.CREATE_SESSION) {
            return true;
        }
        try {
            Request request = Request.read(op, JuteReader.over(body));
            return request != null && isHazard(request);
        } catch (MalformedRecordException e) {
            return mentionsBookkeeping(body);
        }
    }

    private static boolean isHazard(Request request) {
        return switch (request) {
            case Request.Create create -> isHazard(create);
            case Request.SetData setData -> setData.path().endsWith("zookeeper_stats");
            case Request.Multi multi -> multi.ops().stream().anyMatch(Hazards::isHazard);
            default -> false;
        };
    }

    private static boolean isHazard(Request.Create create) {
        if ("/zookeeper/quota/zookeeper_limits".equals(create.path())) {
            return true;
        }
        CreateMode mode = CreateMode.ofFlag(create.flags());
        return create.opCode() == OpCode.CREATE_TTL
                && (mode == null || !mode.ttl())
                && create.ttlMillis() < 0;
    }

    // Our reader is stricter than the reference's in places, so look at the bytes as well.
    private static boolean mentionsBookkeeping(byte[] body) {
        String text = new String(body, java.nio.charset.StandardCharsets.ISO_8859_1);
        return text.contains("zookeeper_stats") || text.contains("/quota/zookeeper_limits");
    }
}
