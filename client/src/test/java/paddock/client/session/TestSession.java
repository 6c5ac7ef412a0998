package paddock.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

import paddock.wire.protocol.Acl;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;
import paddock.wire.protocol.Response;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/// A session whose events are kept, and whose requests can be waited for.
final class TestSession implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final ClientSession session;

    /// Events, and whatever else tests note down among them.
    final List<Object> told = new CopyOnWriteArrayList<>();

    TestSession(SessionSettings.Builder settings) {
        session = ClientSession.open(settings.build(), this::happened);
    }

    static TestSession connected(String connectString) {
        return new TestSession(SessionSettings.connectTo(connectString))
                .awaitState(SessionState.CONNECTED);
    }

    private void happened(SessionEvent event, Set<Object> watchers) {
        told.add(event);
        if (!event.kind().isOfSession()) {
            told.add(watchers);
        }
    }

    List<SessionState> states() {
        return told.stream()
                .filter(SessionEvent.class::isInstance)
                .map(SessionEvent.class::cast)
                .filter(each -> each.kind() == SessionEvent.Kind.STATE_CHANGED)
                .map(SessionEvent::state)
                .toList();
    }

    List<SessionEvent> events() {
        return told.stream()
                .filter(SessionEvent.class::isInstance)
                .map(SessionEvent.class::cast)
                .filter(each -> !each.kind().isOfSession())
                .toList();
    }

    TestSession awaitState(SessionState state) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> states().contains(state));
        return this;
    }

    void awaitStates(SessionState... states) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(2))
                .untilAsserted(() -> assertThat(states()).containsExactly(states));
    }

    void awaitEnd(SessionState last) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(2))
                .untilAsserted(() -> assertThat(states()).endsWith(last));
    }

    CompletableFuture<Answer> submit(Request request) {
        return submit(request, null);
    }

    CompletableFuture<Answer> submit(Request request, @Nullable WatchChange watch) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        session.submit(
                request,
                watch,
                (xid, zxid, error, response) ->
                        answer.complete(new Answer(xid, zxid, error, response)));
        return answer;
    }

    Answer ask(Request request) {
        return ask(request, null);
    }

    Answer ask(Request request, @Nullable WatchChange watch) {
        return get(submit(request, watch));
    }

    static <T> T get(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("no outcome", e);
        }
    }

    Answer create(String path, int flags, String data) {
        return ask(
                new Request.Create(
                        OpCode.CREATE,
                        path,
                        data.getBytes(StandardCharsets.UTF_8),
                        Acl.OPEN,
                        flags,
                        0));
    }

    Answer set(String path, String data) {
        return ask(new Request.SetData(path, data.getBytes(StandardCharsets.UTF_8), -1));
    }

    String data(String path) {
        Answer answer = ask(new Request.GetData(path, false));
        assertThat(answer.error()).isZero();
        byte[] data = answer.response() instanceof Response.Data found ? found.data() : null;
        return data == null ? "" : new String(data, StandardCharsets.UTF_8);
    }

    Answer watchData(String path, Object watcher) {
        return ask(
                new Request.GetData(path, true),
                new WatchChange.Register(WatchKind.DATA, path, watcher));
    }

    @Override
    public void close() {
        CompletableFuture<Integer> closed = new CompletableFuture<>();
        session.close((xid, zxid, error, response) -> closed.complete(error));
        get(closed);
    }
}
