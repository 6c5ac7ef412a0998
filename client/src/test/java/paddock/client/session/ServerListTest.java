package paddock.client.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

final class ServerListTest {
    private static final int CLIENTS = 20_000;

    private static List<HostPort> servers(int... numbers) {
        return IntStream.of(numbers).mapToObj(each -> new HostPort("s" + each, each)).toList();
    }

    private static ServerList list(List<HostPort> servers, long seed) {
        return new ServerList(
                servers,
                new Random(seed),
                host -> new InetAddress[] {InetAddress.getByAddress(new byte[] {127, 0, 0, 1})});
    }

    @Test
    void goesThroughAllAndBeginsAgain() throws IOException {
        ServerList list = list(servers(1, 2, 3), 1);
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            ports.add(list.next().getPort());
        }

        assertThat(ports.subList(0, 3)).containsExactlyInAnyOrder(1, 2, 3);
        assertThat(ports.subList(3, 6)).isEqualTo(ports.subList(0, 3));
    }

    @Test
    void clientsBeginWithDifferentServers() throws IOException {
        int[] first = new int[4];
        for (int seed = 0; seed < CLIENTS; seed++) {
            first[list(servers(1, 2, 3), seed).next().getPort()]++;
        }

        for (int port = 1; port <= 3; port++) {
            assertThat(first[port] / (double) CLIENTS).isCloseTo(1.0 / 3, within(0.03));
        }
    }

    @Test
    void namesAreResolvedEachTimeAndKeptInTheAddress() throws IOException {
        List<byte[]> answers =
                new ArrayList<>(List.of(new byte[] {10, 0, 0, 1}, new byte[] {10, 0, 0, 2}));
        ServerList list =
                new ServerList(
                        servers(1),
                        new Random(1),
                        host -> new InetAddress[] {InetAddress.getByAddress(answers.remove(0))});

        assertThat(list.next()).hasToString("s1/10.0.0.1:1");
        assertThat(list.next()).hasToString("s1/10.0.0.2:1");
    }

    @Test
    void aNameWithoutAnAddressIsPassedOver() throws IOException {
        ServerList list =
                new ServerList(
                        servers(1, 2),
                        new Random(1),
                        host -> {
                            if (host.equals("s1")) {
                                throw new UnknownHostException(host);
                            }
                            return new InetAddress[] {InetAddress.getLoopbackAddress()};
                        });
        boolean firstFails = list.servers().get(0).port() == 1;
        if (!firstFails) {
            assertThat(list.next().getPort()).isEqualTo(2);
        }
        assertThatThrownBy(list::next).isInstanceOf(UnknownHostException.class);
        assertThat(list.next().getPort()).isEqualTo(2);
    }

    @Test
    void takesNoListWithoutServers() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ServerList(List.of()));
    }

    @Test
    void anotherListLeavesClientsEvenlySpread() throws IOException {
        assertSpread(servers(1, 2, 3), servers(1, 2, 3, 4, 5));
        assertSpread(servers(1, 2, 3, 4, 5), servers(1, 2, 3));
        assertSpread(servers(1, 2, 3), servers(3, 4, 5));
        assertSpread(servers(1, 2, 3), servers(4, 5, 6));
        assertSpread(servers(1, 2, 3, 4), servers(3, 4, 5));
        assertSpread(servers(1, 2, 3), servers(1, 2, 3));
    }

    @Test
    void nobodyMovesWithoutNeed() {
        for (int seed = 0; seed < 100; seed++) {
            assertThat(list(servers(1, 2, 3), seed).update(servers(1, 2), servers(1).get(0)))
                    .isFalse();
            assertThat(list(servers(1, 2, 3), seed).update(servers(4, 5), null)).isFalse();
        }
    }

    private static void assertSpread(List<HostPort> before, List<HostPort> after)
            throws IOException {
        Map<Integer, Integer> load = new HashMap<>();
        for (int client = 0; client < CLIENTS; client++) {
            ServerList list = list(before, client);
            HostPort at = before.get(client % before.size());
            int port = list.update(after, at) ? list.next().getPort() : at.port();
            load.merge(port, 1, Integer::sum);
        }

        assertThat(load.keySet())
                .containsExactlyInAnyOrderElementsOf(after.stream().map(HostPort::port).toList());
        load.forEach(
                (port, clients) ->
                        assertThat(clients / (double) CLIENTS)
                                .as("%s -> %s: load of %s", before, after, port)
                                .isCloseTo(1.0 / after.size(), within(0.03)));
    }
}
