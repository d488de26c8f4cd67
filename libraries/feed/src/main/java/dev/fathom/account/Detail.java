package dev.fathom.account;

import dev.fathom.market.VenueTime;
import java.math.BigDecimal;

/**
 * The plain name of something that only some events carry, with the type of its value: amounts are
 * exact decimals, ids and counts 64-bit, times carry their unit. Immutable.
 *
 * @param <T> the type of the value
 */
public final class Detail<T> {
    /** The order's client id before the request that this event answers; empty if none. */
    public static final Detail<String> ORIGINAL_CLIENT_ORDER_ID = text("originalClientOrderId");

    /** The list that the order belongs to; -1 for none. */
    public static final Detail<Long> ORDER_LIST_ID = whole("orderListId");

    /** What an iceberg order shows. */
    public static final Detail<BigDecimal> ICEBERG_QUANTITY = decimal("icebergQuantity");

    /** The amount in quote that an order was given by. */
    public static final Detail<BigDecimal> QUOTE_QUANTITY = decimal("quoteQuantity");

    /** The size filled so far. */
    public static final Detail<BigDecimal> CUMULATIVE_QUANTITY = decimal("cumulativeQuantity");

    /** The quote amount filled so far. */
    public static final Detail<BigDecimal> CUMULATIVE_QUOTE = decimal("cumulativeQuote");

    /** The quote amount of this fill. */
    public static final Detail<BigDecimal> LAST_QUOTE = decimal("lastQuote");

    /** The average price of what is filled. */
    public static final Detail<BigDecimal> AVERAGE_PRICE = decimal("averagePrice");

    /** The fee of this fill alone. */
    public static final Detail<BigDecimal> COMMISSION = decimal("commission");

    /** What the fee is paid in; may change from one fill to the next. */
    public static final Detail<String> COMMISSION_ASSET = text("commissionAsset");

    /** Why the order was rejected; {@code NONE} if it was not. */
    public static final Detail<String> REJECT_REASON = text("rejectReason");

    /** Why the order ended. */
    public static final Detail<String> EXPIRY_REASON = text("expiryReason");

    /** Numbers what happened to orders; rises. */
    public static final Detail<Long> EXECUTION_ID = whole("executionId");

    /** True while the order stands on the book. */
    public static final Detail<Boolean> IS_ON_BOOK = flag("isOnBook");

    /** When the order was made. */
    public static final Detail<VenueTime> CREATED_AT = time("createdAt");

    /** When the order began to work. */
    public static final Detail<VenueTime> WORKING_SINCE = time("workingSince");

    /** When the venue made the message around the order; beside the order's own time. */
    public static final Detail<VenueTime> MESSAGE_TIME = time("messageTime");

    /** What happens when the order would meet one of the same owner. */
    public static final Detail<String> SELF_TRADE_PREVENTION = text("selfTradePrevention");

    /** The match that was prevented. */
    public static final Detail<Long> PREVENTED_MATCH_ID = whole("preventedMatchId");

    /** The size of which matches were prevented so far. */
    public static final Detail<BigDecimal> PREVENTED_QUANTITY = decimal("preventedQuantity");

    /** The size of which a match was prevented last. */
    public static final Detail<BigDecimal> LAST_PREVENTED_QUANTITY =
            decimal("lastPreventedQuantity");

    /** The size of the prevented execution. */
    public static final Detail<BigDecimal> PREVENTED_EXECUTION_QUANTITY =
            decimal("preventedExecutionQuantity");

    /** The price of the prevented execution. */
    public static final Detail<BigDecimal> PREVENTED_EXECUTION_PRICE =
            decimal("preventedExecutionPrice");

    /** The quote amount of the prevented execution. */
    public static final Detail<BigDecimal> PREVENTED_EXECUTION_QUOTE =
            decimal("preventedExecutionQuote");

    /** The group of accounts among which matches are prevented. */
    public static final Detail<Long> TRADE_GROUP_ID = whole("tradeGroupId");

    /** The order that would have been met. */
    public static final Detail<Long> COUNTER_ORDER_ID = whole("counterOrderId");

    /** The symbol of the order that would have been met. */
    public static final Detail<String> COUNTER_SYMBOL = text("counterSymbol");

    /** How far a trailing order follows, in hundredths of a percent. */
    public static final Detail<Long> TRAILING_DELTA = whole("trailingDelta");

    /** Since when a trailing order follows. */
    public static final Detail<VenueTime> TRAILING_SINCE = time("trailingSince");

    /** The owner's number of a strategy. */
    public static final Detail<Long> STRATEGY_ID = whole("strategyId");

    /** The owner's kind of a strategy. */
    public static final Detail<Long> STRATEGY_TYPE = whole("strategyType");

    /** How the order was matched other than by the book. */
    public static final Detail<String> MATCH_TYPE = text("matchType");

    /** The allocation that filled the order. */
    public static final Detail<Long> ALLOCATION_ID = whole("allocationId");

    /** Where the order works. */
    public static final Detail<String> WORKING_FLOOR = text("workingFloor");

    /** True when the order was routed over several books. */
    public static final Detail<Boolean> IS_SMART_ROUTED = flag("isSmartRouted");

    /** Which price a pegged order follows. */
    public static final Detail<String> PEG_PRICE_TYPE = text("pegPriceType");

    /** What the offset of a pegged order counts. */
    public static final Detail<String> PEG_OFFSET_TYPE = text("pegOffsetType");

    /** How far from its peg the order stands. */
    public static final Detail<Long> PEG_OFFSET = whole("pegOffset");

    /** The price that the peg gives now. */
    public static final Detail<BigDecimal> PEGGED_PRICE = decimal("peggedPrice");

    /** What the buy orders of the symbol are worth. */
    public static final Detail<BigDecimal> BIDS_NOTIONAL = decimal("bidsNotional");

    /** What the sell orders of the symbol are worth. */
    public static final Detail<BigDecimal> ASKS_NOTIONAL = decimal("asksNotional");

    /** True for an order that may only make a position smaller. */
    public static final Detail<Boolean> IS_REDUCE_ONLY = flag("isReduceOnly");

    /** Which price triggers the order. */
    public static final Detail<String> WORKING_TYPE = text("workingType");

    /** What the order was before it was triggered. */
    public static final Detail<String> ORIGINAL_TYPE = text("originalType");

    /** Which position: {@code BOTH}, {@code LONG} or {@code SHORT}. */
    public static final Detail<String> POSITION_SIDE = text("positionSide");

    /** True for an order that closes the whole position. */
    public static final Detail<Boolean> IS_CLOSING_POSITION = flag("isClosingPosition");

    /** The price from which a trailing order follows. */
    public static final Detail<BigDecimal> ACTIVATION_PRICE = decimal("activationPrice");

    /** How far a trailing order follows, in percent. */
    public static final Detail<BigDecimal> CALLBACK_RATE = decimal("callbackRate");

    /** True when the order is guarded against a price that left the index. */
    public static final Detail<Boolean> IS_PRICE_PROTECTED = flag("isPriceProtected");

    /** The profit that this fill realized. */
    public static final Detail<BigDecimal> REALIZED_PROFIT = decimal("realizedProfit");

    /** The profit of the position before fees, realized so far. */
    public static final Detail<BigDecimal> ACCUMULATED_PROFIT = decimal("accumulatedProfit");

    /** The profit of the position that is not realized. */
    public static final Detail<BigDecimal> UNREALIZED_PROFIT = decimal("unrealizedProfit");

    /** Which price of the book the order takes. */
    public static final Detail<String> PRICE_MATCH = text("priceMatch");

    /** When the order ends by itself; unknown for none. */
    public static final Detail<VenueTime> GOOD_TILL = time("goodTill");

    /** What margin is paid in. */
    public static final Detail<String> MARGIN_ASSET = text("marginAsset");

    /** Numbers the amendments of an order. */
    public static final Detail<Long> MODIFY_ID = whole("modifyId");

    /** The name of the account. */
    public static final Detail<String> ACCOUNT_ALIAS = text("accountAlias");

    /** The average price that a position was entered at. */
    public static final Detail<BigDecimal> ENTRY_PRICE = decimal("entryPrice");

    /** The price at which a position makes neither profit nor loss. */
    public static final Detail<BigDecimal> BREAK_EVEN_PRICE = decimal("breakEvenPrice");

    /** The price that margin is computed with. */
    public static final Detail<BigDecimal> MARK_PRICE = decimal("markPrice");

    /** The margin that the position must keep. */
    public static final Detail<BigDecimal> MAINTENANCE_MARGIN = decimal("maintenanceMargin");

    /** How the position is margined: {@code cross} or {@code isolated}, as sent. */
    public static final Detail<String> MARGIN_TYPE = text("marginType");

    /** The wallet of an isolated position. */
    public static final Detail<BigDecimal> ISOLATED_WALLET = decimal("isolatedWallet");

    /** The wallet shared by positions. */
    public static final Detail<BigDecimal> CROSS_WALLET = decimal("crossWallet");

    /** The symbol that the change is about. */
    public static final Detail<String> SYMBOL = text("symbol");

    /** The leverage of a symbol. */
    public static final Detail<Long> LEVERAGE = whole("leverage");

    /** True when all assets count as margin. */
    public static final Detail<Boolean> IS_MULTI_ASSETS = flag("isMultiAssets");

    /** The order that a conditional order became; empty before. */
    public static final Detail<String> TRIGGERED_ORDER_ID = text("triggeredOrderId");

    /** The average price of the order that a conditional order became. */
    public static final Detail<BigDecimal> TRIGGERED_AVERAGE_PRICE =
            decimal("triggeredAveragePrice");

    /** What is filled of the order that a conditional order became. */
    public static final Detail<BigDecimal> TRIGGERED_QUANTITY = decimal("triggeredQuantity");

    /** What kind of order a conditional order became. */
    public static final Detail<String> TRIGGERED_TYPE = text("triggeredType");

    /** When a conditional order was triggered; unknown before. */
    public static final Detail<VenueTime> TRIGGERED_AT = time("triggeredAt");

    /** The family of a conditional order. */
    public static final Detail<String> ALGO_TYPE = text("algoType");

    /** Why a conditional order failed. */
    public static final Detail<String> REASON = text("reason");

    /** True once a trailing order follows. */
    public static final Detail<Boolean> IS_ACTIVATED = flag("isActivated");

    /** The rate of makers, as an old event told it. */
    public static final Detail<Long> MAKER_RATE = whole("makerRate");

    /** The rate of takers, as an old event told it. */
    public static final Detail<Long> TAKER_RATE = whole("takerRate");

    /** The rate of buyers, as an old event told it. */
    public static final Detail<Long> BUYER_RATE = whole("buyerRate");

    /** The rate of sellers, as an old event told it. */
    public static final Detail<Long> SELLER_RATE = whole("sellerRate");

    /** Whether the account may trade. */
    public static final Detail<Boolean> CAN_TRADE = flag("canTrade");

    /** Whether the account may withdraw. */
    public static final Detail<Boolean> CAN_WITHDRAW = flag("canWithdraw");

    /** Whether the account may deposit. */
    public static final Detail<Boolean> CAN_DEPOSIT = flag("canDeposit");

    /** The subscription that brought the event. */
    public static final Detail<Long> SUBSCRIPTION_ID = whole("subscriptionId");

    /** The key that the stream was opened with. */
    public static final Detail<Secret> LISTEN_KEY = new Detail<>("listenKey", Secret.class);

    /** The number by which the owner groups orders. */
    public static final Detail<Long> GROUP_ID = whole("groupId");

    /** The owner's id of the order that was filled. */
    public static final Detail<String> CLIENT_ORDER_ID = text("clientOrderId");

    /** The status in the venue's own words. */
    public static final Detail<String> STATUS_TEXT = text("statusText");

    /** Properties of an order as bits. */
    public static final Detail<Long> FLAGS = whole("flags");

    /** The distance at which a trailing order follows. */
    public static final Detail<BigDecimal> TRAILING_PRICE = decimal("trailingPrice");

    /** A second price of an order that its type does not use. */
    public static final Detail<BigDecimal> AUXILIARY_PRICE = decimal("auxiliaryPrice");

    /** Whether the owner is notified of the order. */
    public static final Detail<Boolean> IS_NOTIFIED = flag("isNotified");

    /** Whether the order does not show on the book. */
    public static final Detail<Boolean> IS_HIDDEN = flag("isHidden");

    /** The order that brought this one about. */
    public static final Detail<Long> PARENT_ORDER_ID = whole("parentOrderId");

    /** The way by which the order came. */
    public static final Detail<String> ROUTING = text("routing");

    /** What the venue notes, as JSON. */
    public static final Detail<String> META = text("meta");

    /** What kind of order was filled. */
    public static final Detail<String> ORDER_TYPE = text("orderType");

    /** A price that the venue tells of the order that was filled. */
    public static final Detail<BigDecimal> ORDER_PRICE = decimal("orderPrice");

    /** The wallet that a balance is in. */
    public static final Detail<String> WALLET = text("wallet");

    /** What of a wallet can be used, where the venue told it just now. */
    public static final Detail<BigDecimal> AVAILABLE = decimal("available");

    /** Interest that is not settled yet. */
    public static final Detail<BigDecimal> UNSETTLED_INTEREST = decimal("unsettledInterest");

    /** The last change of a balance in words; repeated with changes of another kind. */
    public static final Detail<String> DESCRIPTION = text("description");

    /** The number that the venue gives to what happens to an account. */
    public static final Detail<Long> ACCOUNT_SEQUENCE = whole("accountSequence");

    private final String name;
    private final Class<T> type;

    private Detail(String name, Class<T> type) {
        this.name = name;
        this.type = type;
    }

    private static Detail<String> text(String name) {
        return new Detail<>(name, String.class);
    }

    private static Detail<BigDecimal> decimal(String name) {
        return new Detail<>(name, BigDecimal.class);
    }

    private static Detail<Long> whole(String name) {
        return new Detail<>(name, Long.class);
    }

    private static Detail<Boolean> flag(String name) {
        return new Detail<>(name, Boolean.class);
    }

    private static Detail<VenueTime> time(String name) {
        return new Detail<>(name, VenueTime.class);
    }

    /** The name, as output shows it. */
    public String name() {
        return name;
    }

    /** What its values are. */
    public Class<T> type() {
        return type;
    }

    @Override
    public String toString() {
        return name;
    }
}
