package dev.fathom.account;

import dev.fathom.market.Instrument;
import dev.fathom.market.VenueTime;
import java.math.BigDecimal;

/** What a venue tells about one account. Immutable. */
public sealed interface AccountEvent
        permits OrderUpdate,
                OrderReport,
                AlgoOrderUpdate,
                Fill,
                EarlyFill,
                ListStatus,
                AccountPosition,
                FuturesAccount,
                MarginCall,
                AccountEvent.BalanceChange,
                AccountEvent.ExternalLock,
                AccountEvent.FuturesConfiguration,
                AccountEvent.TriggerReject,
                AccountEvent.MarginLevel,
                AccountEvent.LiabilityChange,
                AccountEvent.StreamEnded,
                AccountEvent.Unknown {
    /** Where it came from and when. */
    Origin origin();

    /** What else it carries. */
    Details details();

    /**
     * A deposit, a withdrawal or a transfer. The balance itself follows as an {@link
     * AccountPosition}: adding both would count it twice.
     *
     * @param asset what changed
     * @param delta by how much; negative for less
     * @param clearedAt when it took effect
     */
    record BalanceChange(
            String asset, BigDecimal delta, VenueTime clearedAt, Origin origin, Details details)
            implements AccountEvent {}

    /**
     * A part of a balance was locked or released by another system of the venue.
     *
     * @param asset what was locked
     * @param delta how much; negative for released
     * @param transactionTime when
     */
    record ExternalLock(
            String asset,
            BigDecimal delta,
            VenueTime transactionTime,
            Origin origin,
            Details details)
            implements AccountEvent {}

    /**
     * Another leverage of a symbol, or another margin mode; the details say which.
     *
     * @param transactionTime when it took effect
     */
    record FuturesConfiguration(VenueTime transactionTime, Origin origin, Details details)
            implements AccountEvent {}

    /**
     * A conditional order could not become an order.
     *
     * @param instrument of the order
     * @param orderId the conditional order
     * @param reason in the venue's words
     * @param transactionTime when
     */
    record TriggerReject(
            Instrument instrument,
            long orderId,
            String reason,
            VenueTime transactionTime,
            Origin origin,
            Details details)
            implements AccountEvent {}

    /**
     * How near a margin account is to its liquidation.
     *
     * @param level what the account is worth over what it owes
     * @param status in the venue's words, such as {@code MARGIN_CALL}
     */
    record MarginLevel(BigDecimal level, String status, Origin origin, Details details)
            implements AccountEvent {}

    /**
     * What a margin account owes changed.
     *
     * @param asset what is owed
     * @param type in the venue's words, such as {@code BORROW}
     * @param principal what is owed without interest
     * @param interest what is owed in interest
     */
    record LiabilityChange(
            String asset,
            String type,
            BigDecimal principal,
            BigDecimal interest,
            Origin origin,
            Details details)
            implements AccountEvent {}

    /**
     * Nothing more comes by this stream. May be told twice, and early.
     *
     * @param cause why
     */
    record StreamEnded(EndCause cause, Origin origin, Details details) implements AccountEvent {}

    /** Why a stream ends. */
    enum EndCause {
        /** The subscription was ended, or its token became too old. */
        SUBSCRIPTION_ENDED,
        /** The key that the stream was opened with became too old. */
        LISTEN_KEY_EXPIRED,
        /** The venue's server is about to close the connection. */
        SERVER_SHUTDOWN
    }

    /**
     * An event that this program does not know, kept whole in {@link Details#unknown}.
     *
     * @param type the venue's name of it
     */
    record Unknown(String type, Origin origin, Details details) implements AccountEvent {}
}
