package dev.fathom.simulator;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One message of one stream, encoded at most once for each form in which some connection wants it.
 */
final class Payload {
    final Topic topic;
    final String stream;
    private final Function<WireTime, String> text;
    private final byte[] @Nullable [] frames = new byte[4][];

    Payload(String stream, Function<WireTime, String> text) {
        this(stream, Topic.MARKET, text);
    }

    Payload(String stream, Topic topic, Function<WireTime, String> text) {
        this.topic = topic;
        this.stream = stream;
        this.text = text;
    }

    /** The bytes for a raw or combined connection. Not to be changed. */
    byte[] frame(boolean combined, WireTime unit) {
        int form = unit.ordinal() * 2 + (combined ? 1 : 0);
        byte @Nullable [] frame = frames[form];
        if (frame == null) {
            String data = text.apply(unit);
            String whole =
                    combined ? "{\"stream\":\"" + stream + "\",\"data\":" + data + "}" : data;
            frame = whole.getBytes(StandardCharsets.UTF_8);
            frames[form] = frame;
        }
        return frame;
    }

    /** The message without envelope. */
    String data(WireTime unit) {
        return text.apply(unit);
    }

    /** The same message in another stream. */
    Payload in(String other) {
        return new Payload(other, topic, text);
    }

    /** The same message with its text, without envelope, changed. */
    Payload changed(UnaryOperator<String> change) {
        return new Payload(stream, topic, unit -> change.apply(text.apply(unit)));
    }
}
