package dev.fathom.venue.binance;

import static java.util.Map.entry;

import dev.fathom.account.Detail;
import java.util.Map;

/** The plain names of the keys that only some events carry. */
final class AccountFields {
    /** {@code executionReport}. */
    static final Map<String, Detail<?>> SPOT_ORDER =
            Map.ofEntries(
                    entry("C", Detail.ORIGINAL_CLIENT_ORDER_ID),
                    entry("F", Detail.ICEBERG_QUANTITY),
                    entry("g", Detail.ORDER_LIST_ID),
                    entry("r", Detail.REJECT_REASON),
                    entry("n", Detail.COMMISSION),
                    entry("N", Detail.COMMISSION_ASSET),
                    entry("I", Detail.EXECUTION_ID),
                    entry("w", Detail.IS_ON_BOOK),
                    entry("O", Detail.CREATED_AT),
                    entry("Z", Detail.CUMULATIVE_QUOTE),
                    entry("Y", Detail.LAST_QUOTE),
                    entry("Q", Detail.QUOTE_QUANTITY),
                    entry("V", Detail.SELF_TRADE_PREVENTION),
                    entry("W", Detail.WORKING_SINCE),
                    entry("d", Detail.TRAILING_DELTA),
                    entry("D", Detail.TRAILING_SINCE),
                    entry("j", Detail.STRATEGY_ID),
                    entry("J", Detail.STRATEGY_TYPE),
                    entry("v", Detail.PREVENTED_MATCH_ID),
                    entry("A", Detail.PREVENTED_QUANTITY),
                    entry("B", Detail.LAST_PREVENTED_QUANTITY),
                    entry("u", Detail.TRADE_GROUP_ID),
                    entry("U", Detail.COUNTER_ORDER_ID),
                    entry("Cs", Detail.COUNTER_SYMBOL),
                    entry("pl", Detail.PREVENTED_EXECUTION_QUANTITY),
                    entry("pL", Detail.PREVENTED_EXECUTION_PRICE),
                    entry("pY", Detail.PREVENTED_EXECUTION_QUOTE),
                    entry("b", Detail.MATCH_TYPE),
                    entry("a", Detail.ALLOCATION_ID),
                    entry("k", Detail.WORKING_FLOOR),
                    entry("uS", Detail.IS_SMART_ROUTED),
                    entry("gP", Detail.PEG_PRICE_TYPE),
                    entry("gOT", Detail.PEG_OFFSET_TYPE),
                    entry("gOV", Detail.PEG_OFFSET),
                    entry("gp", Detail.PEGGED_PRICE),
                    entry("eR", Detail.EXPIRY_REASON));

    /** {@code ORDER_TRADE_UPDATE}, member {@code o}. */
    static final Map<String, Detail<?>> FUTURES_ORDER =
            Map.ofEntries(
                    entry("ap", Detail.AVERAGE_PRICE),
                    entry("n", Detail.COMMISSION),
                    entry("N", Detail.COMMISSION_ASSET),
                    entry("b", Detail.BIDS_NOTIONAL),
                    entry("a", Detail.ASKS_NOTIONAL),
                    entry("R", Detail.IS_REDUCE_ONLY),
                    entry("wt", Detail.WORKING_TYPE),
                    entry("ot", Detail.ORIGINAL_TYPE),
                    entry("ps", Detail.POSITION_SIDE),
                    entry("cp", Detail.IS_CLOSING_POSITION),
                    entry("AP", Detail.ACTIVATION_PRICE),
                    entry("cr", Detail.CALLBACK_RATE),
                    entry("pP", Detail.IS_PRICE_PROTECTED),
                    entry("rp", Detail.REALIZED_PROFIT),
                    entry("V", Detail.SELF_TRADE_PREVENTION),
                    entry("pm", Detail.PRICE_MATCH),
                    entry("gtd", Detail.GOOD_TILL),
                    entry("er", Detail.EXPIRY_REASON),
                    entry("ma", Detail.MARGIN_ASSET),
                    entry("M", Detail.MODIFY_ID));

    /** {@code ALGO_UPDATE}, member {@code o}. */
    static final Map<String, Detail<?>> ALGO_ORDER =
            Map.ofEntries(
                    entry("at", Detail.ALGO_TYPE),
                    entry("ps", Detail.POSITION_SIDE),
                    entry("ai", Detail.TRIGGERED_ORDER_ID),
                    entry("ap", Detail.TRIGGERED_AVERAGE_PRICE),
                    entry("aq", Detail.TRIGGERED_QUANTITY),
                    entry("act", Detail.TRIGGERED_TYPE),
                    entry("V", Detail.SELF_TRADE_PREVENTION),
                    entry("wt", Detail.WORKING_TYPE),
                    entry("pm", Detail.PRICE_MATCH),
                    entry("cp", Detail.IS_CLOSING_POSITION),
                    entry("pP", Detail.IS_PRICE_PROTECTED),
                    entry("R", Detail.IS_REDUCE_ONLY),
                    entry("tt", Detail.TRIGGERED_AT),
                    entry("gtd", Detail.GOOD_TILL),
                    entry("rm", Detail.REASON),
                    entry("ia", Detail.IS_ACTIVATED));

    /** A position of {@code ACCOUNT_UPDATE} or {@code MARGIN_CALL}. */
    static final Map<String, Detail<?>> POSITION =
            Map.of(
                    "ep", Detail.ENTRY_PRICE,
                    "bep", Detail.BREAK_EVEN_PRICE,
                    "cr", Detail.ACCUMULATED_PROFIT,
                    "up", Detail.UNREALIZED_PROFIT,
                    "mt", Detail.MARGIN_TYPE,
                    "iw", Detail.ISOLATED_WALLET,
                    "mp", Detail.MARK_PRICE,
                    "mm", Detail.MAINTENANCE_MARGIN,
                    "ma", Detail.MARGIN_ASSET);

    /** {@code outboundAccountInfo}. */
    static final Map<String, Detail<?>> ACCOUNT_INFO =
            Map.of(
                    "m", Detail.MAKER_RATE,
                    "t", Detail.TAKER_RATE,
                    "b", Detail.BUYER_RATE,
                    "s", Detail.SELLER_RATE,
                    "T", Detail.CAN_TRADE,
                    "W", Detail.CAN_WITHDRAW,
                    "D", Detail.CAN_DEPOSIT);

    /** {@code ACCOUNT_UPDATE}, member {@code a}. */
    static final Map<String, Detail<?>> FUTURES_ACCOUNT = Map.of("S", Detail.SYMBOL);

    /** {@code ACCOUNT_CONFIG_UPDATE}, member {@code ac}. */
    static final Map<String, Detail<?>> LEVERAGE = Map.of("s", Detail.SYMBOL, "l", Detail.LEVERAGE);

    /** {@code ACCOUNT_CONFIG_UPDATE}, member {@code ai}. */
    static final Map<String, Detail<?>> MARGIN_MODE = Map.of("j", Detail.IS_MULTI_ASSETS);

    /** {@code MARGIN_CALL}. */
    static final Map<String, Detail<?>> MARGIN_CALL = Map.of("cw", Detail.CROSS_WALLET);

    /** Around the order of {@code ORDER_TRADE_UPDATE}. */
    static final Map<String, Detail<?>> FUTURES_MESSAGE =
            Map.of("T", Detail.MESSAGE_TIME, "i", Detail.ACCOUNT_ALIAS);

    /** What any event may carry. */
    static final Map<String, Detail<?>> ANY = Map.of("listenKey", Detail.LISTEN_KEY);

    private AccountFields() {}
}
