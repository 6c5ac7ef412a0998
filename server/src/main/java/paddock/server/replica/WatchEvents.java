package paddock.server.replica;

import paddock.core.acl.AclRules;
import paddock.core.database.ChangeListener;
import paddock.core.watch.ChangeKind;
import paddock.core.watch.EventSink;
import paddock.server.front.Connection;
import paddock.server.front.FrontLoop;
import paddock.server.metrics.Recorder;
import paddock.server.metrics.Summary;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.Perms;
import paddock.wire.protocol.WatcherEvent;

import java.util.List;

/// Turns changes into the watch events of all loops' connections, as they are applied.
///
/// For the replica, which holds all stripes meanwhile.
final class WatchEvents implements ChangeListener, EventSink<Connection> {
    private List<FrontLoop> loops = List.of();
    private final AclRules aclRules;
    private String path = "";
    private long zxid;
    private List<Acl> acl = List.of();
    private List<Acl> parentAcl = List.of();
    private final Recorder recorder;
    private int toldOfZnode;
    private int toldOfChildren;

    WatchEvents(AclRules aclRules, Recorder recorder) {
        this.aclRules = aclRules;
        this.recorder = recorder;
    }

    /// From here on, watches of these loops are told.
    void attach(List<FrontLoop> frontLoops) {
        loops = frontLoops;
    }

    @Override
    public void znodeChanged(
            ChangeKind kind, String changed, long at, List<Acl> own, List<Acl> parents) {
        path = changed;
        zxid = at;
        acl = own;
        parentAcl = parents;
        toldOfZnode = 0;
        toldOfChildren = 0;
        for (int i = 0; i < loops.size(); i++) {
            loops.get(i).watches().fire(kind, changed, this);
        }
        if (toldOfZnode > 0) {
            recorder.record(
                    switch (kind) {
                        case CREATED -> Summary.NODE_CREATED_WATCH_COUNT;
                        case DELETED -> Summary.NODE_DELETED_WATCH_COUNT;
                        case DATA_CHANGED -> Summary.NODE_CHANGED_WATCH_COUNT;
                    },
                    toldOfZnode);
        }
        if (toldOfChildren > 0) {
            recorder.record(Summary.NODE_CHILDREN_WATCH_COUNT, toldOfChildren);
        }
    }

    @Override
    public void deliver(Connection connection, int type, String eventPath) {
        if (type == WatcherEvent.NODE_CHILDREN_CHANGED) {
            toldOfChildren++;
        } else {
            toldOfZnode++;
        }
        // A change in the list of children is the parent's to show.
        List<Acl> deciding = eventPath.equals(path) ? acl : parentAcl;
        if (aclRules.permits(deciding, Perms.READ, connection.identities())) {
            connection.notify(type, eventPath, zxid);
        }
    }

    @Override
    public void sessionClosed(long sessionId, long at) {}
}
