package paddock.core.session;

import org.jspecify.annotations.Nullable;

/// The sessions that would expire in the same tick, in the order in which they came here.
final class Bucket {
    /// When they would, in milliseconds.
    final long dueMillis;

    @Nullable Session first;
    @Nullable Session last;

    Bucket(long dueMillis) {
        this.dueMillis = dueMillis;
    }

    boolean isEmpty() {
        return first == null;
    }

    void add(Session session) {
        session.bucket = this;
        session.previous = last;
        if (last == null) {
            first = session;
        } else {
            last.next = session;
        }
        last = session;
    }

    void remove(Session session) {
        Session previous = session.previous;
        Session next = session.next;
        if (previous == null) {
            first = next;
        } else {
            previous.next = next;
        }
        if (next == null) {
            last = previous;
        } else {
            next.previous = previous;
        }
        session.bucket = null;
        session.previous = null;
        session.next = null;
    }
}
