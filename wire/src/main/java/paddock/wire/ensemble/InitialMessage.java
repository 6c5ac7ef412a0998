package paddock.wire.ensemble;

import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;
import paddock.wire.jute.MalformedRecordException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What the server that connects to another one's election port sends first: who it is, and where
/// it can be reached (ensemble protocol reference, section 2).
///
/// @param serverId the sender's, or [#ANONYMOUS]
/// @param addresses where its election port is, wildcards included; none from very old servers
public record InitialMessage(long serverId, List<Address> addresses) {
    /// Stands for an observer that has no id: the receiver gives it a negative one.
    public static final long ANONYMOUS = Long.MAX_VALUE;

    private static final long ONE_ADDRESS = -65536;
    private static final long ADDRESS_LIST = -65535;
    private static final int MAX_ADDRESS_BYTES = 2048;
    private static final int HEAD_BYTES = 20;
    private static final String SEPARATOR = "|";

    /// Copies the list.
    public InitialMessage {
        addresses = List.copyOf(addresses);
    }

    /// A host, as configured and not resolved, with its election port.
    public record Address(String host, int port) {
        private static final int MAX_PORT = 65535;

        /// Whether it stands for all of the sender's interfaces, so that nobody else can use it.
        public boolean isWildcard() {
            return host.equals("0.0.0.0") || host.equals("::") || host.equals("0:0:0:0:0:0:0:0");
        }

        private static Address parse(String text) {
            int colon = text.lastIndexOf(':');
            String host = colon < 0 ? "" : text.substring(0, colon);
            if (host.startsWith("[") && host.endsWith("]")) {
                host = host.substring(1, host.length() - 1);
            } else if (host.indexOf(':') >= 0) {
                host = "";
            }
            int port = host.isEmpty() ? -1 : parsePort(text.substring(colon + 1));
            if (port < 0 || port > MAX_PORT) {
                throw new MalformedRecordException("'" + text + "' is no address host:port");
            }
            return new Address(host, port);
        }

        private static int parsePort(String digits) {
            try {
                return Integer.parseInt(digits);
            } catch (NumberFormatException e) {
                return -1;
            }
        }

        @Override
        public String toString() {
            return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
        }
    }

    /// The addresses that others can use.
    public List<Address> reachableAddresses() {
        return addresses.stream().filter(address -> !address.isWildcard()).toList();
    }

    /// How many bytes the message takes with which `in` begins, or -1 when not all of it is there.
    ///
    /// @throws MalformedRecordException as soon as the bytes show that there will be none
    public static int lengthIn(JuteReader in) {
        JuteReader ahead = new JuteReader().reset(in.array(), in.position(), in.remaining());
        if (ahead.remaining() < 8) {
            return -1;
        }
        if (readVersion(ahead) >= 0) {
            return 8;
        }
        if (ahead.remaining() < HEAD_BYTES - 8) {
            return -1;
        }
        ahead.skip(8);
        int length = readAddressLength(ahead);
        return length > ahead.remaining() ? -1 : HEAD_BYTES + length;
    }

    /// Reads a message in any of its forms.
    public static InitialMessage read(JuteReader in) {
        long version = readVersion(in);
        if (version >= 0) {
            return new InitialMessage(version, List.of());
        }
        long serverId = in.readLong();
        byte[] text = in.readRaw(readAddressLength(in));
        List<Address> addresses = new ArrayList<>();
        for (String address : new String(text, StandardCharsets.UTF_8).split("\\|", -1)) {
            addresses.add(Address.parse(address));
        }
        return new InitialMessage(serverId, addresses);
    }

    // Not negative: it is the id already, of a server that does not know versions.
    private static long readVersion(JuteReader in) {
        long version = in.readLong();
        if (version < 0 && version != ONE_ADDRESS && version != ADDRESS_LIST) {
            throw new MalformedRecordException(
                    "protocol version " + version + " is neither -65536 nor -65535");
        }
        return version;
    }

    private static int readAddressLength(JuteReader in) {
        int length = in.readInt();
        if (length <= 0 || length > MAX_ADDRESS_BYTES) {
            throw new MalformedRecordException(
                    "address length " + length + " is outside 1.." + MAX_ADDRESS_BYTES);
        }
        return length;
    }

    /// Writes the message: in the form that all servers read if there is one address, as a list if
    /// there are more.
    public void write(JuteWriter out) {
        List<String> texts = addresses.stream().map(Address::toString).toList();
        byte[] text = String.join(SEPARATOR, texts).getBytes(StandardCharsets.UTF_8);
        if (text.length == 0 || text.length > MAX_ADDRESS_BYTES) {
            throw new IllegalArgumentException(
                    "addresses of "
                            + text.length
                            + " bytes, outside 1.."
                            + MAX_ADDRESS_BYTES
                            + ": "
                            + addresses);
        }
        out.writeLong(addresses.size() == 1 ? ONE_ADDRESS : ADDRESS_LIST);
        out.writeLong(serverId);
        out.writeInt(text.length);
        out.writeRaw(text, 0, text.length);
    }
}
