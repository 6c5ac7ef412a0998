package paddock.client.recipe.discovery;

import paddock.client.recipe.config.Codec;

import java.util.Map;
import java.util.TreeMap;

/// One of the programs that offer a service.
///
/// @param id tells it from the others; the name of a znode
/// @param host where it is
/// @param port where it is there, 0 to 65535
/// @param load how busy it is, in a unit of the service's choice; 0 or more, smaller is better
/// @param attributes whatever else callers should know
public record Instance(
        String id, String host, int port, double load, Map<String, String> attributes) {
    private static final String ATTRIBUTE = "attribute.";
    private static final Codec<Map<String, String>> CODEC = Codec.properties();

    /// @throws IllegalArgumentException when the port or the load is out of range
    public Instance {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is not in 0..65535");
        }
        if (!(load >= 0)) {
            throw new IllegalArgumentException("a load of " + load + "; it takes 0 or more");
        }
        attributes = Map.copyOf(attributes);
    }

    /// One that has nothing to do and nothing else to say.
    ///
    /// @throws IllegalArgumentException when the port is out of range
    public Instance(String id, String host, int port) {
        this(id, host, port, 0, Map.of());
    }

    /// The same, busy in another measure.
    ///
    /// @throws IllegalArgumentException when the load is out of range
    public Instance withLoad(double now) {
        return new Instance(id, host, port, now, attributes);
    }

    byte[] bytes() {
        Map<String, String> all = new TreeMap<>();
        all.put("host", host);
        all.put("port", Integer.toString(port));
        all.put("load", Double.toString(load));
        attributes.forEach((name, value) -> all.put(ATTRIBUTE + name, value));
        return CODEC.encode(all);
    }

    /// @throws IllegalArgumentException when the bytes are none of an instance
    static Instance of(String id, byte[] bytes) {
        Map<String, String> all = CODEC.decode(bytes);
        String host = all.get("host");
        String port = all.get("port");
        if (host == null || port == null) {
            throw new IllegalArgumentException("instance " + id + " has no host or no port");
        }
        Map<String, String> attributes = new TreeMap<>();
        all.forEach(
                (name, value) -> {
                    if (name.startsWith(ATTRIBUTE)) {
                        attributes.put(name.substring(ATTRIBUTE.length()), value);
                    }
                });
        return new Instance(
                id,
                host,
                Integer.parseInt(port),
                Double.parseDouble(all.getOrDefault("load", "0")),
                attributes);
    }
}
