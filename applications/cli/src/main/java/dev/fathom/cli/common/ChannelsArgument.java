package dev.fathom.cli.common;

import dev.fathom.market.Channel;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads one channel of an option. */
public final class ChannelsArgument implements ITypeConverter<Channel> {
    @Override
    public Channel convert(String text) {
        try {
            return Channel.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
