package paddock.conformance.differential;

import paddock.conformance.differential.Step.Planned;
import paddock.wire.jute.JuteWriter;
import paddock.wire.protocol.OpCode;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Draws multi and multiRead requests, sound ones and oddly nested ones.
final class Multis {
    private final RandomGenerator random;
    private final Words words;
    private final Requests requests;

    Multis(RandomGenerator random, Words words, Requests requests) {
        this.random = random;
        this.words = words;
        this.requests = requests;
    }

    Planned multi() {
        var parts = new ArrayList<Planned>();
        for (int i = random.nextInt(6); i > 0; i--) {
            parts.add(update());
        }
        if (words.chance(8)) {
            parts.add(random.nextInt(parts.size() + 1), foreignPart());
        }
        return together(OpCode.MULTI, "multi", parts);
    }

    Planned multiRead() {
        var parts = new ArrayList<Planned>();
        for (int i = random.nextInt(5); i > 0; i--) {
            parts.add(query());
        }
        if (words.chance(10)) {
            parts.add(random.nextInt(parts.size() + 1), foreignPart());
        }
        return together(OpCode.MULTI_READ, "multiRead", parts);
    }

    private Planned update() {
        return switch (random.nextInt(8)) {
            case 0, 1, 2, 3 -> requests.create();
            case 4 -> requests.delete();
            case 5, 6 -> requests.setData();
            default -> requests.check();
        };
    }

    private Planned query() {
        return requests.pathAndWatch(
                words.oneOf(OpCode.GET_DATA, OpCode.GET_CHILDREN), "query", words.path());
    }

    private Planned foreignPart() {
        return switch (random.nextInt(6)) {
            case 0 -> query();
            case 1 -> update();
            case 2 -> requests.pathAndWatch(OpCode.EXISTS, "exists", words.path());
            case 3 -> requests.pathAndWatch(OpCode.GET_CHILDREN2, "getChildren2", words.path());
            case 4 -> Requests.pathOnly(OpCode.SYNC, "sync", words.path());
            default -> multi();
        };
    }

    private Planned together(int op, String name, List<Planned> parts) {
        boolean oddHeaders = words.chance(5);
        boolean endMissing = words.chance(3);
        var text = new StringBuilder(name);
        parts.forEach(part -> text.append("\n            ").append(part.text()));
        if (oddHeaders) {
            text.append("\n            (odd fields in the headers)");
        }
        if (endMissing) {
            text.append("\n            (no end)");
        }
        return new Planned(
                op,
                text.toString(),
                (out, zxids) -> {
                    for (Planned part : parts) {
                        header(out, part.op(), false, oddHeaders ? 77 : -1);
                        part.body().write(out, zxids);
                    }
                    if (!endMissing) {
                        header(out, oddHeaders ? 5 : -1, true, oddHeaders ? 3 : -1);
                    }
                });
    }

    private static void header(JuteWriter out, int type, boolean done, int err) {
        out.writeInt(type);
        out.writeBool(done);
        out.writeInt(err);
    }
}
