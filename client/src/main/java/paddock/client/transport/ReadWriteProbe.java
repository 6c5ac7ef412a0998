package paddock.client.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.ScheduledFuture;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/// Sends `isro` and waits for `rw`.
final class ReadWriteProbe extends ChannelInboundHandlerAdapter {
    private final boolean tls;
    private final int timeoutMillis;
    private final Dialer.Answer answer;
    private final StringBuilder said = new StringBuilder();
    private @Nullable ScheduledFuture<?> deadline;
    private boolean told;

    ReadWriteProbe(boolean tls, int timeoutMillis, Dialer.Answer answer) {
        this.tls = tls;
        this.timeoutMillis = timeoutMillis;
        this.answer = answer;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        deadline =
                context.executor()
                        .schedule(() -> context.close(), timeoutMillis, TimeUnit.MILLISECONDS);
        if (!tls) {
            ask(context);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                ask(context);
            } else {
                context.close();
            }
        }
    }

    private static void ask(ChannelHandlerContext context) {
        context.writeAndFlush(Unpooled.wrappedBuffer("isro".getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        said.append(in.toString(StandardCharsets.US_ASCII));
        in.release();
        if (said.length() >= 2) {
            tell(said.toString().startsWith("rw"));
            context.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        tell(false);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }

    void failed(String why) {
        tell(false);
    }

    private void tell(boolean readWrite) {
        if (!told) {
            told = true;
            if (deadline != null) {
                deadline.cancel(false);
            }
            answer.is(readWrite);
        }
    }
}
