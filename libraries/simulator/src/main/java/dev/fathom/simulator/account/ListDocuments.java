package dev.fathom.simulator.account;

import java.util.List;
import java.util.function.Function;

/** The venue's answers about lists of orders as text. Times are milliseconds. */
final class ListDocuments {
    private ListDocuments() {}

    static String list(OrderList it) {
        return row(it).end();
    }

    /** The same with what each of its orders is. */
    static String list(OrderList it, List<OrderState> orders, Function<OrderState, String> report) {
        return row(it).raw("orderReports", AccountDocuments.list(orders, report)).end();
    }

    /** An order in the answer to a new list. */
    static String placed(OrderState order) {
        return AccountDocuments.placed(order, List.of(), "RESULT");
    }

    private static JsonText row(OrderList list) {
        return new JsonText()
                .number("orderListId", list.id())
                .text("contingencyType", list.contingency().name())
                .text("listStatusType", list.change().name())
                .text("listOrderStatus", list.status())
                .text("listClientOrderId", list.clientId())
                .number("transactionTime", AccountDocuments.ms(list.updatedUs()))
                .text("symbol", list.symbol())
                .raw(
                        "orders",
                        AccountDocuments.list(
                                list.orders(),
                                it ->
                                        new JsonText()
                                                .text("symbol", list.symbol())
                                                .number("orderId", it.orderId())
                                                .text("clientOrderId", it.clientId())
                                                .end()));
    }
}
