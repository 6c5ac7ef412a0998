package paddock.conformance.raw;

import org.jspecify.annotations.Nullable;

import paddock.wire.jute.JuteReader;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.Request;
import paddock.wire.protocol.Response;
import paddock.wire.protocol.Stat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Everything a server holds, as a client sees it: the data, ACL and stat of every znode by path.
public final class TreeDump {
    private TreeDump() {}

    /// One znode.
    public record Node(byte @Nullable [] data, List<Acl> acl, Stat stat) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Node that
                    && Arrays.equals(data, that.data)
                    && acl.equals(that.acl)
                    && stat.equals(that.stat);
        }

        @Override
        public int hashCode() {
            return stat.hashCode();
        }

        @Override
        public String toString() {
            String shown = data == null ? "null" : HexFormat.of().formatHex(data);
            return shown + " " + acl + " " + stat;
        }
    }

    /// Reads the tree below `root` (inclusive); the session must be allowed to read all of it.
    public static SortedMap<String, Node> of(RawSession session, String root) {
        var nodes = new TreeMap<String, Node>();
        var todo = new ArrayDeque<String>(List.of(root));
        while (!todo.isEmpty()) {
            String path = todo.removeFirst();
            var getData = new Request.GetData(path, false);
            var getAcl = new Request.GetAcl(path);
            var getChildren = new Request.GetChildren(path, false, false);
            session.send(getData);
            session.send(getAcl);
            session.send(getChildren);
            var data = Response.Data.read(succeeded(path, session.receive(getData)));
            var acl = Response.AclList.read(succeeded(path, session.receive(getAcl)));
            var children = Response.Names.read(succeeded(path, session.receive(getChildren)));
            if (!acl.stat().equals(data.stat())) {
                throw new IllegalStateException(
                        path + " has two stats: " + data.stat() + " and " + acl.stat());
            }
            nodes.put(path, new Node(data.data(), acl.acl(), data.stat()));
            var names = new ArrayList<>(children.names());
            names.sort(null);
            for (String name : names) {
                todo.add(path.equals("/") ? "/" + name : path + "/" + name);
            }
        }
        return nodes;
    }

    private static JuteReader succeeded(String path, RawSession.Reply reply) {
        if (reply.header().err() != 0) {
            throw new RequestFailedException("reading " + path, reply.header().err());
        }
        return reply.body();
    }
}
