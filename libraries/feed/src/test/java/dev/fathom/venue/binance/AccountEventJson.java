package dev.fathom.venue.binance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fathom.account.AccountEvent;
import dev.fathom.account.AccountPosition;
import dev.fathom.account.AlgoOrderUpdate;
import dev.fathom.account.Balance;
import dev.fathom.account.Detail;
import dev.fathom.account.Details;
import dev.fathom.account.EarlyFill;
import dev.fathom.account.Execution;
import dev.fathom.account.Fill;
import dev.fathom.account.FuturesAccount;
import dev.fathom.account.ListStatus;
import dev.fathom.account.MarginCall;
import dev.fathom.account.OrderReport;
import dev.fathom.account.OrderStatus;
import dev.fathom.account.OrderUpdate;
import dev.fathom.account.Position;
import dev.fathom.account.Secret;
import dev.fathom.book.Side;
import dev.fathom.market.VenueTime;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes an event back as Binance's JSON, from its plain names alone, with tables of its own: what
 * the decoder lost is missing then.
 */
final class AccountEventJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final String ENVELOPE = "subscriptionId=subscriptionId listenKey=stream";
    private static final String SPOT_ORDER =
            """
            originalClientOrderId=C icebergQuantity=F orderListId=g rejectReason=r commission=n
            commissionAsset=N executionId=I isOnBook=w createdAt=O cumulativeQuote=Z lastQuote=Y
            quoteQuantity=Q selfTradePrevention=V workingSince=W trailingDelta=d trailingSince=D
            strategyId=j strategyType=J preventedMatchId=v preventedQuantity=A
            lastPreventedQuantity=B tradeGroupId=u counterOrderId=U counterSymbol=Cs
            preventedExecutionQuantity=pl preventedExecutionPrice=pL preventedExecutionQuote=pY
            matchType=b allocationId=a workingFloor=k isSmartRouted=uS pegPriceType=gP
            pegOffsetType=gOT pegOffset=gOV peggedPrice=gp expiryReason=eR
            """;
    private static final String FUTURES_ORDER =
            """
            averagePrice=ap commission=n commissionAsset=N bidsNotional=b asksNotional=a
            isReduceOnly=R workingType=wt originalType=ot positionSide=ps isClosingPosition=cp
            activationPrice=AP callbackRate=cr isPriceProtected=pP realizedProfit=rp
            selfTradePrevention=V priceMatch=pm goodTill=gtd expiryReason=er marginAsset=ma
            modifyId=M
            """;
    private static final String ALGO_ORDER =
            """
            algoType=at positionSide=ps triggeredOrderId=ai triggeredAveragePrice=ap
            triggeredQuantity=aq triggeredType=act selfTradePrevention=V workingType=wt
            priceMatch=pm isClosingPosition=cp isPriceProtected=pP isReduceOnly=R triggeredAt=tt
            goodTill=gtd reason=rm isActivated=ia
            """;
    private static final String POSITION =
            """
            entryPrice=ep breakEvenPrice=bep accumulatedProfit=cr unrealizedProfit=up marginType=mt
            isolatedWallet=iw markPrice=mp maintenanceMargin=mm marginAsset=ma
            """;
    private static final String ACCOUNT_INFO =
            """
            makerRate=m takerRate=t buyerRate=b sellerRate=s canTrade=T canWithdraw=W canDeposit=D
            """;

    private final ObjectNode root = JsonNodeFactory.instance.objectNode();
    private final ObjectNode event;
    private final Details details;

    private AccountEventJson(AccountEvent it) {
        details = it.details();
        boolean isWrapped = details.get(Detail.SUBSCRIPTION_ID).isPresent();
        boolean isStream =
                details.get(Detail.LISTEN_KEY).isPresent()
                        && !(it instanceof AccountEvent.StreamEnded);
        event = isWrapped ? root.putObject("event") : isStream ? root.putObject("data") : root;
        names(root, details, ENVELOPE, !isWrapped && !isStream);
        if (it.origin().eventTime().isKnown()) {
            event.put("E", it.origin().eventTime().value());
        }
        write(it);
    }

    /** The JSON of an event. */
    static ObjectNode of(AccountEvent event) {
        return new AccountEventJson(event).root;
    }

    // Writes the details that the table names; all others have to be in another table.
    private void names(ObjectNode into, Details from, String table, boolean isNone) {
        Map<String, String> letters = new HashMap<>();
        for (String pair : table.strip().split("\\s+")) {
            letters.put(pair.split("=")[0], pair.split("=")[1]);
        }
        from.known()
                .forEach((detail, value) -> {
                    String letter = letters.get(detail.name());
                    if (letter != null && !isNone) {
                        put(into, letter, value);
                    }
                });
    }

    private void body(ObjectNode into, Details from, String table, String prefix) {
        names(into, from, table, false);
        from.unknown()
                .forEach((key, json) -> {
                    if (!prefix.isEmpty() && key.startsWith(prefix)) {
                        put(into, key.substring(prefix.length()), json);
                    } else if (prefix.isEmpty() && key.indexOf('.') < 0) {
                        put(into, key, json);
                    }
                });
        if (prefix.isEmpty()) {
            return;
        }
        from.unknown()
                .forEach((key, json) -> {
                    if (key.indexOf('.') < 0) {
                        put(event, key, json);
                    }
                });
    }

    private static void put(ObjectNode into, String key, String json) {
        try {
            into.set(key, MAPPER.readTree(json));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static void put(ObjectNode into, String key, Object value) {
        switch (value) {
            case String it -> into.put(key, it);
            case BigDecimal it -> into.put(key, it.toPlainString());
            case Long it -> into.put(key, it);
            case Boolean it -> into.put(key, it);
            case VenueTime it -> into.put(key, it.value());
            case Secret it -> into.put(key, it.reveal());
            default -> throw new AssertionError(value);
        }
    }

    private void write(AccountEvent any) {
        switch (any) {
            case OrderUpdate it -> order(it);
            case AlgoOrderUpdate it -> {
                event.put("e", "ALGO_UPDATE").put("T", it.transactionTime().value());
                ObjectNode order = event.putObject("o");
                order.put("s", it.instrument().symbol())
                        .put("aid", it.algoId())
                        .put("caid", it.clientAlgoId())
                        .put("S", side(it.side()))
                        .put("o", it.type())
                        .put("f", it.timeInForce())
                        .put("q", it.quantity().toPlainString())
                        .put("p", it.price().toPlainString())
                        .put("tp", it.triggerPrice().toPlainString())
                        .put("X", it.status());
                body(order, details, ALGO_ORDER, "o.");
            }
            case EarlyFill it -> {
                event.put("e", "TRADE_LITE")
                        .put("T", it.transactionTime().value())
                        .put("s", it.instrument().symbol())
                        .put("t", it.tradeId())
                        .put("i", it.orderId())
                        .put("c", it.clientOrderId())
                        .put("S", side(it.side()))
                        .put("q", it.quantity().toPlainString())
                        .put("p", it.price().toPlainString())
                        .put("l", it.lastQuantity().toPlainString())
                        .put("L", it.lastPrice().toPlainString())
                        .put("m", it.isMaker());
                body(event, details, "none=none", "");
            }
            case ListStatus it -> {
                event.put("e", "listStatus")
                        .put("s", it.instrument().symbol())
                        .put("g", it.listId())
                        .put("c", it.contingency())
                        .put("l", it.change())
                        .put("L", it.status())
                        .put("r", it.rejectReason())
                        .put("C", it.clientListId())
                        .put("T", it.transactionTime().value());
                ArrayNode orders = event.putArray("O");
                for (ListStatus.Member order : it.orders()) {
                    ObjectNode row =
                            orders.addObject()
                                    .put("s", order.instrument().symbol())
                                    .put("i", order.orderId())
                                    .put("c", order.clientOrderId());
                    body(row, order.details(), "none=none", "");
                }
                body(event, details, "none=none", "");
            }
            case AccountPosition it -> {
                boolean isInfo = details.get(Detail.CAN_TRADE).isPresent();
                event.put("e", isInfo ? "outboundAccountInfo" : "outboundAccountPosition")
                        .put("u", it.updatedAt().value());
                ArrayNode balances = event.putArray("B");
                for (Balance balance : it.balances()) {
                    ObjectNode row =
                            balances.addObject()
                                    .put("a", balance.asset())
                                    .put("f", balance.free().toPlainString())
                                    .put("l", balance.locked().toPlainString());
                    body(row, balance.details(), "none=none", "");
                }
                if (isInfo) {
                    it.permissions().forEach(event.putArray("P")::add);
                }
                body(event, details, ACCOUNT_INFO, "");
            }
            case FuturesAccount it -> {
                event.put("e", "ACCOUNT_UPDATE").put("T", it.transactionTime().value());
                ObjectNode account = event.putObject("a").put("m", it.reason());
                ArrayNode wallets = account.putArray("B");
                for (FuturesAccount.Wallet wallet : it.wallets()) {
                    ObjectNode row =
                            wallets.addObject()
                                    .put("a", wallet.asset())
                                    .put("wb", wallet.balance().toPlainString())
                                    .put("cw", wallet.crossBalance().toPlainString())
                                    .put("bc", wallet.change().toPlainString());
                    body(row, wallet.details(), "none=none", "");
                }
                positions(account.putArray("P"), it.positions());
                body(account, details, "symbol=S", "a.");
            }
            case MarginCall it -> {
                event.put("e", "MARGIN_CALL");
                positions(event.putArray("p"), it.positions());
                body(event, details, "crossWallet=cw", "");
            }
            case AccountEvent.FuturesConfiguration it -> {
                event.put("e", "ACCOUNT_CONFIG_UPDATE").put("T", it.transactionTime().value());
                if (details.get(Detail.LEVERAGE).isPresent()) {
                    body(event.putObject("ac"), details, "symbol=s leverage=l", "ac.");
                } else {
                    body(event.putObject("ai"), details, "isMultiAssets=j", "ai.");
                }
            }
            case AccountEvent.TriggerReject it -> {
                event.put("e", "CONDITIONAL_ORDER_TRIGGER_REJECT")
                        .put("T", it.transactionTime().value());
                ObjectNode order =
                        event.putObject("or")
                                .put("s", it.instrument().symbol())
                                .put("i", it.orderId())
                                .put("r", it.reason());
                body(order, details, "none=none", "or.");
            }
            case AccountEvent.BalanceChange it -> {
                event.put("e", "balanceUpdate")
                        .put("a", it.asset())
                        .put("d", it.delta().toPlainString())
                        .put("T", it.clearedAt().value());
                body(event, details, "none=none", "");
            }
            case AccountEvent.ExternalLock it -> {
                event.put("e", "externalLockUpdate")
                        .put("a", it.asset())
                        .put("d", it.delta().toPlainString())
                        .put("T", it.transactionTime().value());
                body(event, details, "none=none", "");
            }
            case AccountEvent.MarginLevel it -> {
                event.put("e", "MARGIN_LEVEL_STATUS_CHANGE")
                        .put("l", it.level().toPlainString())
                        .put("s", it.status());
                body(event, details, "none=none", "");
            }
            case AccountEvent.LiabilityChange it -> {
                event.put("e", "USER_LIABILITY_CHANGE")
                        .put("a", it.asset())
                        .put("t", it.type())
                        .put("p", it.principal().toPlainString())
                        .put("i", it.interest().toPlainString());
                body(event, details, "none=none", "");
            }
            case AccountEvent.StreamEnded it -> {
                event.put(
                        "e",
                        switch (it.cause()) {
                            case SUBSCRIPTION_ENDED -> "eventStreamTerminated";
                            case LISTEN_KEY_EXPIRED -> "listenKeyExpired";
                            case SERVER_SHUTDOWN -> "serverShutdown";
                        });
                body(event, details, "listenKey=listenKey", "");
            }
            case AccountEvent.Unknown it -> {
                event.put("e", it.type());
                body(event, details, "none=none", "");
            }
            case Fill _, OrderReport _ -> throw new AssertionError(any);
        }
    }

    private void positions(ArrayNode rows, List<Position> positions) {
        for (Position position : positions) {
            ObjectNode row =
                    rows.addObject()
                            .put("s", position.instrument().symbol())
                            .put("ps", position.side())
                            .put("pa", position.amount().toPlainString());
            body(row, position.details(), POSITION, "");
        }
    }

    private void order(OrderUpdate it) {
        boolean isSpot = details.get(Detail.IS_REDUCE_ONLY).isEmpty();
        event.put("e", isSpot ? "executionReport" : "ORDER_TRADE_UPDATE");
        ObjectNode order = isSpot ? event : event.putObject("o");
        order.put("s", it.instrument().symbol())
                .put("i", it.orderId())
                .put("c", it.clientOrderId())
                .put("S", side(it.side()))
                .put("o", it.type())
                .put("f", it.timeInForce())
                .put("q", it.quantity().toPlainString())
                .put("p", it.price().toPlainString())
                .put(isSpot ? "P" : "sp", it.stopPrice().toPlainString())
                .put("l", it.lastQuantity().toPlainString())
                .put("L", it.lastPrice().toPlainString())
                .put("z", it.filled().toPlainString())
                .put("t", it.tradeId())
                .put("m", it.isMaker())
                .put("T", it.transactionTime().value());
        if (it.execution() != Execution.OTHER) {
            order.put("x", it.execution().name());
        }
        if (it.status() != OrderStatus.OTHER) {
            order.put("X", it.status().name());
        }
        if (isSpot) {
            body(order, details, SPOT_ORDER, "");
        } else {
            names(event, details, "messageTime=T accountAlias=i", false);
            body(order, details, FUTURES_ORDER, "o.");
        }
    }

    private static String side(Side side) {
        return side == Side.BID ? "BUY" : "SELL";
    }
}
