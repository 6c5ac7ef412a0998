package org.apache.zookeeper;

import org.apache.zookeeper.data.Stat;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// What one operation of a multi came to. Two results with a [Stat] are equal when it tells of the
/// same change.
public abstract class OpResult {
    private final int type;

    private OpResult(int type) {
        this.type = type;
    }

    /// The number of the operation, see [ZooDefs.OpCode]; -1 for an error.
    public int getType() {
        return type;
    }

    /// A znode was created.
    public static class CreateResult extends OpResult {
        private final String path;
        private final Stat stat;

        public CreateResult(String path) {
            this(ZooDefs.OpCode.create, path, null);
        }

        public CreateResult(String path, Stat stat) {
            this(ZooDefs.OpCode.create2, path, stat);
        }

        private CreateResult(int type, String path, Stat stat) {
            super(type);
            this.path = path;
            this.stat = stat;
        }

        public String getPath() {
            return path;
        }

        /// Null where the server does not say.
        public Stat getStat() {
            return stat;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof CreateResult that
                    && getType() == that.getType()
                    && Objects.equals(path, that.path)
                    && mzxid(stat) == mzxid(that.stat);
        }

        @Override
        public int hashCode() {
            return (int) (getType() * 35L + Objects.hashCode(path) + mzxid(stat));
        }
    }

    /// A znode was deleted.
    public static class DeleteResult extends OpResult {
        public DeleteResult() {
            super(ZooDefs.OpCode.delete);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof DeleteResult;
        }

        @Override
        public int hashCode() {
            return getType();
        }
    }

    /// Data were set.
    public static class SetDataResult extends OpResult {
        private final Stat stat;

        public SetDataResult(Stat stat) {
            super(ZooDefs.OpCode.setData);
            this.stat = stat;
        }

        public Stat getStat() {
            return stat;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof SetDataResult that && mzxid(stat) == mzxid(that.stat);
        }

        @Override
        public int hashCode() {
            return (int) (getType() * 35L + mzxid(stat));
        }
    }

    /// The znode was there in the version asked for.
    public static class CheckResult extends OpResult {
        public CheckResult() {
            super(ZooDefs.OpCode.check);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof CheckResult;
        }

        @Override
        public int hashCode() {
            return getType();
        }
    }

    /// The operation failed, or would have been carried out had not another one failed: then the
    /// code is 0 before the one that failed and -2 after it.
    public static class ErrorResult extends OpResult {
        private final int err;

        public ErrorResult(int err) {
            super(ZooDefs.OpCode.error);
            this.err = err;
        }

        /// The number of a [KeeperException.Code].
        public int getErr() {
            return err;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof ErrorResult that && err == that.err;
        }

        @Override
        public int hashCode() {
            return getType() * 35 + err;
        }
    }

    /// Children were listed.
    public static class GetChildrenResult extends OpResult {
        private final List<String> children;

        public GetChildrenResult(List<String> children) {
            super(ZooDefs.OpCode.getChildren);
            this.children = children;
        }

        public List<String> getChildren() {
            return children;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof GetChildrenResult that && children.equals(that.children);
        }

        @Override
        public int hashCode() {
            return getType() * 35 + children.hashCode();
        }
    }

    /// Data were read.
    public static class GetDataResult extends OpResult {
        private final byte[] data;
        private final Stat stat;

        public GetDataResult(byte[] data, Stat stat) {
            super(ZooDefs.OpCode.getData);
            this.data = data == null ? null : Arrays.copyOf(data, data.length);
            this.stat = stat;
        }

        /// A copy of the data, or null.
        public byte[] getData() {
            return data == null ? null : Arrays.copyOf(data, data.length);
        }

        public Stat getStat() {
            return stat;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof GetDataResult that
                    && Objects.equals(stat, that.stat)
                    && Arrays.equals(data, that.data);
        }

        @Override
        public int hashCode() {
            return (int) (getType() * 35L + Arrays.hashCode(data) + mzxid(stat));
        }
    }

    private static long mzxid(Stat stat) {
        return stat == null ? 0 : stat.getMzxid();
    }
}
