package paddock.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import paddock.wire.protocol.Acl;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Request;
import paddock.wire.protocol.Response;
import paddock.wire.protocol.Stat;

import java.util.List;

final class ChrootTest {
    private static final Stat STAT = new Stat(1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1);

    private final Chroot chroot = new Chroot("/app");

    @Test
    void pathsGoDownAndComeUpAgain() {
        assertThat(chroot.toServer("/")).isEqualTo("/app");
        assertThat(chroot.toServer("/a")).isEqualTo("/app/a");
        assertThat(chroot.toClient("/app")).isEqualTo("/");
        assertThat(chroot.toClient("/app/a")).isEqualTo("/a");
    }

    @Test
    void whatIsOutsideKeepsItsName() {
        assertThat(chroot.toClient("/apple")).isEqualTo("/apple");
        assertThat(chroot.toClient("/b")).isEqualTo("/b");
        assertThat(chroot.toServer("/zookeeper/config")).isEqualTo("/zookeeper/config");
        assertThat(chroot.toClient("/zookeeper/config")).isEqualTo("/zookeeper/config");
    }

    @Test
    void everyRequestWithAPathIsMoved() {
        Request create =
                new Request.Create(OpCode.CREATE_TTL, "/a", new byte[1], Acl.OPEN, 5, 1000);
        List<Request> requests =
                List.of(
                        create,
                        new Request.Delete("/a", 1),
                        new Request.DeleteContainer("/a"),
                        new Request.Exists("/a", true),
                        new Request.GetData("/a", true),
                        new Request.SetData("/a", null, 1),
                        new Request.GetAcl("/a"),
                        new Request.SetAcl("/a", Acl.OPEN, 1),
                        new Request.GetChildren("/a", true, true),
                        new Request.GetChildrenPage("/a", true, "b", 3, 4),
                        new Request.Sync("/a"),
                        new Request.Check("/a", 1),
                        new Request.Multi(false, List.of(create, new Request.Check("/a", 1))),
                        new Request.Watches("/a", 3, true),
                        new Request.AddWatch("/a", 1),
                        new Request.GetEphemerals("/a"),
                        new Request.GetAllChildrenNumber("/a"));
        for (Request request : requests) {
            Request moved = chroot.toServer(request);
            assertThat(moved.toString().replace("/app/a", "/a")).isEqualTo(request.toString());
            assertThat(moved.toString()).contains("/app/a");
            assertThat(new Chroot("").toServer(request)).isSameAs(request);
        }
    }

    @Test
    void everyAnswerWithAPathIsMovedBack() {
        Request any = new Request.Ping();
        assertThat(chroot.toClient(any, new Response.Created("/app/a")))
                .isEqualTo(new Response.Created("/a"));
        assertThat(chroot.toClient(any, new Response.CreatedWithStat("/app/a", STAT)))
                .isEqualTo(new Response.CreatedWithStat("/a", STAT));
        assertThat(chroot.toClient(any, new Response.Synced("/app")))
                .isEqualTo(new Response.Synced("/"));
        assertThat(
                        chroot.toClient(
                                new Request.GetEphemerals("/"),
                                new Response.Names(List.of("/app/a", "/app/b"))))
                .isEqualTo(new Response.Names(List.of("/a", "/b")));
        assertThat(
                        chroot.toClient(
                                any,
                                new Response.Results(
                                        List.of(
                                                new Response.Result(
                                                        1, 0, new Response.Created("/app/a"))))))
                .isEqualTo(
                        new Response.Results(
                                List.of(new Response.Result(1, 0, new Response.Created("/a")))));
    }

    @Test
    void namesOfChildrenAreNoPaths() {
        Response names = new Response.Names(List.of("app", "/app/a"));
        assertThat(chroot.toClient(new Request.GetChildren("/", false, false), names))
                .isSameAs(names);
    }

    @Test
    void ephemeralsOfANeighbourAreNotAskedFor() {
        assertThat(chroot.toServer(new Request.GetEphemerals("/")))
                .isEqualTo(new Request.GetEphemerals("/app/"));
        assertThat(chroot.toServer(new Request.GetEphemerals(null)))
                .isEqualTo(new Request.GetEphemerals("/app/"));
        assertThat(chroot.toServer(new Request.GetEphemerals("/a")))
                .isEqualTo(new Request.GetEphemerals("/app/a"));
    }
}
