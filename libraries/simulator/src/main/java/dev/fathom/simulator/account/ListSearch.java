package dev.fathom.simulator.account;

import dev.fathom.simulator.account.SearchRules.Window;
import java.util.List;
import java.util.Optional;

/** Finds the lists of orders that a request means. Owned by the venue's thread. */
final class ListSearch {
    private final Account account;

    ListSearch(Account account) {
        this.account = account;
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

    static void requireOne(boolean any, String name) throws AccountRefusal {
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
