package paddock.conformance.ensemble;

import java.util.List;

/// Where a member runs: its address, and what its command starts with to get there.
public record Place(String host, List<String> prefix) {
    /// On the loopback device, together with all others.
    public static final Place LOOPBACK = new Place("127.0.0.1", List.of());

    public Place {
        prefix = List.copyOf(prefix);
    }
}
