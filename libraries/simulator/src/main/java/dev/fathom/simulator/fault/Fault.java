package dev.fathom.simulator.fault;

import java.time.Duration;
import java.util.List;

/**
 * Something that goes wrong at the venue. Immutable.
 *
 * <p>A fault of messages has a target: a symbol means that symbol's depth diffs, at any speed; a
 * stream name such as {@code btcusdt@trade} means that stream; empty means every depth diff. A
 * fault waits until it can take effect: a drop waits for messages that somebody would have got. A
 * fault of connections has a symbol as target, meaning those with a stream of it, or empty, meaning
 * all. Where the venue has an account, {@link #ACCOUNT} as a target means its events, and the
 * connections that get them.
 */
public sealed interface Fault {
    /** The target that means the account. */
    String ACCOUNT = "@account";

    /** The next messages of the target are not sent. */
    record Drop(int messages, String target) implements Fault {}

    /** The next messages of the target are sent twice. */
    record Duplicate(int messages, String target) implements Fault {}

    /** Each of the next messages of the target is sent after the one that follows it. */
    record Reorder(int messages, String target) implements Fault {}

    /** The target's messages are held back for a while, then sent all at once. */
    record Delay(Duration by, String target) implements Fault {}

    /**
     * The next depth diffs begin and end at other ids, different ones on each connection; nothing
     * is lost.
     */
    record Recut(int batches, String target) implements Fault {}

    /** The next messages of the target are broken text. */
    record Malformed(Breakage breakage, int messages, String target) implements Fault {}

    /** How a text is broken. */
    enum Breakage {
        /** The second half is missing. */
        TRUNCATED,
        /** Numbers are strings. */
        TYPES
    }

    /**
     * For a while, depth diffs leave out levels whose quantity is the same at the end as before.
     */
    record OmitNetZero(Duration during, String target) implements Fault {}

    /** The next depth diff has one wrong quantity. No id or sequence reveals it. */
    record WrongLevel(String target) implements Fault {}

    /** The target's messages are lost for a while; subscribing is acknowledged as ever. */
    record Mute(Duration during, String target) implements Fault {}

    /** Connections are closed with this code; 1006, which cannot be sent, cuts them. */
    record Disconnect(int code, String target) implements Fault {}

    /** Connections are cut without a closing handshake. */
    record Abort(String target) implements Fault {}

    /**
     * The connections of now say and hear nothing, not even pings, for a while; then they are cut.
     */
    record HalfOpen(Duration during, String target) implements Fault {}

    /** Every connection is told {@code serverShutdown}, and closed after a while. */
    record Shutdown(Duration notice) implements Fault {}

    /** The next depth requests are answered with the book of some time ago. */
    record StaleSnapshot(Duration age, int requests, String target) implements Fault {}

    /** The next depth requests are answered late, with the book of when they were asked. */
    record SlowSnapshot(Duration by, int requests, String target) implements Fault {}

    /** The next requests are answered 429 with this {@code Retry-After}. */
    record TooManyRequests(Duration retryAfter, int requests) implements Fault {}

    /** All requests are answered 418 for a while, with {@code Retry-After}. */
    record Ban(Duration during) implements Fault {}

    /** New connections are refused for a while with HTTP 503. */
    record Refuse(Duration during) implements Fault {}

    /**
     * A symbol's update ids start again from a smaller number; its book goes on. Empty: every
     * symbol's.
     */
    record RestartIds(String target) implements Fault {}

    /** The venue's clock jumps, forwards or backwards, and goes on from there. */
    record ClockStep(Duration by) implements Fault {}

    /**
     * What gives access to the account's events comes to its end: listen keys expire, subscriptions
     * are terminated. Connections stay open.
     */
    record ExpireKey() implements Fault {
        @Override
        public String target() {
            return ACCOUNT;
        }
    }

    /**
     * Whose messages, connections or snapshots are hit; empty for all, and where nothing can be
     * chosen.
     */
    default String target() {
        return "";
    }

    /** Kinds that only concern a venue's account. */
    static List<String> accountKinds() {
        return List.of("expire-key");
    }

    /** Every other kind's name as in scripts and counts, in the order above. */
    static List<String> kinds() {
        return List.of(
                "drop",
                "duplicate",
                "reorder",
                "delay",
                "recut",
                "malformed",
                "omit-net-zero",
                "wrong-level",
                "mute",
                "disconnect",
                "abort",
                "half-open",
                "shutdown",
                "stale-snapshot",
                "slow-snapshot",
                "too-many-requests",
                "ban",
                "refuse",
                "restart-ids",
                "clock-step");
    }

    /**
     * The kinds that can make a client's book wrong without anything on the wire showing it: a
     * wrong level always, a level left out for being unchanged when the client's snapshot was taken
     * while it was different.
     */
    static List<String> unseenKinds() {
        return List.of("omit-net-zero", "wrong-level");
    }

    /** The kind's name as in scripts and counts. */
    default String kind() {
        return switch (this) {
            case Drop _ -> "drop";
            case Duplicate _ -> "duplicate";
            case Reorder _ -> "reorder";
            case Delay _ -> "delay";
            case Recut _ -> "recut";
            case Malformed _ -> "malformed";
            case OmitNetZero _ -> "omit-net-zero";
            case WrongLevel _ -> "wrong-level";
            case Mute _ -> "mute";
            case Disconnect _ -> "disconnect";
            case Abort _ -> "abort";
            case HalfOpen _ -> "half-open";
            case Shutdown _ -> "shutdown";
            case StaleSnapshot _ -> "stale-snapshot";
            case SlowSnapshot _ -> "slow-snapshot";
            case TooManyRequests _ -> "too-many-requests";
            case Ban _ -> "ban";
            case Refuse _ -> "refuse";
            case RestartIds _ -> "restart-ids";
            case ClockStep _ -> "clock-step";
            case ExpireKey _ -> "expire-key";
        };
    }
}
