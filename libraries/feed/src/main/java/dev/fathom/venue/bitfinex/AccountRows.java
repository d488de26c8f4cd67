package dev.fathom.venue.bitfinex;

import static java.util.Map.entry;

import dev.fathom.account.Balance;
import dev.fathom.account.Detail;
import dev.fathom.account.Details;
import dev.fathom.account.EarlyFill;
import dev.fathom.account.Fill;
import dev.fathom.account.OrderState;
import dev.fathom.account.OrderStatus;
import dev.fathom.account.Origin;
import dev.fathom.book.Side;
import dev.fathom.market.Instrument;
import dev.fathom.venue.BadTextException;
import java.math.BigDecimal;
import java.util.Map;

/**
 * Reads the rows of an account, which are the same in the stream and in answers to requests:
 * "Orders", "Trades" and "Wallets" of the documents. Pure.
 */
final class AccountRows {
    private static final Map<Integer, Detail<?>> ORDER =
            Map.ofEntries(
                    entry(1, Detail.GROUP_ID),
                    entry(4, Detail.CREATED_AT),
                    entry(9, Detail.ORIGINAL_TYPE),
                    entry(10, Detail.GOOD_TILL),
                    entry(12, Detail.FLAGS),
                    entry(17, Detail.AVERAGE_PRICE),
                    entry(18, Detail.TRAILING_PRICE),
                    entry(19, Detail.AUXILIARY_PRICE),
                    entry(23, Detail.IS_NOTIFIED),
                    entry(24, Detail.IS_HIDDEN),
                    entry(25, Detail.PARENT_ORDER_ID),
                    entry(28, Detail.ROUTING),
                    entry(31, Detail.META));
    private static final Map<Integer, Detail<?>> TRADE =
            Map.of(6, Detail.ORDER_TYPE, 7, Detail.ORDER_PRICE);
    private static final Map<Integer, Detail<?>> WALLET =
            Map.of(3, Detail.UNSETTLED_INTEREST, 5, Detail.DESCRIPTION, 6, Detail.META);

    private static final String USUAL_WALLET = "exchange";

    private AccountRows() {}

    /**
     * An order.
     *
     * @param isClosed whether the venue says that it is at its end
     * @param details takes what an {@link OrderState} has no place for
     */
    static OrderState order(AccountRow row, boolean isClosed, Details.Builder details)
            throws BadTextException {
        long id = row.whole(0);
        BigDecimal wanted = row.decimal(7);
        BigDecimal open = row.decimal(6);
        BigDecimal filled = wanted.subtract(open);
        boolean isPart = open.signum() != -wanted.signum() && filled.signum() != -wanted.signum();
        if (wanted.signum() == 0 || !isPart) {
            throw BadTextException.message(
                    "order %d wants %s, of which %s is open"
                            .formatted(id, wanted.toPlainString(), open.toPlainString()));
        }
        String type = row.text(8);
        String status = row.text(13);
        details.put(Detail.STATUS_TEXT, status);
        boolean isStop = type.contains("STOP");
        BigDecimal price = BigDecimal.ZERO;
        BigDecimal stopPrice = BigDecimal.ZERO;
        if (isStop) {
            stopPrice = row.decimalOrZero(16);
            price = type.endsWith("STOP LIMIT") ? row.decimalOrZero(19) : price;
        } else {
            price = row.decimalOrZero(16);
        }
        OrderState order =
                new OrderState(
                        instrument(row, 3),
                        id,
                        clientOrderId(row, 2),
                        -1,
                        side(wanted),
                        type,
                        "",
                        wanted.abs(),
                        price,
                        stopPrice,
                        status(status, open.signum() == 0, filled.signum() != 0, isClosed),
                        filled.abs(),
                        row.time(5),
                        0);
        row.moveTo(details, ORDER);
        return order;
    }

    // The numbers decide; the text, which is prose, only tells who ended an order.
    private static OrderStatus status(
            String text, boolean isAllFilled, boolean isFilling, boolean isClosed) {
        if (isAllFilled) {
            return OrderStatus.FILLED;
        }
        if (!isClosed) {
            return isFilling ? OrderStatus.PARTIALLY_FILLED : OrderStatus.NEW;
        }
        // In the list of closed orders a rest that was withdrawn reads PARTIALLY FILLED.
        return text.startsWith("CANCELED") || text.startsWith("PARTIALLY FILLED")
                ? OrderStatus.CANCELED
                : OrderStatus.EXPIRED;
    }

    /** A fill with its fee. */
    static Fill fill(AccountRow row, Origin origin, Details.Builder details)
            throws BadTextException {
        BigDecimal amount = row.decimal(4);
        if (row.has(11)) {
            details.put(Detail.CLIENT_ORDER_ID, clientOrderId(row, 11));
        }
        return new Fill(
                instrument(row, 1),
                row.whole(0),
                row.whole(3),
                side(amount),
                row.decimal(5),
                amount.abs(),
                row.decimalOrZero(9).negate(),
                row.has(10) ? row.text(10) : "",
                isMaker(row),
                row.time(2),
                origin,
                rest(row, details));
    }

    /** A fill whose fee is not known yet. */
    static EarlyFill earlyFill(AccountRow row, Origin origin, Details.Builder details)
            throws BadTextException {
        BigDecimal amount = row.decimal(4);
        return new EarlyFill(
                instrument(row, 1),
                row.whole(0),
                row.whole(3),
                clientOrderId(row, 11),
                side(amount),
                BigDecimal.ZERO,
                row.decimalOrZero(7),
                amount.abs(),
                row.decimal(5),
                isMaker(row),
                row.time(2),
                origin,
                rest(row, details));
    }

    private static Details rest(AccountRow row, Details.Builder details) {
        row.moveTo(details, TRADE);
        return details.build();
    }

    private static boolean isMaker(AccountRow row) throws BadTextException {
        long maker = row.whole(8);
        if (maker != 1 && maker != -1) {
            throw BadTextException.message("field 8 of a trade is " + maker + ", not 1 or -1");
        }
        return maker == 1;
    }

    /**
     * A balance.
     *
     * @param locked by asset what was not available when the venue told it last; is brought up to
     *     date
     */
    static Balance balance(AccountRow row, Map<String, BigDecimal> locked) throws BadTextException {
        String wallet = row.text(0);
        String currency = row.text(1);
        String asset = wallet.equals(USUAL_WALLET) ? currency : wallet + ":" + currency;
        BigDecimal total = row.decimal(2);
        Details.Builder details = new Details.Builder().put(Detail.WALLET, wallet);
        // Not told with every change: the venue computes it later and tells the balance again.
        if (row.has(4)) {
            BigDecimal available = row.decimal(4);
            details.put(Detail.AVAILABLE, available);
            locked.put(asset, total.subtract(available));
        }
        BigDecimal held = locked.getOrDefault(asset, BigDecimal.ZERO);
        row.moveTo(details, WALLET);
        return new Balance(asset, total.subtract(held), held, details.build());
    }

    private static String clientOrderId(AccountRow row, int place) throws BadTextException {
        return row.has(place) ? Long.toString(row.whole(place)) : "";
    }

    private static Instrument instrument(AccountRow row, int place) throws BadTextException {
        String symbol = row.text(place);
        if (symbol.isBlank()) {
            throw BadTextException.message("a row without a symbol");
        }
        return new Instrument(BitfinexVenue.ID, symbol);
    }

    private static Side side(BigDecimal amount) {
        return amount.signum() < 0 ? Side.ASK : Side.BID;
    }
}
