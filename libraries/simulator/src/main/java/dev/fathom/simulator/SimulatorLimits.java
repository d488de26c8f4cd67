package dev.fathom.simulator;

import java.time.Duration;

/**
 * Limits and timings of the simulated venue.
 *
 * @param messagesPerSecond client messages, pings and pongs in any rolling second before close 1008
 * @param streamsPerConnection subscriptions a connection may hold
 * @param connectsPerFiveMinutes new connections from one address in any five minutes
 * @param pingEvery time between the venue's pings
 * @param pongWithin a connection whose ping stays unanswered this long is closed
 * @param connectionAge a connection this old is closed
 * @param weightPerMinute request weight an address may use in a clock minute
 * @param firstBan how long the first ban for going on after a 429 lasts; each further one twice as
 *     long, up to three days
 * @param queuedBytes what may wait for a slow reader before the connection is cut; kept by the
 *     server
 */
public record SimulatorLimits(
        int messagesPerSecond,
        int streamsPerConnection,
        int connectsPerFiveMinutes,
        Duration pingEvery,
        Duration pongWithin,
        Duration connectionAge,
        int weightPerMinute,
        Duration firstBan,
        int queuedBytes) {
    /** Binance's own, as published. */
    public static SimulatorLimits binance() {
        return new SimulatorLimits(
                5,
                1024,
                300,
                Duration.ofSeconds(20),
                Duration.ofSeconds(60),
                Duration.ofHours(24),
                6000,
                Duration.ofMinutes(2),
                4 << 20);
    }

    /** Those of Binance.US, which pings every three minutes and waits ten for the echo. */
    public static SimulatorLimits binanceUs() {
        return binance().withPings(Duration.ofMinutes(3), Duration.ofMinutes(10));
    }

    /** The same with other times between pings and until a missing pong closes. */
    public SimulatorLimits withPings(Duration every, Duration within) {
        return new SimulatorLimits(
                messagesPerSecond,
                streamsPerConnection,
                connectsPerFiveMinutes,
                every,
                within,
                connectionAge,
                weightPerMinute,
                firstBan,
                queuedBytes);
    }

    /** The same with another age at which connections are closed. */
    public SimulatorLimits withConnectionAge(Duration age) {
        return new SimulatorLimits(
                messagesPerSecond,
                streamsPerConnection,
                connectsPerFiveMinutes,
                pingEvery,
                pongWithin,
                age,
                weightPerMinute,
                firstBan,
                queuedBytes);
    }

    /** The same with another number of connects. */
    public SimulatorLimits withConnectsPerFiveMinutes(int connects) {
        return new SimulatorLimits(
                messagesPerSecond,
                streamsPerConnection,
                connects,
                pingEvery,
                pongWithin,
                connectionAge,
                weightPerMinute,
                firstBan,
                queuedBytes);
    }

    /** The same with another weight a minute. */
    public SimulatorLimits withWeightPerMinute(int weight) {
        return new SimulatorLimits(
                messagesPerSecond,
                streamsPerConnection,
                connectsPerFiveMinutes,
                pingEvery,
                pongWithin,
                connectionAge,
                weight,
                firstBan,
                queuedBytes);
    }

    /** The same with another bound on what waits for a slow reader. */
    public SimulatorLimits withQueuedBytes(int bytes) {
        return new SimulatorLimits(
                messagesPerSecond,
                streamsPerConnection,
                connectsPerFiveMinutes,
                pingEvery,
                pongWithin,
                connectionAge,
                weightPerMinute,
                firstBan,
                bytes);
    }
}
