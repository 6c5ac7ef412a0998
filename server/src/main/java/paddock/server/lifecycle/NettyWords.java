package paddock.server.lifecycle;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import paddock.server.front.Connection;
import paddock.server.front.Words;
import paddock.server.words.FourLetterWords;

import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Answers four-letter words on client connections.
final class NettyWords implements Words {
    private static final Logger LOG = LoggerFactory.getLogger(NettyWords.class);

    private final FourLetterWords words;
    private final LiveView view;

    NettyWords(FourLetterWords words, LiveView view) {
        this.words = words;
        this.view = view;
    }

    @Override
    public boolean isWord(int first) {
        return FourLetterWords.wordOf(first).isPresent();
    }

    @Override
    public int extraBytes(int word, byte[] bytes, int at, int count) {
        return FourLetterWords.wordOf(word)
                .map(each -> FourLetterWords.argumentBytes(each, bytes, at, count))
                .orElse(0);
    }

    @Override
    public void answer(Question question, Connection asking, Channel channel) {
        String word = FourLetterWords.wordOf(question.word()).orElseThrow();
        LOG.info("Processing {} command from {}", word, asking);
        words.answer(word, question.extra(), asking.peer().getAddress(), view)
                .thenAccept(text -> send(text, channel));
    }

    private static void send(Optional<String> text, Channel channel) {
        channel.writeAndFlush(
                        text.isEmpty()
                                ? Unpooled.EMPTY_BUFFER
                                : ByteBufUtil.encodeString(
                                        channel.alloc(),
                                        CharBuffer.wrap(text.get()),
                                        StandardCharsets.UTF_8))
                .addListener(ChannelFutureListener.CLOSE);
    }
}
