/// Moves the bytes: connections on event loops that all sessions of a process share.
///
/// A [Dialer] makes a [Link], TLS included; what arrives is cut into frames and told to
/// [LinkEvents] on the link's loop. Nothing here knows what a frame means, nor what a session is.
package paddock.client.transport;
