package dev.fathom.cli.watch;

import dev.fathom.cli.format.EventFormat;
import dev.fathom.cli.format.JsonFormat;
import dev.fathom.cli.format.TableFormat;
import dev.fathom.cli.format.TextFormat;
import java.util.Optional;

/** What a watch looks like. */
enum Form {
    LADDER,
    TABLE,
    TEXT,
    JSON,
    RAW;

    /**
     * How events are written; empty where nothing is: frames as received have no format, and the
     * ladder is drawn.
     */
    Optional<EventFormat> format(boolean several) {
        return switch (this) {
            case LADDER, RAW -> Optional.empty();
            case TABLE -> Optional.of(new TableFormat());
            case TEXT -> Optional.of(new TextFormat(several));
            case JSON -> Optional.of(new JsonFormat());
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
