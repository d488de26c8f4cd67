package dev.fathom.cli.common;

import dev.fathom.feed.Venues;
import dev.fathom.market.Instrument;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code venue:SYMBOL} from an argument, in any case. */
public final class InstrumentArgument implements ITypeConverter<Instrument> {
    @Override
    public Instrument convert(String text) {
        try {
            return Venues.instrument(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
