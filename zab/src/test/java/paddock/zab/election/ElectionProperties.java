package paddock.zab.election;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import paddock.core.Seeds;
import paddock.wire.ensemble.ServerState;
import paddock.zab.election.VirtualEnsemble.Server;
import paddock.zab.election.VirtualEnsemble.Weather;
import paddock.zab.quorum.ConfigText;
import paddock.zab.quorum.QuorumConfig;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

class ElectionProperties {
    private static final Weather BREEZE = new Weather(1, 40, 0, 0.2);

    @Test
    void theBestOfThoseThatStartTogetherLeads() {
        Seeds.forEach(
                300,
                random -> {
                    var ensemble = ensemble(random);
                    ensemble.weather = BREEZE;
                    List<Long> voters = shuffled(ensemble.config.voters(), random);
                    List<Long> started = startQuorum(ensemble, voters, random);
                    Server best = best(ensemble, started);

                    ensemble.run(3000);

                    assertThat(ensemble.agreedLeader().id).isEqualTo(best.id);
                    assertThat(best.elections).isEqualTo(1);
                });
    }

    @Test
    void afterAnyStormAllAgreeOnOneLeaderAndKeepIt() {
        Seeds.forEach(
                150,
                random -> {
                    var ensemble = ensemble(random);
                    List<Long> all = List.copyOf(ensemble.servers.keySet());
                    all.forEach(ensemble::start);
                    storm(ensemble, all, random);
                    ensemble.heal();
                    all.stream().filter(id -> !ensemble.server(id).alive).forEach(ensemble::start);

                    ensemble.run(5000);

                    Server leader = ensemble.agreedLeader();
                    int elections = elections(ensemble);
                    ensemble.run(120_000);
                    assertThat(ensemble.agreedLeader()).isSameAs(leader);
                    assertThat(elections(ensemble)).isEqualTo(elections);
                });
    }

    @Test
    void whoComesBackFollowsTheLeaderAndDisturbsNobody() {
        Seeds.forEach(
                300,
                random -> {
                    var ensemble = ensemble(random);
                    List<Long> all = List.copyOf(ensemble.servers.keySet());
                    all.forEach(ensemble::start);
                    ensemble.run(5000);
                    Server leader = ensemble.agreedLeader();
                    Server joiner = ensemble.server(all.get(random.nextInt(all.size())));
                    if (joiner == leader || !survivesWithout(ensemble, joiner)) {
                        return;
                    }
                    ensemble.kill(joiner.id);
                    ensemble.run(1000);
                    int elections = elections(ensemble) - joiner.elections;

                    joiner.zxid += random.nextInt(3);
                    ensemble.weather = BREEZE;
                    ensemble.start(joiner.id);
                    ensemble.run(1000);

                    assertThat(ensemble.agreedLeader()).isSameAs(leader);
                    assertThat(elections(ensemble) - joiner.elections).isEqualTo(elections);
                });
    }

    @Test
    void whoIsPartitionedAwayForLongComesBackAtOnceAndDisturbsNobody() {
        Seeds.forEach(
                40,
                random -> {
                    var ensemble = ensemble(random);
                    List<Long> all = List.copyOf(ensemble.servers.keySet());
                    all.forEach(ensemble::start);
                    ensemble.run(5000);
                    Server leader = ensemble.agreedLeader();
                    Server lost = ensemble.server(all.get(random.nextInt(all.size())));
                    if (lost == leader || !survivesWithout(ensemble, lost)) {
                        return;
                    }
                    all.stream()
                            .filter(id -> id != lost.id)
                            .forEach(id -> ensemble.cut(id, lost.id));
                    ensemble.run(600_000);
                    assertThat(lost.state()).isEqualTo(ServerState.LOOKING);
                    int elections = elections(ensemble) - lost.elections;

                    ensemble.heal();
                    // Links are made anew by those who look; here by nobody else.
                    ensemble.run(60_500);

                    assertThat(ensemble.agreedLeader()).isSameAs(leader);
                    assertThat(elections(ensemble) - lost.elections).isEqualTo(elections);
                });
    }

    private static VirtualEnsemble ensemble(RandomGenerator random) {
        QuorumConfig config = config(random);
        var ensemble = new VirtualEnsemble(config, random);
        for (long id : config.members().keySet()) {
            long epoch = random.nextInt(3);
            ensemble.add(id, epoch << 32 | random.nextInt(3), epoch);
        }
        return ensemble;
    }

    private static QuorumConfig config(RandomGenerator random) {
        int voters = 3 + 2 * random.nextInt(3);
        int observers = random.nextInt(3);
        var lines = new StringBuilder();
        for (int id = 1; id <= voters + observers; id++) {
            lines.append("server.%d=h%d:2888:3888:".formatted(id, id))
                    .append(id <= voters ? "participant\n" : "observer\n");
        }
        if (random.nextInt(3) == 0) {
            groups(lines, voters, random);
        }
        return ConfigText.PLAIN.parse(lines.toString());
    }

    private static void groups(StringBuilder lines, int voters, RandomGenerator random) {
        int groups = 1 + random.nextInt(3);
        for (int group = 1; group <= groups; group++) {
            lines.append("group.").append(group).append('=');
            for (int id = group; id <= voters; id += groups) {
                lines.append(id == group ? "" : ":").append(id);
            }
            lines.append('\n');
        }
        for (int id = 1; id <= voters; id++) {
            lines.append("weight.%d=%d\n".formatted(id, 1 + random.nextInt(3)));
        }
    }

    private static List<Long> startQuorum(
            VirtualEnsemble ensemble, List<Long> voters, RandomGenerator random) {
        int count = voters.size();
        if (random.nextBoolean()) {
            for (int fewer = voters.size(); fewer > 0; fewer--) {
                List<Long> some = voters.subList(0, fewer);
                if (!ensemble.config.isQuorum(some::contains)) {
                    break;
                }
                count = fewer;
            }
        }
        List<Long> started = voters.subList(0, count);
        started.forEach(ensemble::start);
        return started;
    }

    private static Server best(VirtualEnsemble ensemble, List<Long> started) {
        return started.stream()
                .map(ensemble::server)
                .max(
                        Comparator.comparingLong((Server server) -> server.epoch)
                                .thenComparingLong(server -> server.zxid)
                                .thenComparingLong(server -> server.id))
                .orElseThrow();
    }

    private static void storm(VirtualEnsemble ensemble, List<Long> all, RandomGenerator random) {
        for (int gust = 0; gust < 30; gust++) {
            ensemble.weather =
                    new Weather(
                            1,
                            1 + random.nextInt(300),
                            random.nextDouble() / 3,
                            random.nextDouble() / 3);
            long one = all.get(random.nextInt(all.size()));
            long other = all.get(random.nextInt(all.size()));
            switch (random.nextInt(6)) {
                case 0 -> ensemble.kill(one);
                case 1 -> {
                    if (!ensemble.server(one).alive) {
                        ensemble.start(one);
                    }
                }
                case 2 -> {
                    if (one != other) {
                        ensemble.cut(one, other);
                    }
                }
                case 3 -> {
                    if (one != other) {
                        ensemble.silence(one, other);
                    }
                }
                case 4 -> ensemble.heal();
                default -> {
                    if (one != other) {
                        ensemble.breakLink(one, other);
                    }
                }
            }
            ensemble.run(random.nextInt(800));
        }
    }

    private static boolean survivesWithout(VirtualEnsemble ensemble, Server gone) {
        return ensemble.config.isQuorum(id -> id != gone.id);
    }

    private static int elections(VirtualEnsemble ensemble) {
        return ensemble.servers.values().stream().mapToInt(server -> server.elections).sum();
    }

    private static List<Long> shuffled(Iterable<Long> ids, RandomGenerator random) {
        List<Long> list = new ArrayList<>();
        ids.forEach(list::add);
        Collections.shuffle(list, Random.from(random));
        return list;
    }
}
