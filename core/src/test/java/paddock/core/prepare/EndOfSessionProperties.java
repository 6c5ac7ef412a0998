package paddock.core.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import paddock.core.Seeds;
import paddock.core.acl.AclRules;
import paddock.core.acl.Identities;
import paddock.core.database.ChangeListener;
import paddock.core.database.Database;
import paddock.core.tree.ZnodeKinds;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.CreateMode;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;
import paddock.wire.txn.LoggedTxn;
import paddock.wire.txn.Txn;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// The end of a session takes along what the session will own by then, applied or on its way.
final class EndOfSessionProperties {
    private static final int SESSIONS = 3;
    private static final int PATHS = 5;
    private static final int STEPS = 300;

    @Test
    void takesAlongWhatTheSessionWillOwn() {
        Seeds.forEach(
                200,
                random -> {
                    Run run = new Run(random);
                    for (int step = 0; step < STEPS; step++) {
                        run.step();
                    }
                });
    }

    private static final class Run {
        private final RandomGenerator random;
        private final Database database = new Database(new ZnodeKinds(false, false), true);
        private final Preparer preparer =
                new Preparer(
                        database,
                        new AclRules(List.of(), false),
                        PrepareRules.DEFAULTS,
                        (path, root, hard) -> {});
        private final long[] sessions = new long[SESSIONS];
        private long lastSession;
        private final ArrayDeque<LoggedTxn> ordered = new ArrayDeque<>();

        /// Who owns what, when everything ordered is applied.
        private final TreeMap<String, Long> owners = new TreeMap<>();

        Run(RandomGenerator random) {
            this.random = random;
            for (int place = 0; place < SESSIONS; place++) {
                open(place);
            }
        }

        private void open(int place) {
            sessions[place] = ++lastSession;
            order(preparer.prepareOpenSession(lastSession, 1_000, 1));
        }

        void step() {
            int place = random.nextInt(SESSIONS);
            long session = sessions[place];
            String path = "/" + random.nextInt(PATHS);
            switch (random.nextInt(8)) {
                case 0, 1 -> {
                    order(prepare(session, create(path)));
                    owners.putIfAbsent(path, session);
                }
                case 2 -> {
                    order(prepare(session, new Request.Delete(path, -1)));
                    owners.remove(path);
                }
                case 3 -> order(prepare(session, new Request.SetData(path, new byte[1], -1)));
                case 4 -> order(prepare(session, rolledBack(path)));
                case 5 -> {
                    end(session);
                    open(place);
                }
                default -> applySome();
            }
        }

        private void end(long session) {
            List<String> owned = new ArrayList<>();
            owners.forEach(
                    (path, owner) -> {
                        if (owner == session) {
                            owned.add(path);
                        }
                    });
            owners.values().removeIf(owner -> owner == session);

            Txn end = order(preparer.prepareExpiry(session, 1));

            assertThat(end).isEqualTo(new Txn.CloseSession(owned));
        }

        private static Request create(String path) {
            int ephemeral = CreateMode.EPHEMERAL.flag();
            return new Request.Create(OpCode.CREATE, path, new byte[0], Acl.OPEN, ephemeral, 0);
        }

        /// Deletes and makes a znode, and then fails.
        private static Request rolledBack(String path) {
            return new Request.Multi(
                    false,
                    List.of(
                            new Request.Delete(path, -1),
                            create(path),
                            new Request.Check("/none", -1)));
        }

        private Prepared prepare(long session, Request request) {
            return preparer.prepare(session, 1, request, Identities.NONE, 1);
        }

        private Txn order(Prepared prepared) {
            if (!(prepared instanceof Prepared.Proposed(LoggedTxn txn))) {
                throw new AssertionError(prepared + " is no transaction");
            }
            ordered.add(txn);
            return txn.txn();
        }

        private void applySome() {
            for (int left = random.nextInt(6); left > 0 && !ordered.isEmpty(); left--) {
                database.applyOwn(ordered.remove(), ChangeListener.NONE);
                preparer.applied(database.lastZxid());
            }
        }
    }
}
