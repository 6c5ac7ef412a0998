package org.apache.zookeeper;

import org.apache.jute.InputArchive;
import org.apache.jute.OutputArchive;
import org.apache.jute.Record;
import org.apache.zookeeper.OpResult.CheckResult;
import org.apache.zookeeper.OpResult.CreateResult;
import org.apache.zookeeper.OpResult.DeleteResult;
import org.apache.zookeeper.OpResult.ErrorResult;
import org.apache.zookeeper.OpResult.GetChildrenResult;
import org.apache.zookeeper.OpResult.GetDataResult;
import org.apache.zookeeper.OpResult.SetDataResult;
import org.apache.zookeeper.proto.Create2Response;
import org.apache.zookeeper.proto.CreateResponse;
import org.apache.zookeeper.proto.ErrorResponse;
import org.apache.zookeeper.proto.GetChildrenResponse;
import org.apache.zookeeper.proto.GetDataResponse;
import org.apache.zookeeper.proto.MultiHeader;
import org.apache.zookeeper.proto.SetDataResponse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// The results of a multi as the wire has them: each behind a header, and a header at the end.
public class MultiResponse implements Record, Iterable<OpResult> {
    private final List<OpResult> results = new ArrayList<>();

    public MultiResponse() {}

    /// Adds a result.
    public void add(OpResult result) {
        results.add(result);
    }

    @Override
    public Iterator<OpResult> iterator() {
        return results.iterator();
    }

    public int size() {
        return results.size();
    }

    public List<OpResult> getResultList() {
        return results;
    }

    @Override
    public void serialize(OutputArchive archive, String tag) throws IOException {
        archive.startRecord(this, tag);
        for (OpResult each : results) {
            int err = each instanceof ErrorResult error ? error.getErr() : 0;
            new MultiHeader(each.getType(), false, err).serialize(archive, tag);
            Record body = body(each);
            if (body != null) {
                body.serialize(archive, tag);
            }
        }
        new MultiHeader(-1, true, -1).serialize(archive, tag);
        archive.endRecord(this, tag);
    }

    private static Record body(OpResult result) {
        if (result instanceof CreateResult created) {
            return created.getType() == ZooDefs.OpCode.create
                    ? new CreateResponse(created.getPath())
                    : new Create2Response(created.getPath(), created.getStat());
        } else if (result instanceof SetDataResult set) {
            return new SetDataResponse(set.getStat());
        } else if (result instanceof GetChildrenResult children) {
            return new GetChildrenResponse(children.getChildren());
        } else if (result instanceof GetDataResult data) {
            return new GetDataResponse(data.getData(), data.getStat());
        } else if (result instanceof ErrorResult error) {
            return new ErrorResponse(error.getErr());
        }
        return null;
    }

    @Override
    public void deserialize(InputArchive archive, String tag) throws IOException {
        results.clear();
        archive.startRecord(tag);
        while (true) {
            MultiHeader header = new MultiHeader();
            header.deserialize(archive, tag);
            if (header.getDone()) {
                break;
            }
            results.add(read(header.getType(), archive, tag));
        }
        archive.endRecord(tag);
    }

    private static OpResult read(int type, InputArchive in, String tag) throws IOException {
        switch (type) {
            case ZooDefs.OpCode.create -> {
                return new CreateResult(filled(new CreateResponse(), in, tag).getPath());
            }
            case ZooDefs.OpCode.create2 -> {
                Create2Response created = filled(new Create2Response(), in, tag);
                return new CreateResult(created.getPath(), created.getStat());
            }
            case ZooDefs.OpCode.delete -> {
                return new DeleteResult();
            }
            case ZooDefs.OpCode.setData -> {
                return new SetDataResult(filled(new SetDataResponse(), in, tag).getStat());
            }
            case ZooDefs.OpCode.check -> {
                return new CheckResult();
            }
            case ZooDefs.OpCode.getChildren -> {
                return new GetChildrenResult(
                        filled(new GetChildrenResponse(), in, tag).getChildren());
            }
            case ZooDefs.OpCode.getData -> {
                GetDataResponse data = filled(new GetDataResponse(), in, tag);
                return new GetDataResult(data.getData(), data.getStat());
            }
            case ZooDefs.OpCode.error -> {
                return new ErrorResult(filled(new ErrorResponse(), in, tag).getErr());
            }
            default -> throw new IOException("Invalid type " + type + " in MultiResponse");
        }
    }

    private static <R extends Record> R filled(R record, InputArchive in, String tag)
            throws IOException {
        record.deserialize(in, tag);
        return record;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MultiResponse that && results.equals(that.results);
    }

    @Override
    public int hashCode() {
        int hash = results.size();
        for (OpResult each : results) {
            hash = hash * 35 + each.hashCode();
        }
        return hash;
    }
}
