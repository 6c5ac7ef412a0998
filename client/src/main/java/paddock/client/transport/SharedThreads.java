package paddock.client.transport;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// The threads of all sessions of a process. All are daemons: no session keeps a program alive.
public final class SharedThreads {
    /// More loops than this have never made clients faster.
    private static final int MAX_LOOPS = 4;

    private static final int MAX_BLOCKING = 16;
    private static final long IDLE_SECONDS = 10;

    private SharedThreads() {}

    /// The loop for one more session.
    public static EventLoop nextLoop() {
        return Loops.GROUP.next();
    }

    /// For what may wait on a network: names, logins.
    public static Executor blocking() {
        return Blocking.POOL;
    }

    /// For code of users, which may take any time: as many threads as are busy at once.
    public static Executor deliveries() {
        return Deliveries.POOL;
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    private static final class Loops {
        static final EventLoopGroup GROUP =
                new MultiThreadIoEventLoopGroup(
                        Math.min(Runtime.getRuntime().availableProcessors(), MAX_LOOPS),
                        new DefaultThreadFactory("paddock-client-io", true),
                        NioIoHandler.newFactory());
    }

    private static final class Blocking {
        static final Executor POOL = pool();

        private static Executor pool() {
            var pool =
                    new ThreadPoolExecutor(
                            MAX_BLOCKING,
                            MAX_BLOCKING,
                            IDLE_SECONDS,
                            TimeUnit.SECONDS,
                            new LinkedBlockingQueue<>(),
                            named("paddock-client-lookup-"));
            pool.allowCoreThreadTimeOut(true);
            return pool;
        }
    }

    private static final class Deliveries {
        static final Executor POOL =
                new ThreadPoolExecutor(
                        0,
                        Integer.MAX_VALUE,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        named("paddock-client-delivery-"));
    }
}
