package dev.fathom.account;

/**
 * What an order is, as an answer of the venue told it; the stream had not.
 *
 * @param state the order
 */
public record OrderReport(OrderState state, Origin origin, Details details)
        implements AccountEvent {}
