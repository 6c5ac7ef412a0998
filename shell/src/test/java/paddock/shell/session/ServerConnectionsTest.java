package paddock.shell.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServerConnectionsTest {
    @Test
    void requestsAreCountedBySession() {
        String said =
                """
                 /127.0.0.1:33652[1](queued=0,recved=5,sent=5,sid=0x1000012feef0000,lop=GETD,est=1)
                 /127.0.0.1:33653[1](queued=0,recved=7,sent=7,sid=0x1000012feef0001,lop=PING,est=1)
                 /127.0.0.1:33654[0](queued=0,recved=1,sent=0)

                """;

        assertThat(ServerConnections.parse(said))
                .containsEntry("0x1000012feef0000", 5L)
                .containsEntry("0x1000012feef0001", 7L)
                .hasSize(2);
    }
}
