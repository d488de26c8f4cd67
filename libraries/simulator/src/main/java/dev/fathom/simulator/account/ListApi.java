package dev.fathom.simulator.account;

import dev.fathom.simulator.account.SearchRules.Window;
import java.util.List;
import java.util.Optional;

/** The venue's requests about lists of orders. Owned by the venue's thread. */
final class ListApi {
    private final Account account;
    private final OrderNames names;
    private final TermsReader reader;

    ListApi(Account account, OrderNames names, TermsReader reader) {
        this.account = account;
        this.names = names;
        this.reader = reader;
    }

    /** Places the two of an OCO. */
    String placeOco(Params params) throws AccountRefusal {
        return placed(account.place(reader.oco(params)));
    }

    /** The same in the form of old. */
    String placeOldOco(Params params) throws AccountRefusal {
        return placed(account.place(reader.oldOco(params)));
    }

    /** Places the first of an OTO; the second waits. */
    String placeOto(Params params) throws AccountRefusal {
        return placed(account.place(reader.oto(params)));
    }

    private String placed(OrderList list) {
        return ListDocuments.list(list, states(list), ListDocuments::placed);
    }

    /** Cancels a list that is not done, named by its id or by its own name. */
    String cancel(Params params) throws AccountRefusal {
        String symbol = params.required("symbol");
        Optional<Long> id = params.number("orderListId");
        Optional<String> name = params.get("listClientOrderId");
        requireOne(id.isPresent() || name.isPresent(), "listClientOrderId");
        OrderList list =
                account.openLists().stream()
                        .filter(it -> it.symbol().equals(symbol))
                        .filter(it -> id.isEmpty() || it.id() == id.get())
                        .filter(it -> name.isEmpty() || it.clientId().equals(name.get()))
                        .findFirst()
                        .orElseThrow(() -> new AccountRefusal(-2011, "Unknown order list sent."));
        return cancel(list, params.clientId("newClientOrderId").orElseGet(names::next));
    }

    /** Cancels a list; {@code requestId} is the name of the cancel. */
    String cancel(OrderList list, String requestId) {
        OrderList done = account.cancel(list, requestId);
        return ListDocuments.list(
                done, states(done), it -> AccountDocuments.cancelled(it, requestId));
    }

    private List<OrderState> states(OrderList list) {
        return list.ids().map(it -> account.truth().order(it).getLast().order()).toList();
    }

    /** A list, done or not. */
    String status(Params params) throws AccountRefusal {
        Optional<Long> id = params.number("orderListId");
        Optional<String> name = params.get("origClientOrderId");
        requireOne(id.isPresent() || name.isPresent(), "origClientOrderId");
        return account.truth().lists().reversed().stream()
                .filter(it -> id.isEmpty() || it.id() == id.get())
                .filter(it -> name.isEmpty() || it.clientId().equals(name.get()))
                .findFirst()
                .map(ListDocuments::list)
                .orElseThrow(() -> new AccountRefusal(-2013, "Order list does not exist."));
    }

    private static void requireOne(boolean any, String name) throws AccountRefusal {
        if (!any) {
            throw new AccountRefusal(
                    -1102,
                    "Param '"
                            + name
                            + "' or 'orderListId' must be sent, but both were empty/null!");
        }
    }

    /** The lists that are not done. */
    String open() {
        return AccountDocuments.list(account.openLists(), ListDocuments::list);
    }

    /** Lists of all symbols, oldest first. */
    String all(Params params) throws AccountRefusal {
        Optional<Long> from = params.number("fromId");
        Window window = SearchRules.SPOT.window(params, false, SearchRules.DAY_MS, 0);
        List<OrderList> found =
                account.truth().lists().stream()
                        .filter(it -> from.isEmpty() || it.id() >= from.get())
                        .filter(it -> window.holds(it.createdUs()))
                        .toList();
        return AccountDocuments.list(
                OrderSearch.cut(
                        found, params.limit(Page.LONG), OrderSearch.isForwards(params, from)),
                ListDocuments::list);
    }
}
