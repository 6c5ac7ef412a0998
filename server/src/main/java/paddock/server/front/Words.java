package paddock.server.front;

import io.netty.channel.Channel;

/// The four-letter words that can stand where a connect request is expected.
public interface Words {
    /// Whether these four bytes are a word, and not the length of a frame.
    boolean isWord(int first);

    /// How many of the `count` bytes from `at` on belong to the word before them; -1 while more
    /// must come.
    int extraBytes(int word, byte[] bytes, int at, int count);

    /// Answers on the channel and closes it. Called on the connection's event loop, without its
    /// stripe.
    void answer(Question question, Connection asking, Channel channel);

    /// A word and the bytes that belong to it.
    record Question(int word, byte[] extra) {}
}
