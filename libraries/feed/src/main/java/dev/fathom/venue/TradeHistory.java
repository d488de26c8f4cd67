package dev.fathom.venue;

import dev.fathom.market.Instrument;
import dev.fathom.market.Traded;
import dev.fathom.sync.TradeIds;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How a venue's past trades of one channel are asked for, page by page. Pure. */
public interface TradeHistory {
    /** What the ids of these trades promise. */
    TradeIds ids();

    /** True where each page is older than the one before, the first one the newest. */
    boolean newestFirst();

    /**
     * Whether a page with so many rows may have left some out.
     *
     * @param rows as read
     */
    boolean isFull(int rows);

    /**
     * The next page; empty where the venue does not give it.
     *
     * @param after the trade up to which nothing is missing
     * @param cursor the row where the page before ended; empty for the first page. Pages forward
     *     begin with it, pages backward end before it
     * @param rows how many the page before had
     * @param nowNs nanoseconds since 1970 UTC
     */
    Optional<RestRequest> page(
            Endpoints at,
            Instrument instrument,
            Traded after,
            Optional<Traded> cursor,
            int rows,
            long nowNs);

    /**
     * The page to ask for when the last ones, so many, had no rows; empty where the first one says
     * that there are no more.
     *
     * @param cursor as for {@link #page}
     * @param rows of the page that had some
     */
    default Optional<RestRequest> afterEmpty(
            Endpoints at,
            Instrument instrument,
            Traded after,
            Optional<Traded> cursor,
            int rows,
            int empty,
            long nowNs) {
        return Optional.empty();
    }

    /** The page that ends with the newest trade. */
    RestRequest newest(Endpoints at, Instrument instrument);

    /** True when a recorded request asked for a page of this instrument's trades. */
    boolean isPageOf(URI request, Instrument instrument);

    /**
     * The symbol whose trades a recorded request asked for, in a form that the venue's {@link
     * Venue#instrument} takes; empty if it is no such request.
     */
    Optional<String> symbolOf(URI request);

    /** The value of a parameter of a request, if it has it. */
    static Optional<String> parameter(URI request, String name) {
        String query = String.valueOf(request.getQuery());
        return Arrays.stream(query.split("&", -1))
                .filter(it -> it.startsWith(name + "="))
                .map(it -> it.substring(name.length() + 1))
                .findFirst();
    }

    /**
     * Reads a page.
     *
     * @return in the order in which they happened, whatever the order of the page
     * @throws IOException if the text is not such a page
     */
    List<Traded> read(Instrument instrument, byte[] body, long receivedAtNs) throws IOException;
}
