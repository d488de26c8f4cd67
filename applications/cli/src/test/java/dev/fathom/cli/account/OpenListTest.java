package dev.fathom.cli.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.account.Account;
import dev.fathom.account.AccountEvent;
import dev.fathom.account.AccountListener;
import dev.fathom.account.Details;
import dev.fathom.account.Disagreement;
import dev.fathom.account.ListStatus;
import dev.fathom.account.Origin;
import dev.fathom.market.Instrument;
import dev.fathom.market.VenueTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lists of orders that go on are shown with what the account has and wants. */
class OpenListTest {
    private static final Instrument ETH = new Instrument("binance", "ETHUSDT");

    private final Account account =
            new Account(
                    new AccountListener() {
                        @Override
                        public void onEvent(AccountEvent event) {}

                        @Override
                        public void onDisagreement(Disagreement disagreement) {}
                    });

    private static ListStatus list(long id, String change, String status) {
        return new ListStatus(
                ETH,
                id,
                "OCO",
                change,
                status,
                "NONE",
                "mine",
                VenueTime.NONE,
                List.of(
                        new ListStatus.Member(ETH, 4, "below", Details.NONE),
                        new ListStatus.Member(ETH, 5, "above", Details.NONE)),
                Origin.rest(0),
                Details.NONE);
    }

    @Test
    void listsThatGoOnAreInTheSummaryAndDoneOnesAreNot() {
        account.on(list(1, "EXEC_STARTED", "EXECUTING"));
        account.on(list(2, "EXEC_STARTED", "EXECUTING"));
        account.on(list(2, "ALL_DONE", "ALL_DONE"));
        AccountFormat.Holds now = AccountFormat.Holds.of(account);

        assertThat(new AccountText().summary(now))
                .endsWith("Open lists:\n  OCO list 1 of ETHUSDT: orders 4, 5\n");
        assertThat(new AccountTable().summary(now))
                .endsWith("\nopen list\nOCO list 1 of ETHUSDT: orders 4, 5\n\n");
        assertThat(new AccountJson().summary(now))
                .contains("\"openLists\":[{\"instrument\":\"binance:ETHUSDT\",\"listId\":1,");
    }

    @Test
    void nothingIsSaidOfListsWhereThereAreNone() {
        AccountFormat.Holds now = AccountFormat.Holds.of(account);

        assertThat(new AccountText().summary(now)).endsWith("Open orders: none\n");
        assertThat(new AccountTable().summary(now)).doesNotContain("list");
    }
}
