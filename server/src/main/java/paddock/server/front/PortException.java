package paddock.server.front;

import java.net.InetSocketAddress;

/// The client port cannot be had. The message is one line that names the address and the reason.
public final class PortException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Creates the exception.
    public PortException(InetSocketAddress address, Throwable cause) {
        super(
                "cannot listen for clients on "
                        + address.getAddress().getHostAddress()
                        + ":"
                        + address.getPort()
                        + ": "
                        + reason(cause),
                cause);
    }

    // The native transport prefixes the reason with the name of a system call.
    private static String reason(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return message.contains("Address already in use") ? "Address already in use" : message;
    }
}
