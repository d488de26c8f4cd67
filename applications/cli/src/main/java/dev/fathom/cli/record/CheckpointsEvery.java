package dev.fathom.cli.record;

import dev.fathom.capture.CheckpointRule;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A time between two checkpoints of a recording. Immutable.
 *
 * @param time a second at least; zero for no checkpoints at all
 */
record CheckpointsEvery(Duration time) {
    static final CheckpointsEvery USUAL = new CheckpointsEvery(CheckpointRule.USUAL.every());

    private static final String NEVER = "never";

    static final class Converter implements ITypeConverter<CheckpointsEvery> {
        @Override
        public CheckpointsEvery convert(String text) {
            if (text.trim().equals(NEVER)) {
                return new CheckpointsEvery(Duration.ZERO);
            }
            try {
                return new CheckpointsEvery(new Every.Converter().convert(text).time());
            } catch (TypeConversionException e) {
                throw new TypeConversionException(e.getMessage() + ", or " + NEVER);
            }
        }
    }
}
