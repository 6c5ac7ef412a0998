package org.apache.zookeeper;

import org.apache.jute.InputArchive;
import org.apache.jute.OutputArchive;
import org.apache.jute.Record;
import org.apache.zookeeper.proto.CheckVersionRequest;
import org.apache.zookeeper.proto.CreateRequest;
import org.apache.zookeeper.proto.CreateTTLRequest;
import org.apache.zookeeper.proto.DeleteRequest;
import org.apache.zookeeper.proto.GetChildrenRequest;
import org.apache.zookeeper.proto.GetDataRequest;
import org.apache.zookeeper.proto.MultiHeader;
import org.apache.zookeeper.proto.SetDataRequest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// The operations of a multi as the wire has them: each behind a header, and a header at the end.
public class MultiOperationRecord implements Record, Iterable<Op> {
    private final List<Op> ops = new ArrayList<>();

    public MultiOperationRecord() {}

    /// @throws IllegalArgumentException when there are both updates and queries
    @SuppressWarnings("this-escape")
    public MultiOperationRecord(Iterable<Op> ops) throws IllegalArgumentException {
        for (Op each : ops) {
            add(each);
        }
    }

    @Override
    public Iterator<Op> iterator() {
        return ops.iterator();
    }

    /// Adds an operation.
    ///
    /// @throws IllegalArgumentException when it is an update among queries or the reverse
    public void add(Op op) throws IllegalArgumentException {
        if (!ops.isEmpty() && ops.get(0).getKind() != op.getKind()) {
            throw new IllegalArgumentException(
                    "Mixing read and write operations (transactions) is not allowed in a multi"
                            + " request.");
        }
        ops.add(op);
    }

    public int size() {
        return ops.size();
    }

    /// Which kind of operations it has; null when there is none.
    public Op.OpKind getOpKind() {
        return ops.isEmpty() ? null : ops.get(0).getKind();
    }

    @Override
    public void serialize(OutputArchive archive, String tag) throws IOException {
        archive.startRecord(this, tag);
        for (Op each : ops) {
            new MultiHeader(each.getType(), false, -1).serialize(archive, tag);
            each.toRequestRecord().serialize(archive, tag);
        }
        new MultiHeader(-1, true, -1).serialize(archive, tag);
        archive.endRecord(this, tag);
    }

    @Override
    public void deserialize(InputArchive archive, String tag) throws IOException {
        archive.startRecord(tag);
        while (true) {
            MultiHeader header = new MultiHeader();
            header.deserialize(archive, tag);
            if (header.getDone()) {
                break;
            }
            add(read(header.getType(), archive, tag));
        }
        archive.endRecord(tag);
    }

    private static Op read(int type, InputArchive in, String tag) throws IOException {
        switch (type) {
            case ZooDefs.OpCode.create, ZooDefs.OpCode.create2, ZooDefs.OpCode.createContainer -> {
                CreateRequest create = filled(new CreateRequest(), in, tag);
                return Op.create(
                        create.getPath(), create.getData(), create.getAcl(), create.getFlags());
            }
            case ZooDefs.OpCode.createTTL -> {
                CreateTTLRequest create = filled(new CreateTTLRequest(), in, tag);
                return Op.create(
                        create.getPath(),
                        create.getData(),
                        create.getAcl(),
                        create.getFlags(),
                        create.getTtl());
            }
            case ZooDefs.OpCode.delete -> {
                DeleteRequest delete = filled(new DeleteRequest(), in, tag);
                return Op.delete(delete.getPath(), delete.getVersion());
            }
            case ZooDefs.OpCode.setData -> {
                SetDataRequest set = filled(new SetDataRequest(), in, tag);
                return Op.setData(set.getPath(), set.getData(), set.getVersion());
            }
            case ZooDefs.OpCode.check -> {
                CheckVersionRequest check = filled(new CheckVersionRequest(), in, tag);
                return Op.check(check.getPath(), check.getVersion());
            }
            case ZooDefs.OpCode.getChildren -> {
                return Op.getChildren(filled(new GetChildrenRequest(), in, tag).getPath());
            }
            case ZooDefs.OpCode.getData -> {
                return Op.getData(filled(new GetDataRequest(), in, tag).getPath());
            }
            default -> throw new IOException("Invalid type of op");
        }
    }

    private static <R extends Record> R filled(R record, InputArchive in, String tag)
            throws IOException {
        record.deserialize(in, tag);
        return record;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MultiOperationRecord that && ops.equals(that.ops);
    }

    @Override
    public int hashCode() {
        int hash = 1023;
        for (Op each : ops) {
            hash = hash * 25 + each.hashCode();
        }
        return hash;
    }
}
