package dev.fathom.venue.bitfinex;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import dev.fathom.market.Subscription;
import dev.fathom.market.VenueTime;
import dev.fathom.net.Frame;
import dev.fathom.venue.BadTextException;
import dev.fathom.venue.ControlReply;
import dev.fathom.venue.DecodedListener;
import dev.fathom.venue.SymbolTable;
import dev.fathom.venue.VenueNotice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The channels of a connection and what was agreed for it, as the venue's objects with an {@code
 * event} tell. Owned by the connection's thread.
 */
final class Channels {
    /** Every frame carries its number. */
    static final int SEQUENCE = 65_536;

    /** Every frame carries the time. */
    static final int TIMESTAMP = 32_768;

    /** Books come with checksums. */
    static final int CHECKSUM = 131_072;

    /** Several levels come in one frame. */
    static final int BULK = 536_870_912;

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int USUAL_LENGTH = 25;
    private static final int RESTARTING = 20_051;
    private static final int PAUSING = 20_060;
    private static final int RESUMED = 20_061;
    private static final int SUBSCRIBED_ALREADY = 10_301;

    private final SymbolTable symbols;
    private final Map<Long, Chan> chans = new HashMap<>();
    private final Map<Subscription, Long> ids = new HashMap<>();
    private final Map<Long, String> events = new TreeMap<>();
    private int flags;

    Channels(SymbolTable symbols) {
        this.symbols = symbols;
    }

    @Nullable Chan get(long id) {
        return chans.get(id);
    }

    /** The channel of a subscription, if the venue took it. */
    Optional<Long> id(Subscription subscription) {
        return Optional.ofNullable(ids.get(subscription));
    }

    /**
     * A frame could not be read: it may have been the first of its channel, so nothing that comes
     * now is.
     *
     * @param of whose frame it was; null if it may have been anybody's
     */
    void spoil(@Nullable Chan of) {
        if (of == null) {
            chans.values().forEach(Chan::begins);
        } else {
            of.begins();
        }
    }

    boolean hasNumbers() {
        return (flags & SEQUENCE) != 0;
    }

    /** Takes an object with an {@code event}. */
    void event(Frame frame, DecodedListener listener) throws BadTextException {
        JsonNode event;
        try {
            event = MAPPER.readTree(frame.text());
        } catch (JsonProcessingException e) {
            throw BadTextException.message("no readable event: " + e.getOriginalMessage());
        }
        switch (event.path("event").asText()) {
            case "subscribed" -> subscribed(event, listener);
            case "unsubscribed" -> unsubscribed(event.path("chanId").asLong(), listener);
            case "conf" -> configured(event, listener);
            case "info" -> info(event, listener);
            case "error" -> error(event, listener);
            default -> listener.onOther();
        }
    }

    private void subscribed(JsonNode event, DecodedListener listener) throws BadTextException {
        JsonNode id = event.path("chanId");
        if (!id.canConvertToLong() || !id.isIntegralNumber()) {
            throw BadTextException.message("a subscription without a chanId");
        }
        String symbol = event.path("symbol").asText(event.path("pair").asText());
        if (symbol.isBlank()) {
            throw BadTextException.message("a subscription without a symbol");
        }
        Instrument instrument = symbols.get(symbol);
        Chan.Kind kind = kind(event, symbol);
        Optional<Subscription> subscription =
                channel(kind).map(it -> new Subscription(instrument, it));
        int length = event.path("len").asInt(USUAL_LENGTH);
        chans.put(id.longValue(), new Chan(kind, instrument, length, subscription));
        events.put(id.longValue(), event.toString());
        subscription.ifPresent(it -> ids.put(it, id.longValue()));
        subscription.ifPresentOrElse(
                it -> listener.onReply(ControlReply.taken(it)), listener::onOther);
    }

    // Rows of funding ("fUSD") have four numbers and other signs.
    private static Chan.Kind kind(JsonNode event, String symbol) {
        if (symbol.startsWith("f")) {
            return Chan.Kind.OTHER;
        }
        return switch (event.path("channel").asText()) {
            case "book" ->
                    event.path("prec").asText().equals("R0") ? Chan.Kind.ORDERS : Chan.Kind.LEVELS;
            case "trades" -> Chan.Kind.TRADES;
            case "ticker" -> Chan.Kind.TICKER;
            default -> Chan.Kind.OTHER;
        };
    }

    private static Optional<Channel> channel(Chan.Kind kind) {
        return switch (kind) {
            case LEVELS, ORDERS -> Optional.of(Channel.DEPTH);
            case TRADES -> Optional.of(Channel.TRADE);
            case TICKER -> Optional.of(Channel.QUOTE);
            case OTHER -> Optional.empty();
        };
    }

    private void unsubscribed(long id, DecodedListener listener) {
        chans.remove(id);
        events.remove(id);
        ids.values().removeIf(it -> it == id);
        listener.onOther();
    }

    /** What was agreed, and which channels there are and have begun, as the venue would tell it. */
    List<String> knowledge() {
        List<String> messages = new ArrayList<>();
        events.forEach((id, event) -> {
            messages.add(event);
            Chan chan = chans.get(id);
            if (chan != null && chan.hasBegun()) {
                messages.add("[" + id + "," + chan.orders().rows() + "]");
            }
        });
        // Frames are numbered from here on, and these are none of those.
        messages.add("{\"event\":\"conf\",\"status\":\"OK\",\"flags\":" + flags + "}");
        return messages;
    }

    private void configured(JsonNode event, DecodedListener listener) {
        if (event.path("status").asText().equals("OK")) {
            flags = event.path("flags").asInt();
        }
        listener.onOther();
    }

    private static void info(JsonNode event, DecodedListener listener) {
        VenueNotice.Kind kind =
                switch (event.path("code").asInt()) {
                    case RESTARTING, RESUMED -> VenueNotice.Kind.RESTART;
                    case PAUSING -> VenueNotice.Kind.MAINTENANCE;
                    default -> null;
                };
        boolean paused = event.path("platform").path("status").asInt(1) == 0;
        if (kind == null && !paused) {
            listener.onOther();
            return;
        }
        listener.onNotice(
                new VenueNotice(
                        kind == null ? VenueNotice.Kind.MAINTENANCE : kind,
                        event.path("msg").asText("maintenance"),
                        VenueTime.NONE));
    }

    // A venue slow to answer was asked twice: what was asked for is there.
    private void error(JsonNode event, DecodedListener listener) {
        if (event.path("code").asInt() == SUBSCRIBED_ALREADY) {
            listener.onOther();
            return;
        }
        String symbol = event.path("symbol").asText(event.path("pair").asText());
        Optional<Channel> channel =
                symbol.isBlank() ? Optional.empty() : channel(kind(event, symbol));
        List<Subscription> about =
                channel.map(it -> List.of(new Subscription(symbols.get(symbol), it)))
                        .orElse(List.of());
        listener.onReply(
                ControlReply.refused(
                        about,
                        "code " + event.path("code").asInt() + ": " + event.path("msg").asText()));
    }
}
