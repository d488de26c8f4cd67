package dev.fathom.cli.record;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A size on a disk. Immutable.
 *
 * @param bytes how many
 */
record DiskSize(long bytes) {
    private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,5})([MGT])");

    static final class Converter implements ITypeConverter<DiskSize> {
        @Override
        public DiskSize convert(String text) {
            Matcher form = FORM.matcher(text.trim().toUpperCase(Locale.ROOT));
            if (!form.matches()) {
                throw new TypeConversionException(
                        "'" + text + "' is no size: write 500M, 200G or 2T");
            }
            int shift =
                    switch (form.group(2)) {
                        case "M" -> 20;
                        case "G" -> 30;
                        default -> 40;
                    };
            return new DiskSize(Long.parseLong(form.group(1)) << shift);
        }
    }
}
