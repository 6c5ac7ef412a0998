package paddock.client.recipe.election;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import paddock.client.Client;
import paddock.client.ClientException;
import paddock.client.recipe.Grant;
import paddock.client.recipe.foundation.Scene;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

@Timeout(180)
final class ElectionIT {
    private static final String PATH = "/election";

    private final Scene scene = new Scene();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void theOrderOfTheLineIsTheOrderOfTheLead() throws Exception {
        List<Client> clients = new ArrayList<>();
        List<CompletableFuture<Grant>> leads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Client client = scene.client();
            Election election = new FairElection(client, PATH, "host-" + i);
            clients.add(client);
            leads.add(scene.begin(() -> election.campaign()));
            client.ensurePath(PATH);
            Scene.awaitChildren(client, PATH, i + 1);
        }
        FairElection looking = new FairElection(scene.client(), PATH, "nobody");
        assertThat(looking.candidates()).containsExactly("host-0", "host-1", "host-2", "host-3");
        List<Long> tokens = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Grant lead = Scene.result(leads.get(i));
            tokens.add(lead.fencingToken());
            assertThat(looking.leader())
                    .contains(new Election.Leader("host-" + i, lead.fencingToken()));
            assertThat(leads.subList(i + 1, 4)).noneMatch(CompletableFuture::isDone);
            scene.expire(clients.get(i));
        }

        assertThat(tokens).isSorted().doesNotHaveDuplicates();
        Awaitility.await().until(() -> looking.leader().isEmpty());
    }

    @Test
    void aLeaderThatGoesWakesOnlyItsSuccessor() throws Exception {
        Client observer = scene.client();
        Grant first = new FairElection(observer, PATH, "first").campaign();
        List<AtomicLong> requests = new ArrayList<>();
        List<CompletableFuture<Grant>> waiting = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            AtomicLong counter = new AtomicLong();
            Election election = new FairElection(scene.client(counter), PATH, "next-" + i);
            waiting.add(scene.begin(() -> election.campaign()));
            requests.add(counter);
            Scene.awaitChildren(observer, PATH, i + 2);
        }
        Awaitility.await().until(() -> requests.stream().allMatch(counter -> counter.get() >= 3));
        List<Long> before = requests.stream().map(AtomicLong::get).toList();
        first.release().join();
        Scene.result(waiting.get(0));

        assertThat(requests.subList(1, 8).stream().map(AtomicLong::get))
                .isEqualTo(before.subList(1, 8));
    }

    @Test
    void aCandidateThatWithdrawsNeverLeads() throws Exception {
        Client observer = scene.client();
        Grant first = new FairElection(observer, PATH, "first").campaign();
        List<String> told = new CopyOnWriteArrayList<>();
        Election second = new FairElection(scene.client(), PATH, "second");
        Election.Candidacy withdrawn =
                second.stand(lead -> told.add("second leads"), failure -> told.add("failed"));
        Scene.awaitChildren(observer, PATH, 2);
        withdrawn.close();
        Scene.awaitChildren(observer, PATH, 1);
        Election.Candidacy third =
                new FairElection(scene.client(), PATH, "third")
                        .stand(lead -> told.add("third leads"), failure -> told.add("failed"));
        first.close();
        Awaitility.await().until(() -> !told.isEmpty());

        assertThat(told).containsExactly("third leads");
        third.close();
        Scene.awaitChildren(observer, PATH, 0);
    }

    @Test
    void aCandidateWhoseSessionExpiresIsToldSo() throws Exception {
        Grant first = new FairElection(scene.client(), PATH, "first").campaign();
        Client doomed = scene.client();
        CompletableFuture<RuntimeException> failed = new CompletableFuture<>();
        new FairElection(doomed, PATH, "doomed").stand(lead -> {}, failed::complete);
        Scene.awaitChildren(doomed, PATH, 2);
        scene.expire(doomed);

        assertThat(Scene.result(failed)).isInstanceOf(ClientException.SessionExpired.class);
        assertThat(first.isHeld()).isTrue();
    }

    @Test
    void oneZnodeIsEnoughToAgreeOn() throws Exception {
        Client doomed = scene.client();
        Election first = new FirstComeElection(doomed, "/leader", "first");
        Grant lead = first.campaign();
        Election second = new FirstComeElection(scene.client(), "/leader", "second");

        assertThat(second.campaign(Duration.ofMillis(100))).isEmpty();
        assertThat(second.leader()).contains(new Election.Leader("first", lead.fencingToken()));
        CompletableFuture<Grant> waiting = scene.begin(() -> second.campaign());
        scene.expire(doomed);
        Grant next = Scene.result(waiting);
        assertThat(next.fencingToken()).isGreaterThan(lead.fencingToken());
        assertThat(lead.isHeld()).isFalse();
        next.release().join();
        assertThat(second.leader()).isEmpty();
        assertThatExceptionOfType(ClientException.SessionExpired.class).isThrownBy(first::campaign);
    }

    @Test
    void nobodyLeadsTogetherWhileConnectionsBreak() throws Exception {
        for (boolean fair : new boolean[] {true, false}) {
            AtomicLong leaders = new AtomicLong();
            AtomicLong together = new AtomicLong();
            List<CompletableFuture<Integer>> programs = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Client client = scene.client();
                Election election =
                        fair
                                ? new FairElection(client, PATH, "host-" + i)
                                : new FirstComeElection(client, "/leader", "host-" + i);
                programs.add(
                        scene.begin(
                                () -> {
                                    for (int round = 0; round < 10; round++) {
                                        Grant lead = election.campaign();
                                        if (leaders.incrementAndGet() > 1) {
                                            together.incrementAndGet();
                                        }
                                        leaders.decrementAndGet();
                                        lead.release().join();
                                    }
                                    return 10;
                                }));
            }
            Client watching = scene.client();
            for (int i = 0; !programs.stream().allMatch(CompletableFuture::isDone); i++) {
                Scene.breathe(i);
                scene.server().dropConnections();
                watching.exists("/");
            }
            for (CompletableFuture<Integer> each : programs) {
                assertThat(Scene.result(each)).isEqualTo(10);
            }

            assertThat(together).hasValue(0);
            Election looking =
                    fair
                            ? new FairElection(watching, PATH, "")
                            : new FirstComeElection(watching, "/leader", "");
            assertThat(looking.leader()).isEqualTo(Optional.empty());
        }
    }
}
