package dev.fathom.venue.bitfinex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fathom.account.AccountAnswer;
import dev.fathom.account.AccountPosition;
import dev.fathom.account.Balance;
import dev.fathom.account.Details;
import dev.fathom.account.Fill;
import dev.fathom.account.OrderReport;
import dev.fathom.account.OrderState;
import dev.fathom.account.Origin;
import dev.fathom.market.VenueTime;
import dev.fathom.venue.BadTextException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** Reads what REST answers about an account; its rows are those of the stream. Pure. */
final class BitfinexAccountAnswers {
    private BitfinexAccountAnswers() {}

    /**
     * Orders.
     *
     * @param isClosed whether the list is that of closed ones
     */
    static AccountAnswer.Orders orders(byte[] body, boolean isClosed, long receivedAtNs)
            throws BadTextException {
        List<OrderReport> rows = new ArrayList<>();
        for (JsonNode row : list(body)) {
            Details.Builder more = new Details.Builder();
            OrderState state = AccountRows.order(AccountRow.of("an order", row), isClosed, more);
            rows.add(new OrderReport(state, Origin.rest(receivedAtNs), more.build()));
        }
        boolean isFull = rows.size() >= BitfinexAccountCalls.PAGE;
        rows.sort(Comparator.comparingLong(it -> it.state().orderId()));
        return new AccountAnswer.Orders(rows, isFull);
    }

    /** One order, if it is there. */
    static AccountAnswer order(byte[] body, boolean isClosed, long receivedAtNs)
            throws BadTextException {
        AccountAnswer.Orders found = orders(body, isClosed, receivedAtNs);
        return found.rows().isEmpty() ? new AccountAnswer.NotKnown() : found;
    }

    static AccountAnswer.Fills fills(byte[] body, long receivedAtNs) throws BadTextException {
        List<Fill> rows = new ArrayList<>();
        for (JsonNode row : list(body)) {
            rows.add(
                    AccountRows.fill(
                            AccountRow.of("a trade", row),
                            Origin.rest(receivedAtNs),
                            new Details.Builder()));
        }
        boolean isFull = rows.size() >= BitfinexAccountCalls.PAGE;
        rows.sort(Comparator.comparingLong(Fill::tradeId));
        return new AccountAnswer.Fills(rows, isFull);
    }

    static AccountAnswer wallets(byte[] body, long receivedAtNs) throws BadTextException {
        List<Balance> balances = new ArrayList<>();
        for (JsonNode row : list(body)) {
            balances.add(AccountRows.balance(AccountRow.of("a wallet", row), new HashMap<>()));
        }
        return new AccountAnswer.AllBalances(
                new AccountPosition(
                        VenueTime.NONE,
                        balances,
                        List.of(),
                        Origin.rest(receivedAtNs),
                        Details.NONE),
                Optional.empty());
    }

    private static JsonNode list(byte[] body) throws BadTextException {
        JsonNode rows = AccountRow.tree(body, 0, body.length);
        if (!rows.isArray()) {
            throw BadTextException.message("the answer is no list");
        }
        return rows;
    }
}
