package paddock.server.front;

import io.netty.channel.Channel;

/// The four-letter words that can stand where a connect request is expected.
public interface Words {
    /// How many bytes a word needs after it, or -1 when these four bytes are no word.
    int extraBytes(int word);

    /// Answers on the channel and closes it. Called on the connection's event loop, without its
    /// stripe.
    void answer(Question question, Connection asking, Channel channel);

    /// A word and the bytes that belong to it.
    record Question(int word, byte[] extra) {}
}
