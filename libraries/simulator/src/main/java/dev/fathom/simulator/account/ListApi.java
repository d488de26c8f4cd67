package dev.fathom.simulator.account;

import java.util.List;
import java.util.Optional;

/** The venue's requests that place and cancel lists of orders. Owned by the venue's thread. */
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
        ListSearch.requireOne(id.isPresent() || name.isPresent(), "listClientOrderId");
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
}
