package dev.fathom.simulator.fault;

import dev.fathom.simulator.fault.Fault.Breakage;
import dev.fathom.simulator.fault.FaultScript.Entry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One line of a fault script, as text and as an entry. */
final class FaultLine {
    private static final Pattern TIME = Pattern.compile("([+-]?)(\\d{1,9})(ms|s|m|h)");

    private final ArrayDeque<String> words;

    private FaultLine(String line) {
        words = new ArrayDeque<>(List.of(line.split("\\s+")));
    }

    static Entry parse(String line) {
        return new FaultLine(line).entry();
    }

    static String text(Entry entry) {
        String when =
                entry.every().isZero()
                        ? "at " + text(entry.first())
                        : "every " + text(entry.every());
        if (!entry.every().isZero() && !entry.first().equals(entry.every())) {
            when += " from " + text(entry.first());
        }
        return (when + " " + text(entry.fault())).strip();
    }

    private Entry entry() {
        String when = word("at or every");
        if (!when.equals("at") && !when.equals("every")) {
            throw new IllegalArgumentException("expected at or every, got '" + when + "'");
        }
        Duration first = positive(time("a time such as 5s"));
        Duration every = when.equals("every") ? first : Duration.ZERO;
        if (when.equals("every") && every.isZero()) {
            throw new IllegalArgumentException("every 0s would never end: give a longer time");
        }
        if (when.equals("every") && "from".equals(words.peek())) {
            words.poll();
            first = positive(time("a time such as 5s"));
        }
        Fault fault = fault(word("a fault"));
        if (!words.isEmpty()) {
            throw new IllegalArgumentException(
                    "nothing may follow " + fault.kind() + " here, got '" + words.peek() + "'");
        }
        return new Entry(first, every, fault);
    }

    private Fault fault(String kind) {
        return switch (kind) {
            case "drop" -> new Fault.Drop(count(), target());
            case "duplicate" -> new Fault.Duplicate(count(), target());
            case "reorder" -> new Fault.Reorder(count(), target());
            case "delay" -> new Fault.Delay(length(), target());
            case "recut" -> new Fault.Recut(count(), target());
            case "malformed" -> new Fault.Malformed(breakage(), count(), target());
            case "omit-net-zero" -> new Fault.OmitNetZero(length(), target());
            case "wrong-level" -> new Fault.WrongLevel(target());
            case "mute" -> new Fault.Mute(length(), target());
            case "disconnect" -> new Fault.Disconnect(code(), symbol());
            case "abort" -> new Fault.Abort(symbol());
            case "half-open" -> new Fault.HalfOpen(length(), symbol());
            case "shutdown" -> new Fault.Shutdown(length());
            case "stale-snapshot" -> new Fault.StaleSnapshot(length(), count(), symbol());
            case "slow-snapshot" -> new Fault.SlowSnapshot(length(), count(), symbol());
            case "too-many-requests" -> new Fault.TooManyRequests(length(), count());
            case "ban" -> new Fault.Ban(length());
            case "refuse" -> new Fault.Refuse(length());
            case "restart-ids" -> new Fault.RestartIds(symbol());
            case "expire-key" -> new Fault.ExpireKey();
            case "clock-step" -> new Fault.ClockStep(time("how far, such as -2s"));
            default ->
                    throw new IllegalArgumentException(
                            "no fault is called '"
                                    + kind
                                    + "'; there are "
                                    + String.join(", ", Fault.kinds())
                                    + ", "
                                    + String.join(", ", Fault.accountKinds()));
        };
    }

    private static String text(Fault fault) {
        return switch (fault) {
            case Fault.Drop it -> "drop " + it.messages() + " " + it.target();
            case Fault.Duplicate it -> "duplicate " + it.messages() + " " + it.target();
            case Fault.Reorder it -> "reorder " + it.messages() + " " + it.target();
            case Fault.Delay it -> "delay " + text(it.by()) + " " + it.target();
            case Fault.Recut it -> "recut " + it.batches() + " " + it.target();
            case Fault.Malformed it ->
                    "malformed "
                            + it.breakage().name().toLowerCase(Locale.ROOT)
                            + " "
                            + it.messages()
                            + " "
                            + it.target();
            case Fault.OmitNetZero it -> "omit-net-zero " + text(it.during()) + " " + it.target();
            case Fault.WrongLevel it -> "wrong-level " + it.target();
            case Fault.Mute it -> "mute " + text(it.during()) + " " + it.target();
            case Fault.Disconnect it -> "disconnect " + it.code() + " " + it.target();
            case Fault.Abort it -> "abort " + it.target();
            case Fault.HalfOpen it -> "half-open " + text(it.during()) + " " + it.target();
            case Fault.Shutdown it -> "shutdown " + text(it.notice());
            case Fault.StaleSnapshot it ->
                    "stale-snapshot " + text(it.age()) + " " + it.requests() + " " + it.target();
            case Fault.SlowSnapshot it ->
                    "slow-snapshot " + text(it.by()) + " " + it.requests() + " " + it.target();
            case Fault.TooManyRequests it ->
                    "too-many-requests " + text(it.retryAfter()) + " " + it.requests();
            case Fault.Ban it -> "ban " + text(it.during());
            case Fault.Refuse it -> "refuse " + text(it.during());
            case Fault.RestartIds it -> "restart-ids " + it.target();
            case Fault.ExpireKey it -> it.kind();
            case Fault.ClockStep it -> "clock-step " + text(it.by());
        };
    }

    private static String text(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
    }

    private String word(String expected) {
        String word = words.poll();
        if (word == null) {
            throw new IllegalArgumentException("expected " + expected + " at the end of the line");
        }
        return word;
    }

    private Duration length() {
        return positive(time("how long, such as 3s"));
    }

    private Duration time(String expected) {
        String word = word(expected);
        Matcher matcher = TIME.matcher(word);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "expected " + expected + ", got '" + word + "' (units are ms, s, m, h)");
        }
        long value = Long.parseLong(matcher.group(1) + matcher.group(2));
        return switch (matcher.group(3)) {
            case "ms" -> Duration.ofMillis(value);
            case "s" -> Duration.ofSeconds(value);
            case "m" -> Duration.ofMinutes(value);
            default -> Duration.ofHours(value);
        };
    }

    private static Duration positive(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("this time cannot be negative: " + text(time));
        }
        return time;
    }

    private int count() {
        String word = word("how many");
        if (!word.matches("[1-9]\\d{0,8}")) {
            throw new IllegalArgumentException("expected how many, such as 3, got '" + word + "'");
        }
        return Integer.parseInt(word);
    }

    private int code() {
        String word = word("a close code");
        if (!word.matches("100[0-36-9]|101[0-4]|[34]\\d{3}")) {
            throw new IllegalArgumentException(
                    "expected a close code such as 1006, got '" + word + "'");
        }
        return Integer.parseInt(word);
    }

    private Breakage breakage() {
        String word = word("truncated or types");
        return switch (word) {
            case "truncated" -> Breakage.TRUNCATED;
            case "types" -> Breakage.TYPES;
            default ->
                    throw new IllegalArgumentException(
                            "expected truncated or types, got '" + word + "'");
        };
    }

    /** A symbol in any case, a stream name, or nothing. */
    private String target() {
        String word = words.poll();
        if (word == null || word.indexOf('@') >= 0) {
            return word == null ? "" : word;
        }
        return word.toUpperCase(Locale.ROOT);
    }

    private String symbol() {
        String word = words.poll();
        if (Fault.ACCOUNT.equals(word)) {
            return word;
        }
        if (word != null && word.indexOf('@') >= 0) {
            throw new IllegalArgumentException(
                    "expected a symbol such as BTCUSDT, got '" + word + "'");
        }
        return word == null ? "" : word.toUpperCase(Locale.ROOT);
    }
}
