package dev.fathom.venue.binance;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import dev.fathom.account.AccountEvent;
import dev.fathom.account.AccountEvent.EndCause;
import dev.fathom.account.AccountPosition;
import dev.fathom.account.AlgoOrderUpdate;
import dev.fathom.account.Balance;
import dev.fathom.account.Detail;
import dev.fathom.account.Details;
import dev.fathom.account.EarlyFill;
import dev.fathom.account.Execution;
import dev.fathom.account.FuturesAccount;
import dev.fathom.account.ListStatus;
import dev.fathom.account.MarginCall;
import dev.fathom.account.OrderStatus;
import dev.fathom.account.OrderUpdate;
import dev.fathom.account.Origin;
import dev.fathom.account.Position;
import dev.fathom.book.Side;
import dev.fathom.market.Instrument;
import dev.fathom.market.VenueTime;
import dev.fathom.net.Frame;
import dev.fathom.venue.AccountFrameListener;
import dev.fathom.venue.BadTextException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the events of an account: of spot, margin and futures, bare or in either envelope, of today
 * and of years ago. What has no plain name is kept with Binance's own key; JSON's null is taken as
 * not sent. Any text gives an event, nothing, or a {@link BadTextException}. Immutable.
 */
public final class BinanceAccountDecoder {
    private static final ObjectMapper MAPPER =
            new ObjectMapper(
                            JsonFactory.builder()
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .configure(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, false);

    private final String venue;

    /**
     * A decoder.
     *
     * @param venue the id of the venue that the instruments belong to, such as {@code binance}
     */
    public BinanceAccountDecoder(String venue) {
        this.venue = venue;
    }

    /**
     * Reads a frame.
     *
     * @param frame a text frame
     * @param receivedAtNs when it arrived, nanoseconds since 1970 UTC
     * @return the event; empty for the answer to a request
     * @throws BadTextException if the frame is not JSON, or an event lacks what it must have
     */
    public Optional<AccountEvent> decode(byte[] frame, long receivedAtNs) throws BadTextException {
        JsonNode root;
        try {
            root = MAPPER.readTree(frame);
        } catch (IOException | NumberFormatException e) {
            // Not Jackson's words: they may quote the frame.
            throw BadTextException.message("no JSON: " + e.getClass().getSimpleName());
        }
        AccountMembers envelope = AccountMembers.of("the frame", root);
        Details.Builder details = new Details.Builder();
        AccountMembers event = envelope;
        if (envelope.has("event")) {
            event = envelope.object("event");
            envelope.moveTo(details, "envelope.", Map.of("subscriptionId", Detail.SUBSCRIPTION_ID));
        } else if (envelope.has("data") && envelope.has("stream")) {
            event = envelope.object("data");
            envelope.moveTo(details, "envelope.", Map.of("stream", Detail.LISTEN_KEY));
        } else if (!envelope.has("e")) {
            return Optional.empty();
        }
        return Optional.of(read(event, details, receivedAtNs));
    }

    /** Tells the event of a frame, or that it cannot be read. */
    void tell(Frame frame, AccountFrameListener listener) {
        byte[] text =
                Arrays.copyOfRange(frame.array(), frame.offset(), frame.offset() + frame.length());
        try {
            decode(text, frame.receivedAtNs()).ifPresent(listener::onEvent);
        } catch (BadTextException e) {
            listener.onBadFrame(String.valueOf(e.getMessage()));
        }
    }

    private AccountEvent read(AccountMembers it, Details.Builder more, long receivedAtNs)
            throws BadTextException {
        String type = it.text("e");
        Origin origin = Origin.stream(it.has("E") ? it.time("E") : VenueTime.NONE, receivedAtNs);
        return switch (type) {
            case "executionReport" -> spotOrder(it, origin, more);
            case "ORDER_TRADE_UPDATE" -> futuresOrder(it, origin, more);
            case "ALGO_UPDATE" -> algoOrder(it, origin, more);
            case "TRADE_LITE" -> earlyFill(it, origin, more);
            case "listStatus" -> listStatus(it, origin, more);
            case "outboundAccountPosition", "outboundAccountInfo" -> position(it, origin, more);
            case "ACCOUNT_UPDATE" -> futuresAccount(it, origin, more);
            case "MARGIN_CALL" -> marginCall(it, origin, more);
            case "ACCOUNT_CONFIG_UPDATE" -> configuration(it, origin, more);
            case "balanceUpdate" ->
                    new AccountEvent.BalanceChange(
                            it.text("a"),
                            it.decimal("d"),
                            it.time("T"),
                            origin,
                            rest(it, more, Map.of()));
            case "externalLockUpdate" ->
                    new AccountEvent.ExternalLock(
                            it.text("a"),
                            it.decimal("d"),
                            it.time("T"),
                            origin,
                            rest(it, more, Map.of()));
            case "CONDITIONAL_ORDER_TRIGGER_REJECT" -> triggerReject(it, origin, more);
            case "MARGIN_LEVEL_STATUS_CHANGE" ->
                    new AccountEvent.MarginLevel(
                            it.decimal("l"), it.text("s"), origin, rest(it, more, Map.of()));
            case "USER_LIABILITY_CHANGE" ->
                    new AccountEvent.LiabilityChange(
                            it.text("a"),
                            it.text("t"),
                            it.decimal("p"),
                            it.decimal("i"),
                            origin,
                            rest(it, more, Map.of()));
            case "eventStreamTerminated" -> ended(EndCause.SUBSCRIPTION_ENDED, it, origin, more);
            case "listenKeyExpired" -> ended(EndCause.LISTEN_KEY_EXPIRED, it, origin, more);
            case "serverShutdown" -> ended(EndCause.SERVER_SHUTDOWN, it, origin, more);
            default -> new AccountEvent.Unknown(type, origin, rest(it, more, Map.of()));
        };
    }

    private static Details rest(
            AccountMembers it, Details.Builder more, Map<String, Detail<?>> names) {
        it.moveTo(more, "", names.isEmpty() ? AccountFields.ANY : names);
        return more.build();
    }

    private static AccountEvent ended(
            EndCause cause, AccountMembers it, Origin origin, Details.Builder more) {
        return new AccountEvent.StreamEnded(cause, origin, rest(it, more, Map.of()));
    }

    private Instrument instrument(AccountMembers it) throws BadTextException {
        String symbol = it.text("s");
        if (symbol.isBlank()) {
            throw BadTextException.message("an event without a symbol");
        }
        return new Instrument(venue, symbol);
    }

    private static Side side(AccountMembers it) throws BadTextException {
        String side = it.text("S");
        return switch (side) {
            case "BUY" -> Side.BID;
            case "SELL" -> Side.ASK;
            default -> throw BadTextException.message("side '" + side + "' is not known");
        };
    }

    /** A word of a list; one that is not known is left where it was, so that it is kept. */
    static <E extends Enum<E>> E word(AccountMembers it, String key, E other)
            throws BadTextException {
        String word = it.text(key);
        for (E known : other.getDeclaringClass().getEnumConstants()) {
            if (known != other && known.name().equals(word)) {
                return known;
            }
        }
        it.putBack(key, word);
        return other;
    }

    private OrderUpdate spotOrder(AccountMembers it, Origin origin, Details.Builder more)
            throws BadTextException {
        return order(it, "P", "", AccountFields.SPOT_ORDER, origin, more);
    }

    private OrderUpdate futuresOrder(AccountMembers it, Origin origin, Details.Builder more)
            throws BadTextException {
        AccountMembers order = it.object("o");
        it.moveTo(more, "", AccountFields.FUTURES_MESSAGE);
        return order(order, "sp", "o.", AccountFields.FUTURES_ORDER, origin, more);
    }

    private OrderUpdate order(
            AccountMembers it,
            String stopPrice,
            String prefix,
            Map<String, Detail<?>> names,
            Origin origin,
            Details.Builder more)
            throws BadTextException {
        Instrument instrument = instrument(it);
        long orderId = it.whole("i");
        String clientOrderId = it.text("c");
        Side side = side(it);
        String type = it.text("o");
        String timeInForce = it.text("f");
        var quantity = it.decimal("q");
        var price = it.decimal("p");
        var stop = it.decimal(stopPrice);
        Execution execution = word(it, "x", Execution.OTHER);
        OrderStatus status = word(it, "X", OrderStatus.OTHER);
        var lastQuantity = it.decimal("l");
        var lastPrice = it.decimal("L");
        var filled = it.decimal("z");
        long tradeId = it.whole("t");
        boolean isMaker = it.flag("m");
        VenueTime transactionTime = it.time("T");
        it.moveTo(more, prefix, names);
        return new OrderUpdate(
                instrument,
                orderId,
                clientOrderId,
                side,
                type,
                timeInForce,
                quantity,
                price,
                stop,
                execution,
                status,
                lastQuantity,
                lastPrice,
                filled,
                tradeId,
                isMaker,
                transactionTime,
                origin,
                more.build());
    }

    private AlgoOrderUpdate algoOrder(AccountMembers it, Origin origin, Details.Builder more)
            throws BadTextException {
        AccountMembers order = it.object("o");
        VenueTime transactionTime = it.time("T");
        it.moveTo(more, "", AccountFields.ANY);
        return new AlgoOrderUpdate(
                instrument(order),
                order.whole("aid"),
                order.text("caid"),
                side(order),
                order.text("o"),
                order.text("f"),
                order.decimal("q"),
                order.decimal("p"),
                order.decimal("tp"),
                order.text("X"),
                transactionTime,
                origin,
                body(order, "o.", more, AccountFields.ALGO_ORDER));
    }

    private static Details body(
            AccountMembers body,
            String prefix,
            Details.Builder more,
            Map<String, Detail<?>> names) {
        body.moveTo(more, prefix, names);
        return more.build();
    }

    private EarlyFill earlyFill(AccountMembers it, Origin origin, Details.Builder more)
            throws BadTextException {
        return new EarlyFill(
                instrument(it),
                it.whole("t"),
                it.whole("i"),
                it.text("c"),
                side(it),
                it.decimal("q"),
                it.decimal("p"),
                it.decimal("l"),
                it.decimal("L"),
                it.flag("m"),
                it.time("T"),
                origin,
                rest(it, more, Map.of()));
    }

    private ListStatus listStatus(AccountMembers it, Origin origin, Details.Builder more)
            throws BadTextException {
        List<ListStatus.Member> orders = new ArrayList<>();
        for (AccountMembers order : it.objects("O")) {
            orders.add(
                    new ListStatus.Member(
                            instrument(order),
                            order.whole("i"),
                            order.text("c"),
                            rest(order, new Details.Builder(), Map.of())));
        }
        return new ListStatus(
                instrument(it),
                it.whole("g"),
                it.text("c"),
                it.text("l"),
                it.text("L"),
                it.text("r"),
                it.text("C"),
                it.time("T"),
                orders,
                origin,
                rest(it, more, Map.of()));
    }

    private static AccountPosition position(AccountMembers it, Origin origin, Details.Builder more)
            throws BadTextException {
        List<Balance> balances = new ArrayList<>();
        for (AccountMembers balance : it.objects("B")) {
            balances.add(
                    new Balance(
                            balance.text("a"),
                            balance.decimal("f"),
                            balance.decimal("l"),
                            rest(balance, new Details.Builder(), Map.of())));
        }
        return new AccountPosition(
                it.time("u"),
                balances,
                it.has("P") ? it.texts("P") : List.of(),
                origin,
                rest(it, more, AccountFields.ACCOUNT_INFO));
    }

    private FuturesAccount futuresAccount(AccountMembers it, Origin origin, Details.Builder more)
            throws BadTextException {
        AccountMembers account = it.object("a");
        VenueTime transactionTime = it.time("T");
        it.moveTo(more, "", AccountFields.FUTURES_MESSAGE);
        List<FuturesAccount.Wallet> wallets = new ArrayList<>();
        for (AccountMembers wallet : account.objectsIfAny("B")) {
            wallets.add(
                    new FuturesAccount.Wallet(
                            wallet.text("a"),
                            wallet.decimal("wb"),
                            wallet.decimal("cw"),
                            wallet.decimal("bc"),
                            rest(wallet, new Details.Builder(), Map.of())));
        }
        return new FuturesAccount(
                account.text("m"),
                transactionTime,
                wallets,
                positions(account, "P"),
                origin,
                body(account, "a.", more, AccountFields.FUTURES_ACCOUNT));
    }

    private List<Position> positions(AccountMembers it, String key) throws BadTextException {
        List<Position> positions = new ArrayList<>();
        for (AccountMembers position : it.objectsIfAny(key)) {
            positions.add(
                    new Position(
                            instrument(position),
                            position.text("ps"),
                            position.decimal("pa"),
                            rest(position, new Details.Builder(), AccountFields.POSITION)));
        }
        return positions;
    }

    private MarginCall marginCall(AccountMembers it, Origin origin, Details.Builder more)
            throws BadTextException {
        return new MarginCall(
                positions(it, "p"), origin, rest(it, more, AccountFields.MARGIN_CALL));
    }

    private static AccountEvent configuration(
            AccountMembers it, Origin origin, Details.Builder more) throws BadTextException {
        VenueTime transactionTime = it.time("T");
        if (it.has("ac")) {
            it.object("ac").moveTo(more, "ac.", AccountFields.LEVERAGE);
        }
        if (it.has("ai")) {
            it.object("ai").moveTo(more, "ai.", AccountFields.MARGIN_MODE);
        }
        return new AccountEvent.FuturesConfiguration(
                transactionTime, origin, rest(it, more, Map.of()));
    }

    private AccountEvent triggerReject(AccountMembers it, Origin origin, Details.Builder more)
            throws BadTextException {
        AccountMembers order = it.object("or");
        VenueTime transactionTime = it.time("T");
        it.moveTo(more, "", AccountFields.ANY);
        return new AccountEvent.TriggerReject(
                instrument(order),
                order.whole("i"),
                order.text("r"),
                transactionTime,
                origin,
                body(order, "or.", more, Map.of()));
    }
}
