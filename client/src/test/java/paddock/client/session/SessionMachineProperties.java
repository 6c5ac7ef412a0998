package paddock.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import paddock.wire.protocol.ErrorCode;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.ReplyHeader;
import paddock.wire.protocol.Request;
import paddock.wire.protocol.Response;
import paddock.wire.protocol.Stat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/// Whatever programs, servers and networks do, in whatever order: each request gets one outcome.
final class SessionMachineProperties {
    private static final int SEEDS = 3_000;
    private static final int STEPS = 120;
    private static final Response DATA =
            new Response.Data(null, new Stat(1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1));

    /// What the machine waits for.
    private enum Stage {
        SERVER,
        CONNECTION,
        SESSION,
        NOTHING
    }

    private record Sent(int xid, int opCode) {}

    @Test
    void everyRequestHasOneOutcomeAndAnswersKeepTheirOrder() {
        int answers = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Run run = new Run(seed);
            run.run();
            answers += run.answered.size();
        }

        // Else nothing much was tried.
        assertThat(answers).isGreaterThan(5 * SEEDS);
    }

    private static final class Run {
        private final int seed;
        private final Random random;
        private final MachineFixture session;
        private final Deque<Sent> sent = new ArrayDeque<>();
        private final List<Integer> outcomes = new ArrayList<>();
        private final List<Integer> answered = new ArrayList<>();
        private Stage stage = Stage.NOTHING;
        private int auths;

        Run(int seed) {
            this.seed = seed;
            random = new Random(seed);
            SessionSettings.Builder settings =
                    MachineFixture.settings()
                            .keepsUnsent(random.nextBoolean())
                            .endsOutOfReach(random.nextInt(4) == 0)
                            .sessionTimeout(Duration.ofSeconds(9));
            if (random.nextBoolean()) {
                settings.requestTimeout(Duration.ofSeconds(2));
            }
            session = new MachineFixture(settings, 1 + random.nextInt(3));
        }

        void run() {
            session.machine.start(session.now());
            look();
            for (int i = 0; i < STEPS; i++) {
                step(random.nextInt(100));
                look();
            }
            finish();
            assertThat(outcomes).as("outcomes of seed %s", seed).containsOnly(1);
            assertThat(answered).as("order of seed %s", seed).isSorted();
            assertThat(session.machine.state().isAlive()).as("seed %s", seed).isFalse();
        }

        private void step(int dice) {
            if (dice < 35) {
                submit(new Request.GetData("/a", false));
            } else if (dice < 60) {
                answer();
            } else if (dice < 78) {
                advance();
            } else if (dice < 83) {
                breakDown();
            } else if (dice < 90) {
                session.pass(random.nextInt(4_000));
            } else if (dice < 94) {
                session.effects.writable = random.nextBoolean();
                session.machine.pump(session.now());
            } else if (dice < 97) {
                session.machine.leave(session.now());
            } else if (dice < 98) {
                submit(new Request.Auth(0, "digest", new byte[1]));
            } else if (dice < 99 && random.nextInt(10) == 0) {
                submit(new Request.CloseSession());
            }
        }

        private void submit(Request request) {
            int number = outcomes.size();
            outcomes.add(0);
            Pending pending =
                    new Pending(
                            request,
                            null,
                            (xid, zxid, error, response) -> {
                                outcomes.set(number, outcomes.get(number) + 1);
                                if (error == 0 && request instanceof Request.GetData) {
                                    answered.add(xid);
                                }
                            });
            pending.submittedNanos = session.now();
            session.machine.submitted(pending, session.now());
            session.machine.pump(session.now());
        }

        private void answer() {
            Sent first = sent.poll();
            if (first != null) {
                session.answer(first.xid, 1, 0, first.opCode == OpCode.GET_DATA ? DATA : null);
            } else if (auths > 0) {
                auths--;
                boolean refused = random.nextInt(10) == 0;
                session.answer(
                        ReplyHeader.AUTH_XID, 0, refused ? ErrorCode.AUTH_FAILED.code() : 0, null);
            }
        }

        private void advance() {
            Stage at = stage;
            stage = Stage.NOTHING;
            switch (at) {
                case SERVER -> {
                    if (random.nextInt(8) == 0) {
                        session.machine.serverNotFound("no name", session.now());
                    } else {
                        session.machine.serverFound(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
                                session.now());
                    }
                }
                case CONNECTION -> {
                    session.machine.up(session.now());
                    session.effects.flush();
                }
                case SESSION ->
                        session.answerOpening(
                                random.nextInt(30) == 0 ? 0 : 9_000, 7, random.nextInt(4) == 0);
                case NOTHING -> {}
            }
        }

        private void breakDown() {
            if (stage != Stage.SERVER) {
                stage = Stage.NOTHING;
                sent.clear();
                auths = 0;
                session.down();
            }
        }

        /// Sees what the machine wants by now.
        private void look() {
            for (String each : session.effects.take()) {
                String[] words = each.split(" ");
                switch (words[0]) {
                    case "find" -> stage = Stage.SERVER;
                    case "connect" -> stage = Stage.CONNECTION;
                    case "open" -> stage = Stage.SESSION;
                    case "hang" -> {
                        stage = Stage.NOTHING;
                        sent.clear();
                        auths = 0;
                    }
                    case "send" -> {
                        int xid = Integer.parseInt(words[1]);
                        if (xid > 0) {
                            sent.add(new Sent(xid, Integer.parseInt(words[3])));
                        } else if (xid == ReplyHeader.AUTH_XID) {
                            auths++;
                        }
                    }
                    default -> {}
                }
            }
        }

        /// Closes, and has the network break for good.
        private void finish() {
            submit(new Request.CloseSession());
            look();
            if (stage == Stage.SERVER) {
                session.machine.serverNotFound("no name", session.now());
            } else {
                session.down();
            }
        }
    }
}
