package paddock.client.session;

import org.jspecify.annotations.Nullable;

import paddock.wire.protocol.Request;
import paddock.wire.protocol.Response;

import java.util.ArrayList;
import java.util.List;

/// The part of the tree a session lives in: what a program calls `/a` is `/chroot/a` for servers.
///
/// `/zookeeper/config`, which the whole ensemble shares, is itself below every chroot.
final class Chroot {
    private static final String CONFIG = "/zookeeper/config";

    private final String root;

    /// @param root a path, or empty for none
    Chroot(String root) {
        requireValid(root);
        this.root = root;
    }

    static void requireValid(String root) {
        if (root.isEmpty()) {
            return;
        }
        if (!root.startsWith("/") || root.endsWith("/") || root.contains("//")) {
            throw new IllegalArgumentException(
                    "chroot \""
                            + root
                            + "\" is not a path as /a/b, without an empty name or a /"
                            + " at its end");
        }
        for (String name : root.substring(1).split("/")) {
            if (name.equals(".") || name.equals("..") || name.indexOf('\0') >= 0) {
                throw new IllegalArgumentException(
                        "chroot \"" + root + "\" has a name that no znode can have: " + name);
            }
        }
    }

    int length() {
        return root.length();
    }

    /// The server's name of a path.
    String toServer(String path) {
        if (root.isEmpty() || path.equals(CONFIG)) {
            return path;
        }
        return path.equals("/") ? root : root + path;
    }

    private @Nullable String toServerOrNull(@Nullable String path) {
        return path == null ? null : toServer(path);
    }

    /// The program's name of a path; a path outside is its own name.
    String toClient(String path) {
        if (root.isEmpty() || !path.startsWith(root)) {
            return path;
        }
        if (path.length() == root.length()) {
            return "/";
        }
        return path.charAt(root.length()) == '/' ? path.substring(root.length()) : path;
    }

    /// The request as the server has to get it.
    Request toServer(Request request) {
        if (root.isEmpty()) {
            return request;
        }
        if (request instanceof Request.GetData get) {
            return new Request.GetData(toServerOrNull(get.path()), get.watch());
        } else if (request instanceof Request.SetData set) {
            return new Request.SetData(toServer(set.path()), set.data(), set.version());
        } else if (request instanceof Request.Exists exists) {
            return new Request.Exists(toServer(exists.path()), exists.watch());
        } else if (request instanceof Request.Create create) {
            return new Request.Create(
                    create.opCode(),
                    toServerOrNull(create.path()),
                    create.data(),
                    create.acl(),
                    create.flags(),
                    create.ttlMillis());
        } else if (request instanceof Request.Delete delete) {
            return new Request.Delete(toServerOrNull(delete.path()), delete.version());
        } else if (request instanceof Request.GetChildren get) {
            return new Request.GetChildren(toServerOrNull(get.path()), get.watch(), get.withStat());
        } else if (request instanceof Request.GetChildrenPage page) {
            return new Request.GetChildrenPage(
                    toServer(page.path()),
                    page.watch(),
                    page.after(),
                    page.maxNames(),
                    page.maxBytes());
        } else if (request instanceof Request.Multi multi) {
            List<Request> ops = new ArrayList<>(multi.ops().size());
            multi.ops().forEach(each -> ops.add(toServer(each)));
            return new Request.Multi(multi.reads(), ops);
        }
        return rareToServer(request);
    }

    private Request rareToServer(Request request) {
        if (request instanceof Request.Check check) {
            return new Request.Check(toServer(check.path()), check.version());
        } else if (request instanceof Request.GetAcl get) {
            return new Request.GetAcl(toServer(get.path()));
        } else if (request instanceof Request.SetAcl set) {
            return new Request.SetAcl(toServer(set.path()), set.acl(), set.version());
        } else if (request instanceof Request.Sync sync) {
            return new Request.Sync(toServerOrNull(sync.path()));
        } else if (request instanceof Request.AddWatch add) {
            return new Request.AddWatch(toServer(add.path()), add.mode());
        } else if (request instanceof Request.Watches watches) {
            return new Request.Watches(toServer(watches.path()), watches.type(), watches.remove());
        } else if (request instanceof Request.GetEphemerals get) {
            // The beginning of a text rather than a path: /app alone would mean /apple, too.
            String prefix = get.prefixPath();
            return new Request.GetEphemerals(root + (prefix == null ? "/" : prefix));
        } else if (request instanceof Request.GetAllChildrenNumber get) {
            return new Request.GetAllChildrenNumber(toServer(get.path()));
        } else if (request instanceof Request.DeleteContainer delete) {
            return new Request.DeleteContainer(toServer(delete.path()));
        }
        return request;
    }

    /// The answer as the program has to get it.
    @Nullable Response toClient(Request request, @Nullable Response response) {
        if (root.isEmpty() || response == null) {
            return response;
        }
        if (response instanceof Response.Created created) {
            return new Response.Created(toClient(created.path()));
        } else if (response instanceof Response.CreatedWithStat created) {
            return new Response.CreatedWithStat(toClient(created.path()), created.stat());
        } else if (response instanceof Response.Synced synced) {
            String path = synced.path();
            return new Response.Synced(path == null ? null : toClient(path));
        } else if (response instanceof Response.Names names
                && request instanceof Request.GetEphemerals) {
            return new Response.Names(names.names().stream().map(this::toClient).toList());
        } else if (response instanceof Response.Results results) {
            List<Response.Result> stripped = new ArrayList<>(results.results().size());
            for (Response.Result each : results.results()) {
                stripped.add(
                        new Response.Result(
                                each.type(), each.err(), toClient(request, each.body())));
            }
            return new Response.Results(stripped);
        }
        return response;
    }

    @Override
    public String toString() {
        return root;
    }
}
