package dev.fathom.simulator.account;

/** Why the venue ended an order, by the names of spot. */
public enum Expiry {
    /** The venue ended all orders of the symbol. */
    EXCHANGE_CANCELED,
    /** An {@code IOC} order could not be filled whole. */
    UNFILLED_IOC_QUANTITY_EXPIRED,
    /** A {@code FOK} order could not be filled whole. */
    UNFILLED_FOK_ORDER_EXPIRED,
    /** A market order found too little. */
    INSUFFICIENT_LIQUIDITY,
    /** The other order of an OCO began to work, or was ended. */
    OCO_TRIGGER,
    /** The order that others of its list waited for was ended. */
    OTO_PHASE_ONE_EXPIRED,
    /** The order before it was filled, and then it was refused. */
    REJECTED
}
