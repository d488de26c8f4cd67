package dev.fathom.venue;

import dev.fathom.market.DepthMessage;
import dev.fathom.market.Instrument;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** How a venue's books are asked for as they stand, without a stream. Pure. */
public interface PolledBooks {
    /** The levels a side that may be asked for, rising. */
    List<Integer> depths();

    /** True where any number up to the last depth may be asked for. */
    boolean anyDepth();

    /**
     * The depth to ask for so as to get at least this many levels.
     *
     * @param levels a side, at least 1
     * @throws IllegalArgumentException if so many are not given, naming what is
     */
    default int depthFor(int levels) {
        if (levels < 1 || levels > depths().getLast()) {
            throw new IllegalArgumentException(
                    "a book of %d levels cannot be asked for: there are %s"
                            .formatted(levels, offered()));
        }
        return anyDepth()
                ? levels
                : depths().stream().filter(it -> it >= levels).findFirst().orElseThrow();
    }

    private String offered() {
        return anyDepth()
                ? "1 to " + depths().getLast()
                : depths().stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    /**
     * How to ask.
     *
     * @param depth as {@link #depthFor} gives it
     */
    RestRequest request(Endpoints at, Instrument instrument, int depth);

    /**
     * What a request for a book asks for.
     *
     * @param depth as {@link #depthFor} gives it
     */
    default VenueFormat.RecordedSnapshot asked(Instrument instrument, int depth) {
        return new VenueFormat.RecordedSnapshot(instrument, depth);
    }

    /**
     * Reads an answer.
     *
     * @param into becomes the snapshot, with its id and time where the answer tells them
     * @throws IOException if the text is no book
     */
    void read(VenueFormat.RecordedSnapshot asked, byte[] body, long receivedAtNs, DepthMessage into)
            throws IOException;
}
