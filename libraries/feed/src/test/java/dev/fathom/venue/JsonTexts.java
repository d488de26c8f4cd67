package dev.fathom.venue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Random JSON documents in every form that the grammar allows, and documents slightly broken. */
final class JsonTexts {
    private static final String[] NUMBERS = {
        "0",
        "-0",
        "0.0",
        "-0.00",
        "0e9",
        "0E-30",
        "1e-7",
        "1E+2",
        "1.50",
        "-1.5e3",
        "10e-1",
        "9223372036854775807",
        "-9223372036854775808",
        "9223372036854775808",
        "92233720368.54775807",
        "0.000000000000000001",
        "0.0000000000000000001",
        "1e400",
        "1e-400",
        "123456789012345678901234567890",
        "1.00000000000000000000000",
        "100e2147483647"
    };
    private static final String[] TEXTS = {
        "", "a", "btcusdt@depth", "\u00e9", "\u5e01\u5b89", "\ud83d\ude00", "\u0000", "\u001f",
        "\u007f", "\u2028", "/", "\\", "\"", "\b\f\n\r\t", "\uffff", "\u0800"
    };

    private final Random random;
    private final StringBuilder text = new StringBuilder();

    private JsonTexts(Random random) {
        this.random = random;
    }

    /** A document that RFC 8259 allows, nested at most 64 deep. */
    static byte[] sound(Random random) {
        JsonTexts texts = new JsonTexts(random);
        texts.space();
        texts.value(random.nextInt(20) == 0 ? 63 : 5);
        texts.space();
        return texts.text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A document after one to three changes of its bytes; often sound no more. */
    static byte[] mutated(Random random) {
        byte[] bytes = sound(random);
        for (int n = random.nextInt(3); n >= 0 && bytes.length > 0; n--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes = Arrays.copyOf(bytes, at);
                case 2 -> bytes = with(bytes, at, (byte) random.nextInt(256));
                case 3 ->
                        bytes =
                                with(
                                        bytes,
                                        at,
                                        (byte)
                                                "{}[]\",:\\u0-+.eE \ntfn"
                                                        .charAt(random.nextInt(20)));
                default -> bytes = with(bytes, at, bytes[random.nextInt(bytes.length)]);
            }
        }
        return bytes;
    }

    private static byte[] with(byte[] bytes, int at, byte more) {
        byte[] longer = new byte[bytes.length + 1];
        System.arraycopy(bytes, 0, longer, 0, at);
        longer[at] = more;
        System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
        return longer;
    }

    private void value(int deep) {
        switch (random.nextInt(deep > 20 ? 2 : deep > 0 ? 8 : 6) + (deep > 20 ? 6 : 0)) {
            case 0 -> text.append("null");
            case 1 -> text.append(random.nextBoolean());
            case 2, 3 -> number();
            case 4, 5 -> string();
            case 6 -> members(deep, true);
            default -> members(deep, false);
        }
    }

    private void members(int deep, boolean object) {
        text.append(object ? '{' : '[');
        space();
        int count = deep > 20 ? 1 : random.nextInt(5);
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                text.append(',');
                space();
            }
            if (object) {
                string();
                space();
                text.append(':');
                space();
            }
            value(deep - 1);
            space();
        }
        text.append(object ? '}' : ']');
    }

    private void space() {
        while (random.nextInt(4) == 0) {
            text.append(" \t\r\n".charAt(random.nextInt(4)));
        }
    }

    private void number() {
        if (random.nextBoolean()) {
            text.append(NUMBERS[random.nextInt(NUMBERS.length)]);
            return;
        }
        text.append(random.nextInt(3) == 0 ? "-" : "");
        text.append(random.nextInt(3) == 0 ? "0" : Long.toString(random.nextLong(1, 1L << 40)));
        if (random.nextBoolean()) {
            text.append('.')
                    .append(
                            String.format(
                                    "%0" + (1 + random.nextInt(22)) + "d", random.nextInt(1000)));
        }
        if (random.nextInt(4) == 0) {
            text.append(random.nextBoolean() ? 'e' : 'E');
            text.append(new String[] {"", "+", "-"}[random.nextInt(3)]).append(random.nextInt(30));
        }
    }

    private void string() {
        text.append('"');
        for (int n = random.nextInt(3); n >= 0; n--) {
            for (char c : TEXTS[random.nextInt(TEXTS.length)].toCharArray()) {
                character(c);
            }
        }
        if (random.nextInt(5) == 0) {
            text.append(NUMBERS[random.nextInt(NUMBERS.length)]);
        }
        text.append('"');
    }

    // Both halves of a pair are escaped or none: half of one as an escape is another test's matter.
    private void character(char c) {
        int shortForm = "\b\f\n\r\t\"\\/".indexOf(c);
        boolean must = c < ' ' || c == '"' || c == '\\';
        if (shortForm >= 0 && random.nextBoolean()) {
            text.append('\\').append("bfnrt\"\\/".charAt(shortForm));
        } else if (must || (!Character.isSurrogate(c) && random.nextInt(6) == 0)) {
            String hex = String.format("%04x", (int) c);
            text.append("\\u")
                    .append(random.nextBoolean() ? hex : hex.toUpperCase(java.util.Locale.ROOT));
        } else {
            text.append(c);
        }
    }
}
