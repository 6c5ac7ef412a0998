package paddock.conformance.differential;

import org.jspecify.annotations.Nullable;

import paddock.conformance.differential.Step.Planned;
import paddock.conformance.differential.Step.Seen;
import paddock.conformance.raw.RawConnection;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.OpCode;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Makes the sequence of a seed.
final class Generator {
    private static final int SLOTS = 3;

    private final long seed;
    private final SplittableRandom random;
    private final Words words;
    private final Requests requests;
    private final List<Step> steps = new ArrayList<>();

    /// Where quotas are enforced, pipelined updates meet counts that may not be up to date yet in
    /// the reference: such a sequence has either quotas or bursts.
    private final boolean quotas;

    private final boolean bursts;
    private int lastXid;

    private Generator(long seed) {
        this.seed = seed;
        // Twice, so that neighbouring seeds have nothing in common.
        this.random = new SplittableRandom(new SplittableRandom(seed).nextLong());
        this.words = new Words(random, Profile.of(seed), "/s" + seed);
        this.requests = new Requests(random, words);
        boolean enforced = Profile.of(seed) == Profile.EXTENDED;
        this.quotas = !enforced || words.chance(60);
        this.bursts = !enforced || !quotas;
    }

    static Sequence sequence(long seed) {
        return new Generator(seed).generate();
    }

    /// A sequence in the middle of which the servers restart on their data.
    static Sequence sequenceWithRestart(long seed, boolean kill) {
        Sequence whole = new Generator(seed).generate();
        var steps = new ArrayList<>(whole.steps());
        int middle = steps.size() / 2;
        steps.add(middle, new Step.Restart(kill));
        for (int slot = 0; slot < SLOTS; slot++) {
            steps.add(middle + 1 + slot, new Step.Resume(slot, slot, 30_000, false, Seen.NOTHING));
        }
        return whole.withSteps(steps);
    }

    private Sequence generate() {
        for (int slot = 0; slot < SLOTS; slot++) {
            steps.add(new Step.Connect(slot, 30_000, false, new byte[16], Seen.NOTHING));
        }
        call(0, requests.create(OpCode.CREATE, words.root(), null, Acl.OPEN, 0, 0));
        for (int i = random.nextInt(30, 70); i > 0; i--) {
            next();
        }
        return new Sequence(seed, Profile.of(seed), steps);
    }

    private void next() {
        int slot = random.nextInt(SLOTS);
        int dice = random.nextInt(1000);
        if (dice < 740) {
            call(slot, requests.ordinary());
        } else if (dice < 790) {
            call(slot, requests.damaged(requests.ordinary()));
        } else if (dice < 860 && bursts) {
            burst(slot);
        } else if (dice < 890) {
            call(slot, requests.auth());
            call(slot, requests.whoAmI());
        } else if (dice < 895) {
            call(slot, words.chance(50) ? requests.sasl() : requests.damaged(requests.auth()));
        } else if (dice < 920 && quotas) {
            quota(slot);
        } else if (dice < 925) {
            call(slot, requests.unknown());
            resume(slot, slot);
        } else if (dice < 935) {
            call(slot, requests.closeSession());
            connect(slot);
        } else if (dice < 950) {
            steps.add(new Step.Drop(slot));
            resume(slot, slot);
        } else if (dice < 970) {
            resume(slot, words.chance(80) ? slot : random.nextInt(SLOTS));
        } else if (dice < 980) {
            connect(slot);
        } else if (dice < 990) {
            garbage(slot);
            resume(slot, slot);
        } else {
            knock();
        }
    }

    private int xid() {
        return words.chance(96)
                ? ++lastXid
                : words.oneOf(0, -2, -4, -8, -9, 1, Integer.MAX_VALUE, Integer.MIN_VALUE);
    }

    private void call(int slot, Planned planned) {
        steps.add(new Step.Call(slot, words.chance(1) ? oddestXid(planned) : xid(), planned));
    }

    /// The xid of watch events, where the connection stays open.
    private int oddestXid(Planned planned) {
        return planned.op() == OpCode.GET_DATA || planned.op() == OpCode.CREATE ? -1 : xid();
    }

    private void burst(int slot) {
        var calls = new ArrayList<Step.Call>();
        for (int i = random.nextInt(2, 12); i > 0; i--) {
            calls.add(new Step.Call(slot, xid(), requests.pipelined()));
        }
        steps.add(new Step.Burst(slot, calls));
    }

    private void quota(int slot) {
        String at = "/zookeeper/quota" + words.root() + (words.chance(30) ? "/a" : "");
        plain(slot, "/zookeeper/quota" + words.root(), new byte[0]);
        plain(slot, at, new byte[0]);
        plain(slot, at + "/zookeeper_limits", words.limits().getBytes(StandardCharsets.UTF_8));
        if (words.chance(90)) {
            plain(
                    slot,
                    at + "/zookeeper_stats",
                    "count=0,bytes=0".getBytes(StandardCharsets.UTF_8));
        }
    }

    private void plain(int slot, String path, byte[] data) {
        call(slot, requests.create(OpCode.CREATE, path, data, Acl.OPEN, 0, 0));
    }

    private int timeout() {
        return words.chance(80)
                ? 30_000
                : words.oneOf(0, -1, 1, 9_000, 60_000, Integer.MAX_VALUE, Integer.MIN_VALUE);
    }

    private Seen seen() {
        return words.chance(85)
                ? Seen.NOTHING
                : words.oneOf(
                        new Seen("last", Body.Zxids::last),
                        new Seen("-5", _ -> -5),
                        new Seen("last+1000", zxids -> zxids.last() + 1000));
    }

    private void connect(int slot) {
        @Nullable Boolean readOnly =
                words.chance(70) ? Boolean.FALSE : words.oneOrNull(Boolean.TRUE);
        byte[] password =
                words.chance(70) ? new byte[16] : words.oneOrNull(new byte[0], new byte[20]);
        steps.add(new Step.Connect(slot, timeout(), readOnly, password, seen()));
    }

    private void resume(int slot, int of) {
        steps.add(new Step.Resume(slot, of, timeout(), words.chance(8), seen()));
    }

    private void garbage(int slot) {
        byte[] bytes =
                switch (random.nextInt(6)) {
                    case 0 -> ints(-1);
                    case 1 -> ints(Integer.MIN_VALUE, 1, 2);
                    case 2 -> ints(Integer.MAX_VALUE);
                    case 3 -> ints(0x100000);
                    case 4 -> RawConnection.frame(new byte[random.nextInt(8)]);
                    default -> "ruok".getBytes(StandardCharsets.UTF_8);
                };
        steps.add(new Step.Garbage(slot, bytes, words.chance(20)));
    }

    private void knock() {
        byte[] noise = new byte[random.nextInt(1, 60)];
        random.nextBytes(noise);
        switch (random.nextInt(6)) {
            case 0 -> steps.add(new Step.Knock(ints(0), false));
            case 1 -> steps.add(new Step.Knock(RawConnection.frame(noise), true));
            case 2 -> steps.add(new Step.Knock(ints(8, 1, OpCode.PING), false));
            case 3 -> steps.add(new Step.Knock(ints(100, 0, 0), true));
            case 4 -> steps.add(new Step.Knock("xxxx".getBytes(StandardCharsets.UTF_8), false));
            // A handshake without a password at its end.
            default -> steps.add(new Step.Knock(ints(24, 0, 0, 0, 30_000, 0, 0), false));
        }
    }

    private static byte[] ints(int... values) {
        var buffer = ByteBuffer.allocate(4 * values.length);
        for (int value : values) {
            buffer.putInt(value);
        }
        return buffer.array();
    }
}
