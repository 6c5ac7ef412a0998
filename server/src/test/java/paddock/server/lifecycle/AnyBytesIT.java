package paddock.server.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import paddock.wire.jute.JuteWriter;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.ConnectRequest;
import paddock.wire.protocol.CreateMode;
import paddock.wire.protocol.Request;
import paddock.wire.protocol.RequestHeader;

import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// What arrives at the clients' port may be anything, in any pieces: nearly right sessions, nearly
/// right words, other protocols. It ends its own connection at most, and is no error of the server.
final class AnyBytesIT {
    private static final int SEEDS = 1_500;
    private static final int MOST_PIECES = 4;
    private static final int[] BOUNDS = {
        Integer.MIN_VALUE, -1, 0, 1, 3, 4, 44, 45, 1 << 10, 0xfffff, 0x100000, Integer.MAX_VALUE
    };

    @TempDir Path folder;

    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    @BeforeEach
    void listen() {
        logged.start();
        root.addAppender(logged);
    }

    @AfterEach
    void listenNoMore() {
        root.detachAppender(logged);
    }

    @Test
    void harmNobodyElse() throws IOException {
        // Who is refused leaves no session behind for long, and none that matters.
        try (RunningServer server = new RunningServer(folder, "maxClientCnxns=0");
                TestClient other = server.connected(20_000)) {
            for (long seed = 1; seed <= SEEDS; seed++) {
                feed(server, new Random(seed));
                if (seed % 50 == 0) {
                    assertThat(other.call(new Request.Ping()).header().err())
                            .as("up to seed %d", seed)
                            .isZero();
                    assertThat(errors()).as("up to seed %d", seed).isEmpty();
                }
            }
        }
    }

    private List<String> errors() {
        return List.copyOf(logged.list).stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.ERROR))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private static void feed(RunningServer server, Random random) throws IOException {
        byte[] bytes = bytes(random);
        try (TestClient client = new TestClient(server.address())) {
            try {
                int sent = 0;
                for (int piece = random.nextInt(MOST_PIECES); piece > 0; piece--) {
                    int next = sent + random.nextInt(bytes.length - sent + 1);
                    client.sendRaw(Arrays.copyOfRange(bytes, sent, next));
                    sent = next;
                }
                client.sendRaw(Arrays.copyOfRange(bytes, sent, bytes.length));
                client.finishWriting();
            } catch (SocketException refused) {
                // The server has seen enough already.
                return;
            }
            while (!client.isClosedByServer()) {
                // An answer, of which the first byte says nothing.
            }
        }
    }

    // ---- what is sent ----

    private static byte[] bytes(Random random) {
        byte[] bytes =
                switch (random.nextInt(6)) {
                    case 0 -> word(random);
                    case 1 -> other(random);
                    default -> session(random);
                };
        for (int change = random.nextInt(4); change > 0 && bytes.length > 0; change--) {
            bytes = changed(bytes, random);
        }
        return bytes;
    }

    private static byte[] word(Random random) {
        String[] words = {"ruok", "stat", "srvr", "conf", "mntr", "cons", "wchs", "dump", "gtmk"};
        String word = words[random.nextInt(words.length)];
        String[] ends = {"", "\n", "\r\n", " now"};
        return (word + ends[random.nextInt(ends.length)]).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] other(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> "GET /commands HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
            case 1 -> new byte[] {0x16, 3, 1, 0, 100, 1, 0, 0, 96, 3, 3};
            default -> {
                byte[] noise = new byte[random.nextInt(200)];
                random.nextBytes(noise);
                yield noise;
            }
        };
    }

    private static byte[] session(Random random) {
        JuteWriter out = new JuteWriter();
        int begin = begin(out);
        boolean knowsReadOnly = random.nextBoolean();
        new ConnectRequest(0, 0, 4_000, 0, new byte[16], false, knowsReadOnly).write(out);
        end(out, begin);
        int count = random.nextInt(6);
        for (int xid = 1; xid <= count; xid++) {
            Request request = request(random);
            begin = begin(out);
            new RequestHeader(xid, request.opCode()).write(out);
            request.write(out);
            end(out, begin);
        }
        return out.toByteArray();
    }

    private static int begin(JuteWriter out) {
        int begin = out.size();
        out.writeInt(0);
        return begin;
    }

    private static void end(JuteWriter out, int begin) {
        out.setInt(begin, out.size() - begin - Integer.BYTES);
    }

    private static Request request(Random random) {
        String path = "/n" + random.nextInt(4);
        byte[] data = new byte[random.nextInt(20)];
        return switch (random.nextInt(12)) {
            case 0 -> RunningServer.create(path, data, CreateMode.PERSISTENT);
            case 1 -> RunningServer.create(path, data, CreateMode.EPHEMERAL_SEQUENTIAL);
            case 2 -> new Request.Delete(path, -1);
            case 3 -> new Request.SetData(path, data, -1);
            case 4 -> new Request.SetAcl(path, Acl.OPEN, -1);
            case 5 -> new Request.GetChildren("/", true, true);
            case 6 -> new Request.GetData(path, true);
            case 7 -> new Request.AddWatch(path, random.nextInt(3));
            case 8 -> new Request.Auth(0, "digest", data);
            case 9 -> new Request.Sasl(data);
            case 10 ->
                    new Request.Multi(
                            random.nextBoolean(),
                            List.of(
                                    new Request.Check(path, -1),
                                    new Request.GetData("/", false),
                                    new Request.SetData(path, data, 0)));
            default -> new Request.CloseSession();
        };
    }

    private static byte[] changed(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length);
        byte[] copy = bytes.clone();
        switch (random.nextInt(5)) {
            case 0 -> copy[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> copy[at] = (byte) random.nextInt();
            case 2 -> {
                if (at + Integer.BYTES <= copy.length) {
                    ByteBuffer.wrap(copy).putInt(at, BOUNDS[random.nextInt(BOUNDS.length)]);
                }
            }
            case 3 -> {
                return Arrays.copyOf(copy, at);
            }
            default -> {
                // A part comes twice.
                int from = random.nextInt(at + 1);
                ByteBuffer twice = ByteBuffer.allocate(copy.length + at - from);
                return twice.put(copy, 0, at).put(copy, from, copy.length - from).array();
            }
        }
        return copy;
    }
}
