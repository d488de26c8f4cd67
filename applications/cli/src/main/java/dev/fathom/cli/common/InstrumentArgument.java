package dev.fathom.cli.common;

import dev.fathom.feed.Venues;
import dev.fathom.market.Instrument;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code venue:SYMBOL} from arguments, in any case. */
public final class InstrumentArgument implements ITypeConverter<Instrument> {
    @Override
    public Instrument convert(String text) {
        try {
            return Venues.instrument(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    /**
     * Reads one.
     *
     * @throws Failure naming the text and the form
     */
    public static Instrument read(String text) {
        try {
            return Venues.instrument(text);
        } catch (IllegalArgumentException e) {
            throw Failure.usage(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Reads several, each once.
     *
     * @throws Failure naming the text and the form
     */
    public static List<Instrument> readAll(List<String> texts) {
        Set<Instrument> read = new LinkedHashSet<>();
        texts.forEach(text -> read.add(read(text)));
        return new ArrayList<>(read);
    }
}
