package dev.fathom.simulator;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The real clocks and timers of one Netty event loop. */
final class NettyLoop implements SimulatorLoop {
    private static final System.Logger LOG = System.getLogger(NettyLoop.class.getName());

    private final EventExecutor executor;

    NettyLoop(EventExecutor executor) {
        this.executor = executor;
    }

    @Override
    public long wallNs() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000 + now.getNano();
    }

    @Override
    public long monotonicNs() {
        return System.nanoTime();
    }

    @Override
    public Timer schedule(long delayNs, Runnable task) {
        ScheduledFuture<?> scheduled =
                executor.schedule(() -> run(task), delayNs, TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error mistake) {
            LOG.log(Level.ERROR, "a task of the simulated venue failed", mistake);
            throw mistake;
        }
    }
}
