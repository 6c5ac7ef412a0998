package paddock.zab.peer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import paddock.wire.ensemble.EncodedTxn;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;

/// Whole ensembles of peers, without the tree: under any faults they agree, and once those end they
/// serve.
class AgreementSimulation {
    private static final int SEEDS = Integer.getInteger("zab.seeds", 300);

    @Test
    void nothingAcknowledgedIsLostAndEverybodyAgrees() {
        for (int seed = 0; seed < SEEDS; seed++) {
            play(seed, EnumSet.noneOf(Mutation.class));
        }
    }

    @Test
    void norWhereFollowersServeObservers() {
        int servedByFollowers = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            World world =
                    new World(
                            random,
                            3 + 2 * random.nextInt(2),
                            1 + random.nextInt(2),
                            EnumSet.noneOf(Mutation.class));
            world.observerMasters = true;
            play(seed, random, world);
            for (Host host : world.hosts.values()) {
                long master = host.peer().master();
                servedByFollowers += master >= 0 && master != host.peer().leader() ? 1 : 0;
            }
        }
        assertThat(servedByFollowers).isGreaterThan(SEEDS / 2);
    }

    static void play(long seed, Set<Mutation> mutations) {
        SplittableRandom random = new SplittableRandom(seed);
        play(
                seed,
                random,
                new World(random, 3 + 2 * random.nextInt(2), random.nextInt(2), mutations));
    }

    private static void play(long seed, SplittableRandom random, World world) {
        try {
            world.crashAtEffects = random.nextBoolean();
            world.hosts.values().forEach(Host::start);
            faults(world, random);
            world.crashAtEffects = false;
            heal(world);
            check(world);
        } catch (AssertionError | RuntimeException e) {
            int from = Math.max(0, world.trace.size() - 60);
            throw new AssertionError(
                    "seed "
                            + seed
                            + ": "
                            + e.getMessage()
                            + "\n"
                            + String.join("\n", world.trace.subList(from, world.trace.size())),
                    e);
        }
    }

    private static void faults(World world, SplittableRandom random) {
        List<Host> hosts = new ArrayList<>(world.hosts.values());
        for (int i = 0; i < 60; i++) {
            world.run(world.now() + 1 + random.nextInt(random.nextInt(4) == 0 ? 1500 : 100));
            for (int writes = random.nextInt(6); writes > 0; writes--) {
                hosts.forEach(Host::write);
            }
            Host host = hosts.get(random.nextInt(hosts.size()));
            Host other = hosts.get(random.nextInt(hosts.size()));
            switch (random.nextInt(8)) {
                case 0 -> {
                    if (host.isUp()) {
                        host.crash();
                    }
                }
                case 1, 2 -> hosts.stream().filter(h -> !h.isUp()).forEach(Host::start);
                case 3 -> {
                    if (host != other) {
                        host.cutOffFrom(other);
                    }
                }
                case 4 -> hosts.forEach(h -> h.cutOff.clear());
                default -> {}
            }
        }
    }

    private static void heal(World world) {
        world.hosts.values().forEach(h -> h.cutOff.clear());
        world.hosts.values().stream().filter(h -> !h.isUp()).forEach(Host::start);
        long deadline = world.now() + 120_000;
        while (world.now() < deadline && !isSettled(world)) {
            world.run(world.now() + 50);
        }
        Host leader = world.leader();
        assertThat(leader).as("a leader after the faults ended").isNotNull();
        if (leader != null) {
            leader.write();
        }
        world.run(world.now() + 2_000);
    }

    private static boolean isSettled(World world) {
        return world.hosts.values().stream().allMatch(h -> h.isUp() && h.peer().isEstablished());
    }

    private static void check(World world) {
        Host leader = world.leader();
        assertThat(leader).as("still a leader").isNotNull();
        if (leader == null) {
            return;
        }
        SortedMap<Long, EncodedTxn> truth = leader.tree();
        for (EncodedTxn txn : world.acknowledged.values()) {
            EncodedTxn kept = truth.get(txn.zxid());
            assertThat(kept).as("acknowledged %s", txn).isNotNull();
            if (kept != null) {
                assertThat(kept.bytes()).isEqualTo(txn.bytes());
            }
        }
        for (Host host : world.hosts.values()) {
            assertThat(host.peer().isEstablished()).as("server %d serves", host.id).isTrue();
            assertThat(host.tree().keySet())
                    .as("history of server %d", host.id)
                    .isEqualTo(truth.keySet());
        }
    }
}
