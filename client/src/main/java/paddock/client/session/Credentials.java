package paddock.client.session;

import org.jspecify.annotations.Nullable;

import paddock.wire.protocol.ReplyHeader;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;

/// The identities a program added: said to each server anew, since they belong to connections.
final class Credentials {
    private final Effects effects;
    private final List<Pending> all = new ArrayList<>();

    /// Said on this connection and not answered; answers come in order.
    private final Queue<Pending> underWay = new ArrayDeque<>();

    Credentials(Effects effects) {
        this.effects = effects;
    }

    void add(Pending auth, boolean connected) {
        all.add(auth);
        if (connected) {
            send(auth);
        }
    }

    /// A connection is there that knows nothing.
    void sendAll() {
        all.forEach(this::send);
    }

    private void send(Pending auth) {
        Traffic.writeFrame(effects.out(), ReplyHeader.AUTH_XID, auth.request);
        auth.xid = ReplyHeader.AUTH_XID;
        underWay.add(auth);
    }

    /// Whose answer has come; null when nothing was asked.
    @Nullable Pending answered() {
        return underWay.poll();
    }

    void disconnected() {
        underWay.clear();
    }

    /// Hands out those who have no answer yet, and forgets all.
    void drain(Consumer<Pending> undecided) {
        all.stream().filter(each -> !each.decided).forEach(undecided);
        all.clear();
        underWay.clear();
    }
}
