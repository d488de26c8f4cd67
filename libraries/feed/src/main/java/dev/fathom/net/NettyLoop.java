package dev.fathom.net;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A Netty event loop with a daemon thread of its own. Safe for many threads. */
final class NettyLoop implements Loop {
    private static final System.Logger LOG = System.getLogger(NettyLoop.class.getName());

    private final String name;
    private final EventLoopGroup group;
    private final EventLoop loop;

    NettyLoop(String name) {
        this.name = name;
        this.group = new MultiThreadIoEventLoopGroup(1, this::thread, NioIoHandler.newFactory());
        this.loop = group.next();
    }

    @Override
    public long wallNs() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    @Override
    public long monotonicNs() {
        return System.nanoTime();
    }

    @Override
    public boolean inLoop() {
        return loop.inEventLoop();
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(() -> run(task));
    }

    @Override
    public Timer schedule(long delayNs, Runnable task) {
        Future<?> waiting =
                loop.schedule(() -> run(task), Math.max(0, delayNs), TimeUnit.NANOSECONDS);
        return () -> waiting.cancel(false);
    }

    /** The event loop that channels are registered with. */
    EventLoop eventLoop() {
        return loop;
    }

    /** Ends the thread once what is waiting has run; waits for it unless called on the loop. */
    void end() {
        Future<?> ended = group.shutdownGracefully(0, 2, TimeUnit.SECONDS);
        if (!inLoop()) {
            try {
                ended.get(5, TimeUnit.SECONDS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException e) {
                LOG.log(System.Logger.Level.WARNING, "loop " + name + " did not end in time", e);
            }
        }
    }

    /** The last stop for what a task throws; without it Netty would keep it in an unread future. */
    private void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.ERROR, "task on loop " + name + " failed", e);
        }
    }

    private Thread thread(Runnable run) {
        Thread thread = new FastThreadLocalThread(run, name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public String toString() {
        return "Loop[" + name + "]";
    }
}
