package dev.fathom.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a {@link ScriptedVenue} says, written by hand. Immutable.
 *
 * <pre>
 * # The answer to a GET whose path is equal and which has these parameters, among others.
 * GET /api/v3/depth?symbol=BTCUSDT 200 {"lastUpdateId":100,"bids":[["4.0","1"]],"asks":[]}
 * # What the first connection gets; times count from the line before.
 * connection
 * await
 * +100ms text {"e":"depthUpdate",...}
 * +1s ping 123
 * +5s close 1001 going away
 * # What the second one and all later ones get.
 * connection
 * +0ms abort
 * </pre>
 *
 * <p>{@code await} waits for the client's next message. Several answers for one GET are given in
 * turn, the last one for good; {@code GET +300ms /path 200 body} answers late.
 *
 * @param answers to GETs, in the order written
 * @param connections what each connection gets, in the order in which they come
 */
public record VenueScript(List<Answer> answers, List<List<Step>> connections) {
    private static final Pattern GET =
            Pattern.compile("GET (?:\\+(\\S+) )?(/\\S*) (\\d{3})(?: (.*))?");
    private static final Pattern STEP =
            Pattern.compile("\\+(\\S+) (text|ping|close|abort)(?: (.*))?");
    private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s)");

    /** Copies the lists. */
    public VenueScript {
        answers = List.copyOf(answers);
        connections = connections.stream().map(List::copyOf).toList();
    }

    /**
     * An answer to a GET.
     *
     * @param target path and the parameters that matter
     * @param after time until it is given
     * @param status HTTP status
     * @param body text of the answer
     */
    public record Answer(String target, Duration after, int status, String body) {}

    /** Something that happens on a connection. */
    public sealed interface Step {
        /** Goes on at the client's next text message. */
        record Await() implements Step {}

        /** A text message, after a time. */
        record Text(Duration after, String text) implements Step {}

        /** A ping, after a time. */
        record Ping(Duration after, String payload) implements Step {}

        /** A close frame, after a time. */
        record Close(Duration after, int code, String reason) implements Step {}

        /** The connection is cut, after a time. */
        record Abort(Duration after) implements Step {}
    }

    /**
     * Reads a script.
     *
     * @throws IllegalArgumentException naming the line that is not understood
     */
    public static VenueScript parse(String text) {
        List<Answer> answers = new ArrayList<>();
        List<List<Step>> connections = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Matcher get = GET.matcher(line);
            if (get.matches()) {
                String after = get.group(1) == null ? "0ms" : get.group(1);
                String body = get.group(4) == null ? "" : get.group(4);
                answers.add(
                        new Answer(
                                get.group(2),
                                time(after, i),
                                Integer.parseInt(get.group(3)),
                                body));
            } else if (line.equals("connection")) {
                connections.add(new ArrayList<>());
            } else if (connections.isEmpty()) {
                throw wrong(i, "expected GET or connection", line);
            } else {
                connections.getLast().add(step(line, i));
            }
        }
        return new VenueScript(answers, connections);
    }

    private static Step step(String line, int number) {
        if (line.equals("await")) {
            return new Step.Await();
        }
        Matcher step = STEP.matcher(line);
        if (!step.matches()) {
            throw wrong(number, "expected await or +TIME text|ping|close|abort", line);
        }
        Duration after = time(step.group(1), number);
        String rest = step.group(3) == null ? "" : step.group(3);
        return switch (step.group(2)) {
            case "text" -> new Step.Text(after, rest);
            case "ping" -> new Step.Ping(after, rest);
            case "abort" -> new Step.Abort(after);
            default -> {
                String[] words = rest.split(" ", 2);
                if (!words[0].matches("[134]\\d{3}")) {
                    throw wrong(number, "expected a close code", line);
                }
                yield new Step.Close(
                        after, Integer.parseInt(words[0]), words.length > 1 ? words[1] : "");
            }
        };
    }

    private static Duration time(String text, int number) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            throw wrong(number, "expected a time such as 100ms or 2s", text);
        }
        long value = Long.parseLong(time.group(1));
        return time.group(2).equals("s") ? Duration.ofSeconds(value) : Duration.ofMillis(value);
    }

    private static IllegalArgumentException wrong(int number, String expected, String got) {
        return new IllegalArgumentException(
                "venue script, line " + (number + 1) + ": " + expected + ", got '" + got + "'");
    }
}
