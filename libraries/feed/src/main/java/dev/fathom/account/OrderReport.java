package dev.fathom.account;

/**
 * What an order is, as a list of the venue told it: the answer to a request, or the first message
 * of a stream.
 *
 * @param state the order
 */
public record OrderReport(OrderState state, Origin origin, Details details)
        implements AccountEvent {}
