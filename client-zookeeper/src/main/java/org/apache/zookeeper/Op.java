package org.apache.zookeeper;

import org.apache.jute.Record;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.proto.CheckVersionRequest;
import org.apache.zookeeper.proto.CreateRequest;
import org.apache.zookeeper.proto.CreateTTLRequest;
import org.apache.zookeeper.proto.DeleteRequest;
import org.apache.zookeeper.proto.GetChildrenRequest;
import org.apache.zookeeper.proto.GetDataRequest;
import org.apache.zookeeper.proto.SetDataRequest;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/// One operation of a [ZooKeeper#multi(Iterable)]. Paths are checked when it is submitted.
public abstract class Op {
    /// What an operation does; those of one multi are all of one kind.
    public enum OpKind {
        TRANSACTION,
        READ
    }

    private final int type;
    private final String path;
    private final OpKind kind;

    private Op(int type, String path, OpKind kind) {
        this.type = type;
        this.path = path;
        this.kind = kind;
    }

    /// Creates a znode whose kind is told by the number of a [CreateMode].
    public static Op create(String path, byte[] data, List<ACL> acl, int flags) {
        return new Create(path, data, acl, flags);
    }

    /// Creates a znode with a time to live in milliseconds, which only counts where the kind has
    /// one.
    public static Op create(String path, byte[] data, List<ACL> acl, int flags, long ttl) {
        return CreateMode.fromFlag(flags, CreateMode.PERSISTENT).isTTL()
                ? new CreateTTL(path, data, acl, flags, ttl)
                : new Create(path, data, acl, flags);
    }

    /// Creates a znode.
    public static Op create(String path, byte[] data, List<ACL> acl, CreateMode createMode) {
        return create(path, data, acl, createMode.toFlag());
    }

    /// Creates a znode with a time to live in milliseconds, which only counts where the kind has
    /// one.
    public static Op create(
            String path, byte[] data, List<ACL> acl, CreateMode createMode, long ttl) {
        return create(path, data, acl, createMode.toFlag(), ttl);
    }

    /// Creates a znode.
    public static Op create(String path, byte[] data, CreateOptions options) {
        return create(
                path, data, options.getAcl(), options.getCreateMode().toFlag(), options.getTtl());
    }

    /// Deletes a znode of that version, or of any where it is -1.
    public static Op delete(String path, int version) {
        return new Delete(path, version);
    }

    /// Sets the data of a znode of that version, or of any where it is -1.
    public static Op setData(String path, byte[] data, int version) {
        return new SetData(path, data, version);
    }

    /// Fails unless the znode is there in that version.
    public static Op check(String path, int version) {
        return new Check(path, version);
    }

    /// Lists children.
    public static Op getChildren(String path) {
        return new GetChildren(path);
    }

    /// Reads data.
    public static Op getData(String path) {
        return new GetData(path);
    }

    /// The number of the operation, see [ZooDefs.OpCode].
    public int getType() {
        return type;
    }

    public String getPath() {
        return path;
    }

    public OpKind getKind() {
        return kind;
    }

    /// The operation as the wire has it.
    public abstract Record toRequestRecord();

    /// Whether both do the same to the same znode.
    final boolean isLike(Object other) {
        return other instanceof Op that
                && getClass() == that.getClass()
                && type == that.type
                && Objects.equals(path, that.path);
    }

    final int typeAndPathHash() {
        return type + path.hashCode();
    }

    /// Creates a znode.
    public static class Create extends Op {
        protected byte[] data;
        protected List<ACL> acl;
        protected int flags;

        private Create(String path, byte[] data, List<ACL> acl, int flags) {
            this(
                    CreateMode.fromFlag(flags, CreateMode.PERSISTENT).isContainer()
                            ? ZooDefs.OpCode.createContainer
                            : ZooDefs.OpCode.create,
                    path,
                    data,
                    acl,
                    flags);
        }

        private Create(int type, String path, byte[] data, List<ACL> acl, int flags) {
            super(type, path, OpKind.TRANSACTION);
            this.data = data;
            this.acl = acl;
            this.flags = flags;
        }

        @Override
        public boolean equals(Object other) {
            return isLike(other)
                    && other instanceof Create that
                    && flags == that.flags
                    && Arrays.equals(data, that.data)
                    && sameAccess(acl, that.acl);
        }

        private static boolean sameAccess(List<ACL> one, List<ACL> two) {
            return one == null || two == null
                    ? one == null && two == null
                    : one.size() == two.size() && new HashSet<>(one).equals(new HashSet<>(two));
        }

        @Override
        public int hashCode() {
            return typeAndPathHash() + Arrays.hashCode(data);
        }

        @Override
        public Record toRequestRecord() {
            return new CreateRequest(getPath(), data, acl, flags);
        }
    }

    /// Creates a znode with a time to live.
    public static class CreateTTL extends Create {
        private final long ttl;

        private CreateTTL(String path, byte[] data, List<ACL> acl, int flags, long ttl) {
            super(ZooDefs.OpCode.createTTL, path, data, acl, flags);
            this.ttl = ttl;
        }

        long ttl() {
            return ttl;
        }

        @Override
        public boolean equals(Object other) {
            return super.equals(other) && other instanceof CreateTTL that && ttl == that.ttl;
        }

        @Override
        public int hashCode() {
            return super.hashCode() + Long.hashCode(ttl);
        }

        @Override
        public Record toRequestRecord() {
            return new CreateTTLRequest(getPath(), data, acl, flags, ttl);
        }
    }

    /// Deletes a znode.
    public static class Delete extends Op {
        private final int version;

        private Delete(String path, int version) {
            super(ZooDefs.OpCode.delete, path, OpKind.TRANSACTION);
            this.version = version;
        }

        @Override
        public boolean equals(Object other) {
            return isLike(other) && other instanceof Delete that && version == that.version;
        }

        @Override
        public int hashCode() {
            return typeAndPathHash() + version;
        }

        @Override
        public Record toRequestRecord() {
            return new DeleteRequest(getPath(), version);
        }
    }

    /// Sets the data of a znode.
    public static class SetData extends Op {
        private final byte[] data;
        private final int version;

        private SetData(String path, byte[] data, int version) {
            super(ZooDefs.OpCode.setData, path, OpKind.TRANSACTION);
            this.data = data;
            this.version = version;
        }

        @Override
        public boolean equals(Object other) {
            return isLike(other)
                    && other instanceof SetData that
                    && version == that.version
                    && Arrays.equals(data, that.data);
        }

        @Override
        public int hashCode() {
            return typeAndPathHash() + Arrays.hashCode(data) + version;
        }

        @Override
        public Record toRequestRecord() {
            return new SetDataRequest(getPath(), data, version);
        }
    }

    /// Fails unless the znode is there in some version.
    public static class Check extends Op {
        private final int version;

        private Check(String path, int version) {
            super(ZooDefs.OpCode.check, path, OpKind.TRANSACTION);
            this.version = version;
        }

        @Override
        public boolean equals(Object other) {
            return isLike(other) && other instanceof Check that && version == that.version;
        }

        @Override
        public int hashCode() {
            return typeAndPathHash() + version;
        }

        @Override
        public Record toRequestRecord() {
            return new CheckVersionRequest(getPath(), version);
        }
    }

    /// Lists children.
    public static class GetChildren extends Op {
        GetChildren(String path) {
            super(ZooDefs.OpCode.getChildren, path, OpKind.READ);
        }

        @Override
        public boolean equals(Object other) {
            return isLike(other);
        }

        @Override
        public int hashCode() {
            return typeAndPathHash();
        }

        @Override
        public Record toRequestRecord() {
            return new GetChildrenRequest(getPath(), false);
        }
    }

    /// Reads data.
    public static class GetData extends Op {
        GetData(String path) {
            super(ZooDefs.OpCode.getData, path, OpKind.READ);
        }

        @Override
        public boolean equals(Object other) {
            return isLike(other);
        }

        @Override
        public int hashCode() {
            return typeAndPathHash();
        }

        @Override
        public Record toRequestRecord() {
            return new GetDataRequest(getPath(), false);
        }
    }
}
