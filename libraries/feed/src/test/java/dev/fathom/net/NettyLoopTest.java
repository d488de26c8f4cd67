package dev.fathom.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NettyLoopTest {
    private final NettyLoop loop = new NettyLoop("loop-under-test");
    private final BlockingQueue<String> ran = new LinkedBlockingQueue<>();

    @AfterEach
    void endLoop() {
        loop.end();
    }

    @Test
    void tasksRunInOrderOnOneDaemonThreadOfThatName() throws Exception {
        loop.execute(() -> {
            Thread thread = Thread.currentThread();
            ran.add(thread.getName() + " " + thread.isDaemon() + " " + loop.inLoop());
        });
        loop.execute(() -> ran.add("second"));

        assertThat(Recorder.await(ran)).isEqualTo("loop-under-test true true");
        assertThat(Recorder.await(ran)).isEqualTo("second");
        assertThat(loop.inLoop()).isFalse();
    }

    @Test
    void scheduledTaskRunsNotBeforeItsTime() throws Exception {
        long begunNs = loop.monotonicNs();
        loop.schedule(50_000_000, () -> ran.add(String.valueOf(loop.monotonicNs() - begunNs)));

        assertThat(Long.parseLong(Recorder.await(ran))).isGreaterThanOrEqualTo(50_000_000);
    }

    @Test
    void cancelledTaskDoesNotRun() throws Exception {
        loop.execute(() -> {
            Loop.Timer timer = loop.schedule(1, () -> ran.add("cancelled"));
            timer.cancel();
            loop.schedule(1_000_000, () -> ran.add("kept"));
        });

        assertThat(Recorder.await(ran)).isEqualTo("kept");
    }

    @Test
    void taskThatThrowsDoesNotEndTheLoop() throws Exception {
        Runnable failing =
                () -> {
                    throw new IllegalStateException("on purpose");
                };
        loop.execute(failing);
        loop.schedule(0, failing);
        loop.schedule(1_000_000, () -> ran.add("alive"));

        assertThat(Recorder.await(ran)).isEqualTo("alive");
    }

    @Test
    void wallClockIsThatOfTheSystem() {
        Instant before = Instant.now();
        long wallNs = loop.wallNs();
        Instant after = Instant.now();

        assertThat(Instant.ofEpochSecond(0, wallNs)).isBetween(before, after);
    }
}
