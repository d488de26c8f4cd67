package dev.fathom.cli.record;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A time between two things that are done again and again. Immutable.
 *
 * @param time a second at least
 */
record Every(Duration time) {
    static final Every MINUTE = new Every(Duration.ofMinutes(1));

    private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,5})(s|m|h|d)");

    static final class Converter implements ITypeConverter<Every> {
        @Override
        public Every convert(String text) {
            Matcher form = FORM.matcher(text.trim());
            if (!form.matches()) {
                throw new TypeConversionException(
                        "'" + text + "' is no time: write 10s, 1m, 1h or 30d");
            }
            long number = Long.parseLong(form.group(1));
            return new Every(
                    switch (form.group(2)) {
                        case "s" -> Duration.ofSeconds(number);
                        case "m" -> Duration.ofMinutes(number);
                        case "h" -> Duration.ofHours(number);
                        default -> Duration.ofDays(number);
                    });
        }
    }
}
