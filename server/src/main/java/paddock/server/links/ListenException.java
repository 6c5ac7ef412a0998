package paddock.server.links;

import paddock.wire.ensemble.InitialMessage.Address;

/// A port for other servers cannot be had. The message is one line that names the address and the
/// reason.
public final class ListenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// What the process exits with (configuration reference, section 10).
    public static final int EXIT_CODE = 14;

    ListenException(LinkSecurity.Port port, Address address, String reason) {
        super(
                switch (port) {
                            // The first half is the reference's, for those who look for it.
                            case ELECTION ->
                                    "As I'm leaving the listener thread, I won't be able to"
                                            + " participate in leader election any longer: ";
                            case QUORUM -> "cannot listen for learners on ";
                        }
                        + address
                        + ": "
                        + reason);
    }
}
