package paddock.conformance.differential;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import paddock.conformance.raw.RawSession;
import paddock.conformance.raw.TreeDump;
import paddock.conformance.server.ServerKind;
import paddock.conformance.server.ServerUnderTest;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;
import paddock.wire.protocol.WatcherEvent;

import java.util.ArrayList;
import java.util.List;

/// What servers remove by themselves: containers that are empty again, and znodes whose time is up.
///
/// When a removal comes is left open, so one thing at a time is waited for. What follows from it is
/// compared: events, zxids, and the stats of all that stays.
@Timeout(300)
class ExpiryConformance {
    private static final int TTL_MODE = 5;
    private static final int CONTAINER_MODE = 4;
    private static final int NEVER_MILLIS = 1_000_000_000;

    @Test
    void whatServersRemoveByThemselvesLooksAlike() {
        List<String> expected = observe(ServerKind.APACHE);

        assertThat(observe(ServerKind.PADDOCK)).isEqualTo(expected);
    }

    private static List<String> observe(ServerKind kind) {
        var options =
                Profile.EXTENDED
                        .options()
                        .property("znode.container.checkIntervalMs", "100")
                        .property("znode.container.maxPerMinute", "60000");
        try (var server = ServerUnderTest.start(kind, options)) {
            var seen = new ArrayList<String>();
            var scrubber = new Scrubber();
            scrubber.startAt(0);
            try (var maker = RawSession.open(server.address(), 60_000);
                    var watcher = RawSession.open(server.address(), 60_000)) {
                watcher.call(new Request.AddWatch("/", Request.AddWatch.PERSISTENT_RECURSIVE));
                containers(maker, watcher, seen);
                timesToLive(maker, watcher, seen);
                tree(maker, scrubber, seen);
            }
            server.stop();
            server.start();
            try (var maker = RawSession.open(server.address(), 60_000);
                    var watcher = RawSession.open(server.address(), 60_000)) {
                watcher.call(new Request.AddWatch("/", Request.AddWatch.PERSISTENT_RECURSIVE));
                maker.delete("/parent/kid");
                await("/parent", maker, watcher, seen);
                tree(maker, scrubber, seen);
            }
            return seen;
        }
    }

    private static void containers(RawSession maker, RawSession watcher, List<String> seen) {
        maker.create("/never-used", new byte[0], CONTAINER_MODE);
        maker.create("/box", new byte[0], CONTAINER_MODE);
        maker.create("/box/child", new byte[0], 0);
        maker.create("/outer", new byte[0], CONTAINER_MODE);
        maker.create("/outer/inner", new byte[0], CONTAINER_MODE);
        maker.create("/outer/inner/leaf", new byte[0], 0);
        maker.delete("/box/child");
        await("/box", maker, watcher, seen);
        maker.delete("/outer/inner/leaf");
        await("/outer", maker, watcher, seen); // and /outer/inner before it
        seen.add(
                answerOf(
                        maker,
                        new Request.Create(OpCode.CREATE, "/box/late", null, Acl.OPEN, 0, 0)));
    }

    private static void timesToLive(RawSession maker, RawSession watcher, List<String> seen) {
        // In one transaction: the parent's time is up at once, but it is never without a child.
        maker.call(
                new Request.Multi(
                        false,
                        List.of(
                                withTtl("/parent", 1),
                                new Request.Create(
                                        OpCode.CREATE, "/parent/kid", null, Acl.OPEN, 0, 0))));
        maker.call(withTtl("/lasting", NEVER_MILLIS));
        maker.call(withTtl("/brief", 1));
        await("/brief", maker, watcher, seen);
        maker.call(withTtl("/lasting/brief", 1));
        await("/lasting/brief", maker, watcher, seen);
        seen.add(answerOf(maker, new Request.SetData("/brief", null, -1)));
    }

    private static Request withTtl(String path, long ttlMillis) {
        return new Request.Create(OpCode.CREATE_TTL, path, null, Acl.OPEN, TTL_MODE, ttlMillis);
    }

    /// Waits until a znode is gone, and notes the events up to then.
    private static void await(
            String path, RawSession maker, RawSession watcher, List<String> seen) {
        while (maker.exists(path)) {
            watcher.ping();
        }
        watcher.ask(new Request.Sync("/")); // behind the removal, so its event is here
        for (WatcherEvent event = watcher.pollEvent(); event != null; event = watcher.pollEvent()) {
            seen.add(event.type() + " " + event.path());
        }
        seen.add("then zxid " + maker.lastZxid());
    }

    private static String answerOf(RawSession session, Request request) {
        var header = session.ask(request).header();
        return request.getClass().getSimpleName()
                + " err "
                + header.err()
                + " zxid "
                + header.zxid();
    }

    private static void tree(RawSession session, Scrubber scrubber, List<String> seen) {
        TreeDump.of(session, "/")
                .forEach((path, node) -> seen.add(path + " " + scrubber.stat(node.stat())));
    }
}
