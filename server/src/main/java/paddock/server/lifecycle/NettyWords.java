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

import java.nio.ByteBuffer;
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
    public int extraBytes(int word) {
        return FourLetterWords.wordOf(word).map(FourLetterWords::argumentBytes).orElse(-1);
    }

    @Override
    public void answer(Question question, Connection asking, Channel channel) {
        String word = FourLetterWords.wordOf(question.word()).orElseThrow();
        LOG.info("Processing {} command from {}", word, asking);
        long argument =
                question.extra().length == Long.BYTES
                        ? ByteBuffer.wrap(question.extra()).getLong()
                        : 0;
        Optional<String> text = words.answer(word, argument, asking.peer().getAddress(), view);
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
