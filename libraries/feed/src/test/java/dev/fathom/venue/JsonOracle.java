package dev.fathom.venue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a JSON text holds, by Jackson and by {@link JsonScanner}, in one form that can be compared:
 * one line a token.
 */
final class JsonOracle {
    // Jackson differs from RFC 8259 and from the scanner in four things. It guesses the encoding
    // and
    // lets some bytes pass that are no UTF-8, so a strict decoder comes before it. It takes a byte
    // order mark at the beginning: here the mark reaches it as a character, which it refuses as the
    // scanner does. It lets half a surrogate pair be escaped, which no UTF-8 can hold: such texts
    // are refused here. It goes deeper than the scanner by default: its limit is set to the same.
    private static final JsonFactory JACKSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(JsonScanner.DEEPEST)
                                    .maxNumberLength(Integer.MAX_VALUE)
                                    .build())
                    .build();

    private JsonOracle() {}

    /** The tokens by Jackson, or empty where it refuses the text. */
    static Optional<String> jackson(byte[] bytes) {
        StringBuilder tokens = new StringBuilder();
        try {
            String text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT)
                            .decode(ByteBuffer.wrap(bytes))
                            .toString();
            try (JsonParser parser = JACKSON.createParser(text)) {
                int depth = 0;
                int values = 0;
                for (JsonToken token = parser.nextToken();
                        token != null;
                        token = parser.nextToken()) {
                    append(tokens, parser, token);
                    depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                    values += depth == 0 ? 1 : 0;
                }
                return values == 1 && !hasHalfAPair(tokens)
                        ? Optional.of(tokens.toString())
                        : Optional.empty();
            }
        } catch (CharacterCodingException e) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void append(StringBuilder tokens, JsonParser parser, JsonToken token)
            throws IOException {
        tokens.append(
                        switch (token) {
                            case START_OBJECT -> "{";
                            case END_OBJECT -> "}";
                            case START_ARRAY -> "[";
                            case END_ARRAY -> "]";
                            case FIELD_NAME -> "key " + parser.getText();
                            case VALUE_STRING -> "string " + parser.getText();
                            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText());
                            case VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> parser.getText();
                            case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                                    throw new AssertionError(token);
                        })
                .append('\n');
    }

    private static boolean hasHalfAPair(CharSequence text) {
        return text.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF);
    }

    /**
     * The number as mantissa and places: the places that were written if 63 bits and 18 places
     * allow it, else the fewest; {@code wide} if even those do not, {@code none} if it has more
     * than 400 digits when written out.
     */
    static String number(String written) {
        if (written.length() > JsonScanner.LONGEST_NUMBER) {
            return "number none";
        }
        BigDecimal value;
        try {
            value = new BigDecimal(written);
        } catch (NumberFormatException e) {
            return "number none";
        }
        if (value.signum() == 0) {
            return "number 0 " + Math.clamp(value.scale(), 0, 18);
        }
        if (value.precision() - (long) value.scale() > JsonScanner.LONGEST_NUMBER
                || value.scale() > JsonScanner.LONGEST_NUMBER) {
            return "number none";
        }
        for (BigDecimal form : new BigDecimal[] {whole(value), whole(value.stripTrailingZeros())}) {
            if (form.scale() <= 18 && form.unscaledValue().bitLength() <= 63) {
                return "number " + form.unscaledValue() + " " + form.scale();
            }
        }
        return "number wide " + value.stripTrailingZeros().toPlainString();
    }

    private static BigDecimal whole(BigDecimal value) {
        return value.scale() < 0 ? value.setScale(0) : value;
    }

    /** The tokens by the scanner, or empty where it refuses the text. */
    static Optional<String> scanner(byte[] bytes) {
        JsonScanner scanner = new JsonScanner();
        scanner.reset(bytes, 0, bytes.length);
        StringBuilder tokens = new StringBuilder();
        try {
            walk(scanner, tokens);
            scanner.finish();
            return Optional.of(tokens.toString());
        } catch (BadTextException e) {
            return Optional.empty();
        }
    }

    /** True where the scanner, asked to pass over the text, finds nothing wrong. */
    static boolean scannerSkips(byte[] bytes) {
        JsonScanner scanner = new JsonScanner();
        scanner.reset(bytes, 0, bytes.length);
        try {
            scanner.skipValue();
            scanner.finish();
            return true;
        } catch (BadTextException e) {
            return false;
        }
    }

    private static void walk(JsonScanner scanner, StringBuilder tokens) throws BadTextException {
        switch (scanner.peek()) {
            case OBJECT -> {
                scanner.beginObject();
                tokens.append("{\n");
                while (scanner.nextKey()) {
                    tokens.append("key ").append(scanner.text()).append('\n');
                    walk(scanner, tokens);
                }
                tokens.append("}\n");
            }
            case ARRAY -> {
                scanner.beginArray();
                tokens.append("[\n");
                while (scanner.nextElement()) {
                    walk(scanner, tokens);
                }
                tokens.append("]\n");
            }
            case STRING -> {
                scanner.string();
                tokens.append("string ").append(scanner.text()).append('\n');
            }
            case NUMBER -> tokens.append(number(scanner)).append('\n');
            case BOOLEAN -> tokens.append(scanner.bool()).append('\n');
            case NULL -> {
                scanner.skipValue();
                tokens.append("null\n");
            }
        }
    }

    private static String number(JsonScanner scanner) throws BadTextException {
        try {
            scanner.decimal();
            return scanner.isWide()
                    ? "number wide " + scanner.exact().stripTrailingZeros().toPlainString()
                    : "number " + scanner.mantissa() + " " + scanner.places();
        } catch (BadTextException e) {
            if (!e.isNumber()) {
                throw e;
            }
            scanner.skipValue();
            return "number none";
        }
    }
}
