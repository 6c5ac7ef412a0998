package paddock.server.links;

import paddock.core.database.DatabaseImage;
import paddock.wire.jute.JuteWriter;
import paddock.wire.protocol.Acl;

/// How a tree travels between servers (ensemble protocol reference, section 5).
final class SnapshotStream {
    static final String SIGNATURE = "BenWasHere";

    private SnapshotStream() {}

    static void writeHead(DatabaseImage image, JuteWriter out) {
        out.writeInt(image.sessions().size());
        image.sessions()
                .forEach(
                        (id, timeoutMillis) -> {
                            out.writeLong(id);
                            out.writeInt(timeoutMillis);
                        });
        out.writeInt(image.acls().size());
        image.acls()
                .forEach(
                        (id, acl) -> {
                            out.writeLong(id);
                            out.writeVector(acl, Acl::write);
                        });
    }

    static void writeEnd(JuteWriter out) {
        out.writeString("/");
        out.writeString(SIGNATURE);
    }
}
