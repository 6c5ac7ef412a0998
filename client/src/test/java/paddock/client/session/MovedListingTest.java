package paddock.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import paddock.client.Children;
import paddock.client.Client;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;
import paddock.wire.protocol.RequestHeader;
import paddock.wire.protocol.Response;
import paddock.wire.protocol.Stat;

import java.util.ArrayList;
import java.util.List;

final class MovedListingTest {
    private static final Stat STAT = new Stat(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /// In an ensemble of both kinds of servers, a client that loses its connection may find a
    /// server of the other kind.
    @Test
    @Timeout(60)
    void whoMovesToAServerWithoutPagesGoesOnBehindTheLastName() {
        try (ScriptedServer server =
                        new ScriptedServer(
                                connection -> {
                                    connection.open(connection.frame(), false);
                                    while (true) {
                                        serve(connection);
                                    }
                                });
                Client client = Client.connect("127.0.0.1:" + server.port())) {
            List<String> told = new ArrayList<>();
            for (Children page : client.childrenPages("/", 2)) {
                assertThat(page.names()).hasSizeLessThanOrEqualTo(2);
                told.addAll(page.names());
            }

            assertThat(told).containsExactly("a", "b", "bb", "c", "d");
        }
    }

    private static void serve(ScriptedServer.Connection connection) throws Exception {
        var frame = connection.frame();
        RequestHeader header = RequestHeader.read(frame);
        if (header.opCode() != OpCode.GET_CHILDREN2) {
            connection.answer(header, 0, null);
            return;
        }
        Request request = Request.read(header.opCode(), frame);
        if (!(request instanceof Request.GetChildrenPage page)) {
            throw new IllegalStateException("not a page: " + request);
        }
        connection.answer(
                header,
                0,
                page.after() == null
                        ? new Response.NamesPage(List.of("a", "b"), STAT, true)
                        : new Response.NamesWithStat(List.of("d", "b", "bb", "a", "c"), STAT));
    }
}
