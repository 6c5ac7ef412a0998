package paddock.client.session;

import org.jspecify.annotations.Nullable;

/// A queue that runs through its elements, so that a request moves from one queue to the next
/// without anything being made for it. Not for use by several threads.
final class Chain<T extends Delivery> {
    private @Nullable T head;
    private @Nullable T tail;

    void add(T element) {
        element.next = null;
        T last = tail;
        if (last == null) {
            head = element;
        } else {
            last.next = element;
        }
        tail = element;
    }

    @Nullable T peek() {
        return head;
    }

    // Only elements of T were added.
    @SuppressWarnings("unchecked")
    @Nullable T poll() {
        T first = head;
        if (first != null) {
            head = (T) first.next;
            if (head == null) {
                tail = null;
            }
            first.next = null;
        }
        return first;
    }

    /// The element behind one, in the order they were added.
    @SuppressWarnings("unchecked")
    @Nullable T after(T element) {
        return (T) element.next;
    }

    boolean isEmpty() {
        return head == null;
    }

    /// Takes over everything another one has.
    void addAll(Chain<T> other) {
        T first = other.head;
        if (first == null) {
            return;
        }
        T last = tail;
        if (last == null) {
            head = first;
        } else {
            last.next = first;
        }
        tail = other.tail;
        other.head = null;
        other.tail = null;
    }

    /// Everything that was added, linked, and nothing left.
    @Nullable T takeAll() {
        T first = head;
        head = null;
        tail = null;
        return first;
    }
}
