package paddock.wire.txn;

import org.jspecify.annotations.Nullable;

import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;
import paddock.wire.jute.MalformedRecordException;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.OpCode;

import java.util.List;

/// What a transaction does, by [#type].
public sealed interface Txn {
    /// The number that goes into the [TxnHeader], or stands before a part of a [Multi].
    int type();

    /// Writes the body.
    void write(JuteWriter out);

    /// Reads the body of a transaction of the given type.
    ///
    /// @throws UnknownTxnTypeException when there is no such type
    static Txn read(int type, JuteReader in) {
        return switch (type) {
            case OpCode.CREATE, OpCode.CREATE2 -> Create.read(type, in);
            case OpCode.CREATE_TTL ->
                    new CreateTtl(
                            in.readString(),
                            in.readBuffer(),
                            Acl.readList(in),
                            in.readInt(),
                            in.readLong());
            case OpCode.CREATE_CONTAINER ->
                    new CreateContainer(
                            in.readString(), in.readBuffer(), Acl.readList(in), in.readInt());
            case OpCode.DELETE, OpCode.DELETE_CONTAINER -> new Delete(type, in.readString());
            case OpCode.SET_DATA, OpCode.RECONFIG ->
                    new SetData(type, in.readString(), in.readBuffer(), in.readInt());
            case OpCode.SET_ACL -> new SetAcl(in.readString(), Acl.readList(in), in.readInt());
            case OpCode.CREATE_SESSION -> new CreateSession(in.readInt());
            case OpCode.CLOSE_SESSION -> CloseSession.read(in);
            case OpCode.ERROR -> new Error(in.readInt());
            case OpCode.MULTI -> new Multi(in.readVector(Multi::readPart));
            default -> throw new UnknownTxnTypeException(type);
        };
    }

    /// Creates a persistent or ephemeral znode. `parentCversion` is the parent's count of creates
    /// after this one, or -1 where an old log does not say. The type keeps whether the client asked
    /// for a stat.
    record Create(
            int type,
            String path,
            byte @Nullable [] data,
            List<Acl> acl,
            boolean ephemeral,
            int parentCversion)
            implements Txn {
        static Create read(int type, JuteReader in) {
            return new Create(
                    type,
                    in.readString(),
                    in.readBuffer(),
                    Acl.readList(in),
                    in.readBool(),
                    in.remaining() < 4 ? -1 : in.readInt());
        }

        @Override
        public void write(JuteWriter out) {
            out.writeString(path);
            out.writeBuffer(data);
            out.writeVector(acl, Acl::write);
            out.writeBool(ephemeral);
            out.writeInt(parentCversion);
        }
    }

    /// Creates a znode with a time to live.
    record CreateTtl(
            String path, byte @Nullable [] data, List<Acl> acl, int parentCversion, long ttlMillis)
            implements Txn {
        @Override
        public int type() {
            return OpCode.CREATE_TTL;
        }

        @Override
        public void write(JuteWriter out) {
            out.writeString(path);
            out.writeBuffer(data);
            out.writeVector(acl, Acl::write);
            out.writeInt(parentCversion);
            out.writeLong(ttlMillis);
        }
    }

    /// Creates a container.
    record CreateContainer(String path, byte @Nullable [] data, List<Acl> acl, int parentCversion)
            implements Txn {
        @Override
        public int type() {
            return OpCode.CREATE_CONTAINER;
        }

        @Override
        public void write(JuteWriter out) {
            out.writeString(path);
            out.writeBuffer(data);
            out.writeVector(acl, Acl::write);
            out.writeInt(parentCversion);
        }
    }

    /// Deletes a znode; the type tells whether a client asked or the server swept it.
    record Delete(int type, String path) implements Txn {
        @Override
        public void write(JuteWriter out) {
            out.writeString(path);
        }
    }

    /// Replaces data; `version` is the new one. A reconfig is the same, on the config znode.
    record SetData(int type, String path, byte @Nullable [] data, int version) implements Txn {
        @Override
        public void write(JuteWriter out) {
            out.writeString(path);
            out.writeBuffer(data);
            out.writeInt(version);
        }
    }

    /// Replaces an ACL; `version` is the new ACL version.
    record SetAcl(String path, List<Acl> acl, int version) implements Txn {
        @Override
        public int type() {
            return OpCode.SET_ACL;
        }

        @Override
        public void write(JuteWriter out) {
            out.writeString(path);
            out.writeVector(acl, Acl::write);
            out.writeInt(version);
        }
    }

    /// A version that was checked; changes nothing, and only stands inside a [Multi].
    record Check(String path, int version) implements Txn {
        @Override
        public int type() {
            return OpCode.CHECK;
        }

        @Override
        public void write(JuteWriter out) {
            out.writeString(path);
            out.writeInt(version);
        }
    }

    /// Opens the session named in the header.
    record CreateSession(int timeoutMillis) implements Txn {
        @Override
        public int type() {
            return OpCode.CREATE_SESSION;
        }

        @Override
        public void write(JuteWriter out) {
            out.writeInt(timeoutMillis);
        }
    }

    /// Ends the session named in the header, and with it the listed ephemerals; null where the
    /// writer did not list them.
    record CloseSession(@Nullable List<String> paths) implements Txn {
        static CloseSession read(JuteReader in) {
            if (in.remaining() == 0) {
                return new CloseSession(null);
            }
            // A leader told not to list them still appends its digest, which then stands where the
            // list would. Bytes of just that length that are no list are therefore a digest.
            if (in.remaining() == TxnDigest.BYTES && !isStrings(in)) {
                return new CloseSession(null);
            }
            return new CloseSession(in.readNullableVector(JuteReader::readString));
        }

        private static boolean isStrings(JuteReader in) {
            try {
                new JuteReader()
                        .reset(in.array(), in.position(), in.remaining())
                        .readNullableVector(JuteReader::readString);
                return true;
            } catch (MalformedRecordException notStrings) {
                return false;
            }
        }

        @Override
        public int type() {
            return OpCode.CLOSE_SESSION;
        }

        @Override
        public void write(JuteWriter out) {
            if (paths != null) {
                out.writeStrings(paths);
            }
        }
    }

    /// A request that was refused: takes a place in the order and changes nothing.
    record Error(int err) implements Txn {
        @Override
        public int type() {
            return OpCode.ERROR;
        }

        @Override
        public void write(JuteWriter out) {
            out.writeInt(err);
        }
    }

    /// Several transactions that happen together or, when any is an [Error], not at all.
    record Multi(List<Txn> parts) implements Txn {
        public Multi {
            parts = List.copyOf(parts);
        }

        private static Txn readPart(JuteReader in) {
            int type = in.readInt();
            int length = in.readLength("part of a multi");
            if (length < 0) {
                throw new MalformedRecordException("part of a multi is null");
            }
            JuteReader part = in.readSlice(length);
            return switch (type) {
                case OpCode.CHECK -> new Check(part.readString(), part.readInt());
                case OpCode.MULTI, OpCode.CREATE_SESSION, OpCode.CLOSE_SESSION ->
                        throw new UnknownTxnTypeException(type);
                default -> Txn.read(type, part);
            };
        }

        @Override
        public int type() {
            return OpCode.MULTI;
        }

        @Override
        public void write(JuteWriter out) {
            out.writeInt(parts.size());
            for (Txn part : parts) {
                out.writeInt(part.type());
                int lengthAt = out.size();
                out.writeInt(0);
                part.write(out);
                out.setInt(lengthAt, out.size() - lengthAt - 4);
            }
        }
    }
}
