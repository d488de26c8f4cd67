package dev.fathom.venue.kraken;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fathom.market.Channel;
import dev.fathom.market.Subscription;
import dev.fathom.venue.Requests;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code subscribe} and {@code unsubscribe} of version 2, one message for each channel. */
final class KrakenRequests implements Requests {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final int depth;

    /**
     * Requests.
     *
     * @param depth levels a side of books
     */
    KrakenRequests(int depth) {
        this.depth = depth;
    }

    @Override
    public List<String> opening() {
        return List.of();
    }

    @Override
    public List<String> subscribe(long id, List<Subscription> more) {
        return messages("subscribe", id, more);
    }

    @Override
    public List<String> unsubscribe(long id, List<Subscription> gone) {
        return messages("unsubscribe", id, gone);
    }

    @Override
    public Optional<String> list(long id) {
        return Optional.empty();
    }

    private List<String> messages(String method, long id, List<Subscription> of) {
        Map<Channel, List<Subscription>> byChannel = new LinkedHashMap<>();
        of.forEach(it -> byChannel.computeIfAbsent(it.channel(), _ -> new ArrayList<>()).add(it));
        List<String> messages = new ArrayList<>();
        byChannel.forEach((channel, some) -> messages.add(message(method, id, channel, some)));
        return messages;
    }

    private String message(String method, long id, Channel channel, List<Subscription> some) {
        ObjectNode message = MAPPER.createObjectNode().put("method", method);
        ObjectNode params = message.putObject("params").put("channel", name(channel));
        var symbols = params.putArray("symbol");
        some.forEach(it -> symbols.add(it.instrument().symbol()));
        if (channel.kind() == Channel.Kind.DEPTH) {
            params.put("depth", depth);
        }
        if (channel.kind() == Channel.Kind.QUOTE) {
            params.put("event_trigger", "bbo");
        }
        return message.put("req_id", id).toString();
    }

    private static String name(Channel channel) {
        return switch (channel.kind()) {
            case DEPTH -> "book";
            case TRADE -> "trade";
            case QUOTE -> "ticker";
            case TOP, AGG_TRADE ->
                    throw new IllegalArgumentException("Kraken has no channel " + channel);
        };
    }
}
