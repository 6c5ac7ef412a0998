package paddock.conformance.travel;

import static org.assertj.core.api.Assertions.assertThat;

import paddock.conformance.raw.RawSession;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.Id;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/// One of everything that a data folder can hold, and changes to it.
public final class Household {
    private static final List<Acl> PRIVATE = List.of(new Acl(31, new Id("auth", "")));

    private final RawSession session;

    public Household(RawSession session) {
        this.session = session;
        session.authenticate("ann:pw");
    }

    /// Furnishes an empty server.
    public void moveIn() {
        session.create("/plain", bytes("data"), 0);
        session.create("/empty", new byte[0], 0);
        session.create("/null", null, Acl.OPEN, 0);
        session.create("/caf\u00e9 \u00fc \u6f22", bytes("names are Unicode"), 0);
        byte[] large = new byte[400_000];
        new Random(1).nextBytes(large);
        session.create("/large", large, 0);
        session.create("/private", bytes("mine"), PRIVATE, 0);
        session.create(
                "/acls",
                bytes("x"),
                List.of(
                        new Acl(1, Id.ANYONE),
                        new Acl(31, new Id("ip", "127.0.0.0/8")),
                        new Acl(6, new Id("digest", "bob:c2FsdA=="))),
                0);
        session.create("/container", bytes("c"), 4);
        session.create("/container/child", bytes("c"), 0);
        session.createWithTtl("/ttl", bytes("t"), 1L << 36);
        session.create("/queue", new byte[0], 0);
        session.create("/deep", new byte[0], 0);
        session.create("/zookeeper/quota/deep", new byte[0], 0);
        session.create("/zookeeper/quota/deep/zookeeper_limits", bytes("count=1000,bytes=-1"), 0);
        session.create("/zookeeper/quota/deep/zookeeper_stats", bytes("count=0,bytes=0"), 0);
        churn(0);
    }

    /// Changes everything a little. Each round leaves traces of its own.
    public void churn(int round) {
        String name = "round" + round;
        session.setData("/plain", bytes(name));
        session.call(new Request.SetAcl("/acls", Acl.OPEN, -1));
        session.create("/deep/" + name, bytes(name), 0);
        String path = "/deep/" + name;
        for (int depth = 0; depth < 5; depth++) {
            path += "/d" + depth;
            session.create(path, bytes("depth " + depth), 0);
        }
        session.delete(path);
        session.create("/ephemeral-" + name, bytes(name), 1);
        session.create("/sequential-ephemeral-", bytes(name), 3);
        for (int i = 0; i < 60; i++) {
            String item = session.create("/queue/q-", bytes(name + i), 2);
            assertThat(item).isEqualTo("/queue/q-%010d".formatted(60 * round + i));
            if (i % 3 != 0) {
                session.delete(item);
            }
        }
        session.call(
                new Request.Multi(
                        false,
                        List.of(
                                new Request.Create(
                                        OpCode.CREATE, "/multi-" + name, bytes("m"), PRIVATE, 0, 0),
                                new Request.SetData("/multi-" + name, bytes("mm"), 0),
                                new Request.Check("/plain", -1),
                                new Request.Create(
                                        OpCode.CREATE_CONTAINER,
                                        "/multi-" + name + "/c",
                                        null,
                                        Acl.OPEN,
                                        4,
                                        0))));
        session.ask(new Request.Delete("/deep", -1)); // fails, and is logged as an error
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
