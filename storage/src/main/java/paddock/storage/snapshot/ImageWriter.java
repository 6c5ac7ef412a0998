package paddock.storage.snapshot;

import paddock.core.database.DatabaseImage;
import paddock.wire.jute.JuteWriter;
import paddock.wire.protocol.Acl;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/// Writes what files and streams have in common: sessions, ACLs, nodes and the path that ends them.
final class ImageWriter {
    static final int CHUNK_BYTES = 64 << 10;

    /// Takes what was gathered.
    interface Sink {
        void take(byte[] bytes, int length) throws IOException;
    }

    private final JuteWriter chunk = new JuteWriter(CHUNK_BYTES + 4096);
    private final Sink sink;

    ImageWriter(Sink sink) {
        this.sink = sink;
    }

    /// What goes out with the next [#flush]; for what comes before and after the image.
    JuteWriter chunk() {
        return chunk;
    }

    void write(DatabaseImage image) throws IOException {
        writeSessions(image.sessions());
        writeAcls(image.acls());
        while (image.writeNodes(chunk, CHUNK_BYTES)) {
            flush();
        }
        chunk.writeString(SnapshotFormat.END);
    }

    private void writeSessions(Map<Long, Integer> sessions) throws IOException {
        chunk.writeInt(sessions.size());
        for (Map.Entry<Long, Integer> session : sessions.entrySet()) {
            chunk.writeLong(session.getKey());
            chunk.writeInt(session.getValue());
            flushIfLarge();
        }
    }

    private void writeAcls(Map<Long, List<Acl>> acls) throws IOException {
        chunk.writeInt(acls.size());
        for (Map.Entry<Long, List<Acl>> acl : acls.entrySet()) {
            chunk.writeLong(acl.getKey());
            chunk.writeVector(acl.getValue(), Acl::write);
            flushIfLarge();
        }
    }

    private void flushIfLarge() throws IOException {
        if (chunk.size() >= CHUNK_BYTES) {
            flush();
        }
    }

    void flush() throws IOException {
        sink.take(chunk.array(), chunk.size());
        chunk.clear();
    }
}
