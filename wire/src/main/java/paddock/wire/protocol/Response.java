package paddock.wire.protocol;

import org.jspecify.annotations.Nullable;

import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;
import paddock.wire.jute.MalformedRecordException;

import java.util.ArrayList;
import java.util.List;

/// The body of an answer, after its [ReplyHeader] (client protocol reference, section 5).
///
/// A body that is nothing but a [Stat] (exists, setData, setACL) has no type of its own but
/// [StatOnly]; operations without a body have none here.
public sealed interface Response {
    /// Writes the body.
    void write(JuteWriter out);

    /// create and createTTL without a stat.
    record Created(String path) implements Response {
        public static Created read(JuteReader in) {
            return new Created(in.readString());
        }

        @Override
        public void write(JuteWriter out) {
            out.writeString(path);
        }
    }

    /// create2, createContainer and createTTL.
    record CreatedWithStat(String path, Stat stat) implements Response {
        public static CreatedWithStat read(JuteReader in) {
            return new CreatedWithStat(in.readString(), Stat.read(in));
        }

        @Override
        public void write(JuteWriter out) {
            out.writeString(path);
            stat.write(out);
        }
    }

    /// exists, setData and setACL.
    record StatOnly(Stat stat) implements Response {
        public static StatOnly read(JuteReader in) {
            return new StatOnly(Stat.read(in));
        }

        @Override
        public void write(JuteWriter out) {
            stat.write(out);
        }
    }

    /// getData and reconfig.
    record Data(byte @Nullable [] data, Stat stat) implements Response {
        public static Data read(JuteReader in) {
            return new Data(in.readBuffer(), Stat.read(in));
        }

        @Override
        public void write(JuteWriter out) {
            out.writeBuffer(data);
            stat.write(out);
        }
    }

    /// getACL.
    record AclList(List<Acl> acl, Stat stat) implements Response {
        public AclList {
            acl = List.copyOf(acl);
        }

        public static AclList read(JuteReader in) {
            return new AclList(Acl.readList(in), Stat.read(in));
        }

        @Override
        public void write(JuteWriter out) {
            out.writeVector(acl, Acl::write);
            stat.write(out);
        }
    }

    /// getChildren and getEphemerals.
    record Names(List<String> names) implements Response {
        public Names {
            names = List.copyOf(names);
        }

        public static Names read(JuteReader in) {
            return new Names(in.readVector(JuteReader::readString));
        }

        @Override
        public void write(JuteWriter out) {
            out.writeStrings(names);
        }
    }

    /// getChildren2.
    record NamesWithStat(List<String> names, Stat stat) implements Response {
        public NamesWithStat {
            names = List.copyOf(names);
        }

        public static NamesWithStat read(JuteReader in) {
            return new NamesWithStat(in.readVector(JuteReader::readString), Stat.read(in));
        }

        @Override
        public void write(JuteWriter out) {
            out.writeStrings(names);
            stat.write(out);
        }
    }

    /// A page of children, of a server that knows [Request.GetChildrenPage]. Where `more` follow,
    /// the next page is the one behind its last name.
    record NamesPage(List<String> names, Stat stat, boolean more) implements Response {
        public NamesPage {
            names = List.copyOf(names);
        }

        /// Reads a page, or the [NamesWithStat] of a server that knows no pages.
        public static Response readOrAll(JuteReader in) {
            NamesWithStat all = NamesWithStat.read(in);
            if (!Request.GetChildrenPage.follows(in)) {
                return all;
            }
            in.skip(4);
            return new NamesPage(all.names(), all.stat(), in.readBool());
        }

        @Override
        public void write(JuteWriter out) {
            out.writeStrings(names);
            stat.write(out);
            out.writeInt(Request.GetChildrenPage.MARK);
            out.writeBool(more);
        }
    }

    /// sync: the path as it was sent.
    record Synced(@Nullable String path) implements Response {
        public static Synced read(JuteReader in) {
            return new Synced(in.readNullableString());
        }

        @Override
        public void write(JuteWriter out) {
            out.writeString(path);
        }
    }

    /// getAllChildrenNumber.
    record Count(int totalNumber) implements Response {
        public static Count read(JuteReader in) {
            return new Count(in.readInt());
        }

        @Override
        public void write(JuteWriter out) {
            out.writeInt(totalNumber);
        }
    }

    /// An error code as a body: addWatch (always 0) and failed parts of a multi.
    record Err(int err) implements Response {
        public static Err read(JuteReader in) {
            return new Err(in.readInt());
        }

        @Override
        public void write(JuteWriter out) {
            out.writeInt(err);
        }
    }

    /// whoAmI.
    record Identities(List<ClientInfo> clientInfo) implements Response {
        public Identities {
            clientInfo = List.copyOf(clientInfo);
        }

        public static Identities read(JuteReader in) {
            return new Identities(in.readVector(ClientInfo::read));
        }

        @Override
        public void write(JuteWriter out) {
            out.writeVector(clientInfo, ClientInfo::write);
        }
    }

    /// sasl: the next challenge, or null.
    record SaslToken(byte @Nullable [] token) implements Response {
        public static SaslToken read(JuteReader in) {
            return new SaslToken(in.readBuffer());
        }

        @Override
        public void write(JuteWriter out) {
            out.writeBuffer(token);
        }
    }

    /// multi and multiRead: one result for each operation, in order.
    record Results(List<Result> results) implements Response {
        public Results {
            results = List.copyOf(results);
        }

        public static Results read(JuteReader in) {
            List<Result> results = new ArrayList<>();
            while (true) {
                MultiHeader header = MultiHeader.read(in);
                if (header.done()) {
                    return new Results(results);
                }
                results.add(Result.read(header, in));
            }
        }

        @Override
        public void write(JuteWriter out) {
            for (Result result : results) {
                result.write(out);
            }
            MultiHeader.END.write(out);
        }
    }

    /// The result of one part of a multi: its type on the wire (-1 for an error), the error code,
    /// and the body, which is an [Err] for an error and null where the operation has none.
    record Result(int type, int err, @Nullable Response body) {
        /// The result of a part that failed, or that stood beside one that failed.
        public static Result failed(int err) {
            return new Result(OpCode.ERROR, err, new Err(err));
        }

        static Result read(MultiHeader header, JuteReader in) {
            Response body =
                    switch (header.type()) {
                        case OpCode.CREATE -> Created.read(in);
                        case OpCode.CREATE2 -> CreatedWithStat.read(in);
                        case OpCode.SET_DATA -> StatOnly.read(in);
                        case OpCode.GET_DATA -> Data.read(in);
                        case OpCode.GET_CHILDREN -> Names.read(in);
                        case OpCode.ERROR -> Err.read(in);
                        case OpCode.DELETE, OpCode.CHECK -> null;
                        default ->
                                throw new MalformedRecordException(
                                        "result of unknown type " + header.type() + " in a multi");
                    };
            return new Result(header.type(), header.err(), body);
        }

        void write(JuteWriter out) {
            new MultiHeader(type, false, err).write(out);
            if (body != null) {
                body.write(out);
            }
        }
    }
}
