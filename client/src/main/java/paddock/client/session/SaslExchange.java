package paddock.client.session;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/// One authentication by SASL, made anew for each connection.
///
/// Called by one thread at a time, on threads that may block.
public interface SaslExchange {
    /// What to say first; empty where the mechanism lets the server begin.
    ///
    /// @throws IOException when there is nothing to say, for example without credentials
    byte[] begin() throws IOException;

    /// Answers a challenge, or null when there is nothing more to say.
    ///
    /// @param challenge what the server said; null where it said nothing
    /// @throws IOException when the server is not who it claims to be, or makes no sense
    byte @Nullable [] answer(byte @Nullable [] challenge) throws IOException;

    /// Whether both sides are through with it.
    boolean isComplete();

    /// Gives back what it holds.
    default void dispose() {}
}
