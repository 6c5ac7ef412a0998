package paddock.client.recipe.group;

import paddock.client.AsyncClient;
import paddock.client.Client;
import paddock.client.ClientException;
import paddock.client.recipe.foundation.Holding;
import paddock.client.recipe.foundation.Owned;
import paddock.client.recipe.foundation.Steadfast;
import paddock.client.recipe.foundation.Waiting;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A group that programs are members of as long as they live. Any thread may use it.
///
/// ```java
/// Group workers = new Group(client, "/app/workers");
/// Membership me = workers.join("host-1", address);
/// GroupView view = workers.follow(new GroupListener() { ... });
/// ```
///
/// Each member is an ephemeral znode named after it, so no two members have one name.
///
/// **Lost connection.** It is sat out: a member stays one if its session outlives it, and a join
/// whose answer was lost is told from that of another.
///
/// **Lost session.** The member has left. Others learn it when the ensemble has ended the session,
/// the member itself by [Membership#onLost]; it can join again with a new client.
public final class Group {
    private final Client client;
    private final AsyncClient async;
    private final Owned members;

    /// @param path the folder of all this; the members are in its child `members`
    public Group(Client client, String path) {
        this.client = client;
        async = client.async();
        members = new Owned(async, path + "/members", path + "/receipts");
    }

    /// Joins, once no other member has the name: the last session of a program that was started
    /// anew may not have ended yet.
    ///
    /// @param name of the member; the name of a znode
    /// @throws IllegalArgumentException when it cannot be the name of a znode
    /// @throws InterruptedException when the thread is interrupted; it does not join then
    public Membership join(String name, byte[] data) throws InterruptedException {
        return new Membership(
                async,
                name,
                Waiting.forResult(members.createWhenFree(name, data), Holding::release));
    }

    /// As [#join(String, byte\[\])], for so long.
    ///
    /// @return empty when another member still has the name
    /// @throws IllegalArgumentException when it cannot be the name of a znode
    /// @throws InterruptedException when the thread is interrupted; it does not join then
    public Optional<Membership> join(String name, byte[] data, Duration limit)
            throws InterruptedException {
        return Waiting.forResult(members.createWhenFree(name, data), limit, Holding::release)
                .map(holding -> new Membership(async, name, holding));
    }

    /// The names of the members now, in order, as far as the server of this client knows.
    ///
    /// @throws InterruptedException when the thread is interrupted
    public List<String> members() throws InterruptedException {
        try {
            return Waiting.forResult(Steadfast.repeat(() -> async.getChildren(members.folder())))
                    .names()
                    .stream()
                    .sorted()
                    .toList();
        } catch (ClientException.NoNode e) {
            return List.of();
        }
    }

    /// Begins to follow the members.
    ///
    /// @param listeners are told from the first member on
    public GroupView follow(GroupListener... listeners) {
        return new GroupView(client, members.folder(), listeners);
    }
}
