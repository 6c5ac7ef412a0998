package paddock.bench.scenario;

import paddock.bench.load.Frames;
import paddock.bench.load.NumberedFrame;
import paddock.bench.load.Session;
import paddock.bench.load.Traffic;
import paddock.wire.protocol.CreateMode;
import paddock.wire.protocol.Request;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The scenes of the load scenarios: what is there before, and what each connection then sends.
final class Scenes {
    private static final String ROOT = "/bench";

    /// Znodes that reads and updates go round. Few enough for the reference's cache of encoded
    /// replies, which is therefore measured at its best.
    private static final int ZNODES = 128;

    private Scenes() {}

    /// `reads` reads for every `writes` updates, evenly mixed, over all znodes.
    static LoadScenario.Scene mixed(int reads, int writes) {
        return (session, connections, data) ->
                over(znodes(session, data), reads, writes, connections, data);
    }

    /// The same over these znodes, which exist.
    static Traffic.Source over(
            List<String> paths, int reads, int writes, int connections, byte[] data) {
        List<byte[]> frames = new ArrayList<>();
        int rounds = reads + writes;
        for (int i = 0; i < rounds * paths.size(); i++) {
            String path = paths.get(i % paths.size());
            int turn = i % rounds;
            // True for `writes` of every `rounds` turns, as far apart as can be.
            boolean write = (turn + 1) * writes / rounds > turn * writes / rounds;
            frames.add(
                    Frames.request(
                            0,
                            write
                                    ? new Request.SetData(path, data, -1)
                                    : new Request.GetData(path, false)));
        }
        return index -> Traffic.cycling(rotated(frames, index, connections));
    }

    private static List<String> znodes(Session session, byte[] data) throws IOException {
        session.create(ROOT, new byte[0]);
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < ZNODES; i++) {
            String path = "%s/znode-%03d".formatted(ROOT, i);
            session.create(path, data);
            paths.add(path);
        }
        return paths;
    }

    /// Each connection starts elsewhere in the cycle.
    private static List<byte[]> rotated(List<byte[]> frames, int index, int connections) {
        List<byte[]> turned = new ArrayList<>(frames);
        Collections.rotate(turned, (int) ((long) frames.size() * index / connections));
        return turned;
    }

    /// Creates under a parent of the connection's own.
    static LoadScenario.Scene create(CreateMode mode) {
        return (session, connections, data) -> {
            parents(session, connections);
            if (mode.sequential()) {
                return index ->
                        Traffic.cycling(
                                List.of(
                                        Frames.request(
                                                0,
                                                Session.createRequest(
                                                        parent(index) + "/n-", data, mode))));
            }
            return index ->
                    new NumberedTraffic(
                            List.of(
                                    NumberedFrame.of(
                                            parent(index) + "/n-",
                                            path -> Session.createRequest(path, data, mode))));
        };
    }

    /// A create, then the delete of what it created.
    static LoadScenario.Scene createDelete() {
        return (session, connections, data) -> {
            parents(session, connections);
            return index ->
                    new NumberedTraffic(
                            List.of(
                                    NumberedFrame.of(
                                            parent(index) + "/n-", path -> plain(path, data)),
                                    NumberedFrame.of(
                                            parent(index) + "/n-",
                                            path -> new Request.Delete(path, -1))));
        };
    }

    /// A multi of create, update, check and delete of one znode.
    static LoadScenario.Scene multiOfFour() {
        return (session, connections, data) -> {
            parents(session, connections);
            return index ->
                    new NumberedTraffic(
                            List.of(
                                    NumberedFrame.of(
                                            parent(index) + "/n-", path -> four(path, data))));
        };
    }

    private static Request four(String path, byte[] data) {
        return new Request.Multi(
                false,
                List.of(
                        plain(path, data),
                        new Request.SetData(path, data, 0),
                        new Request.Check(path, 1),
                        new Request.Delete(path, 1)));
    }

    private static Request plain(String path, byte[] data) {
        return Session.createRequest(path, data, CreateMode.PERSISTENT);
    }

    /// The children of one parent that has `count` of them.
    static LoadScenario.Scene list(int count) {
        return (session, connections, data) -> {
            session.create(ROOT, new byte[0]);
            Population.create(
                    session.address(), count, i -> "%s/child-%07d".formatted(ROOT, i), data);
            byte[] frame = Frames.request(0, new Request.GetChildren(ROOT, false, false));
            return index -> Traffic.cycling(List.of(frame));
        };
    }

    private static void parents(Session session, int connections) throws IOException {
        session.create(ROOT, new byte[0]);
        for (int i = 0; i < connections; i++) {
            session.create(parent(i), new byte[0]);
        }
    }

    private static String parent(int index) {
        return "%s/parent-%05d".formatted(ROOT, index);
    }

    /// Goes round some frames, with a new number each round.
    private static final class NumberedTraffic implements Traffic {
        private final NumberedFrame[] frames;
        private int turn;
        private int xid;
        private long number;

        NumberedTraffic(List<NumberedFrame> frames) {
            this.frames = frames.toArray(NumberedFrame[]::new);
        }

        @Override
        public void next(ByteBuffer out) {
            xid = xid == Integer.MAX_VALUE ? 1 : xid + 1;
            frames[turn].put(out, xid, number);
            if (++turn == frames.length) {
                turn = 0;
                number++;
            }
        }

        @Override
        public int maxFrameBytes() {
            int longest = 0;
            for (NumberedFrame frame : frames) {
                longest = Math.max(longest, frame.length());
            }
            return longest;
        }
    }
}
