package dev.fathom.simulator;

/** The account's events under the name of a listen key, which is just the name of a stream. */
final class ListenKeyStream extends Stream implements Subscriber {
    private final AccountPart part;
    private final Stream account;
    private SimulatorLoop.Timer end;

    /**
     * A key that lives until {@code end} comes.
     *
     * @param part what it shows of the account
     * @param account where the events come from, for as long as somebody wants them
     */
    ListenKeyStream(
            String key,
            AccountPart part,
            Stream account,
            ArmedFaults faults,
            SimulatorLoop.Timer end) {
        super(key, account.symbol, faults);
        this.part = part;
        this.account = account;
        this.end = end;
    }

    /** It lives until another end now. */
    void extend(SimulatorLoop.Timer later) {
        end.cancel();
        end = later;
    }

    /** Nothing will come any more. */
    void end() {
        end.cancel();
        account.leave(this);
    }

    @Override
    void join(Subscriber one) {
        super.join(one);
        account.join(this);
    }

    @Override
    void leave(Subscriber one) {
        super.leave(one);
        if (isSilent()) {
            account.leave(this);
        }
    }

    @Override
    public void send(Payload payload) {
        if (part.holds(payload.topic)) {
            publish(payload.in(name));
        }
    }
}
