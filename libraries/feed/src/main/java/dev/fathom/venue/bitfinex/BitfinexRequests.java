package dev.fathom.venue.bitfinex;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fathom.market.Channel;
import dev.fathom.market.Subscription;
import dev.fathom.venue.Requests;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code conf}, then {@code subscribe} and {@code unsubscribe}, one message for each channel. */
final class BitfinexRequests implements Requests {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int FLAGS =
            Channels.SEQUENCE | Channels.TIMESTAMP | Channels.CHECKSUM | Channels.BULK;

    private final Channels channels;
    private final BookForm form;

    BitfinexRequests(Channels channels, BookForm form) {
        this.channels = channels;
        this.form = form;
    }

    // Each such message replaces what was agreed before, so there is one with all flags.
    @Override
    public List<String> opening() {
        return List.of(
                MAPPER.createObjectNode().put("event", "conf").put("flags", FLAGS).toString());
    }

    @Override
    public List<String> subscribe(long id, List<Subscription> more) {
        return more.stream().map(this::subscribe).toList();
    }

    private String subscribe(Subscription subscription) {
        ObjectNode message =
                MAPPER.createObjectNode()
                        .put("event", "subscribe")
                        .put("channel", name(subscription.channel()))
                        .put("symbol", subscription.instrument().symbol());
        if (subscription.channel().kind() == Channel.Kind.DEPTH) {
            message.put("prec", form.prec()).put("freq", form.freq()).put("len", form.len());
        }
        return message.toString();
    }

    private static String name(Channel channel) {
        return switch (channel.kind()) {
            case DEPTH -> "book";
            case TRADE -> "trades";
            case QUOTE -> "ticker";
            case TOP, AGG_TRADE ->
                    throw new IllegalArgumentException("Bitfinex has no channel " + channel);
        };
    }

    @Override
    public List<String> unsubscribe(long id, List<Subscription> gone) {
        List<String> messages = new ArrayList<>();
        for (Subscription subscription : gone) {
            channels.id(subscription)
                    .ifPresent(chanId ->
                            messages.add(
                                    MAPPER.createObjectNode()
                                            .put("event", "unsubscribe")
                                            .put("chanId", chanId)
                                            .toString()));
        }
        return messages;
    }

    @Override
    public Optional<String> list(long id) {
        return Optional.empty();
    }
}
