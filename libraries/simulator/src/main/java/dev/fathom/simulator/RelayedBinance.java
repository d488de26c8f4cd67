package dev.fathom.simulator;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A venue in one of Binance's protocols whose messages and answers somebody else has: it keeps the
 * connections, subscriptions, envelopes, limits and refusals. Owned by its loop's thread.
 */
public final class RelayedBinance implements Venue {
    private final BinanceProtocol protocol;
    private final RelayedAnswers answers;
    private final StreamHub hub;
    private final RelayedRest rest;
    private final Map<String, Stream> streams = new LinkedHashMap<>();

    /**
     * A venue.
     *
     * @param names the streams that something may come of; others are taken, as the venue takes
     *     them, and stay silent
     * @param patience how long a client waits for a book before it is refused
     */
    public RelayedBinance(
            BinanceProtocol protocol,
            Set<String> names,
            RelayedAnswers answers,
            Duration patience,
            SimulatorLoop loop) {
        this.protocol = protocol;
        this.answers = answers;
        SimulatorLimits limits = SimulatorLimits.binance();
        if (protocol.isFutures()) {
            limits = limits.withWeightPerMinute(2400);
        }
        ArmedFaults none = new ArmedFaults(new FaultLog(loop));
        names.forEach(name -> streams.put(name, new Stream(name, symbol(name), none)));
        hub = new StreamHub(loop, new VenueClock(loop), limits, streams);
        rest = new RelayedRest(loop, protocol, limits, answers, patience);
    }

    private static String symbol(String stream) {
        return stream.substring(0, Math.max(0, stream.indexOf('@')));
    }

    /** Nothing happens by itself. */
    @Override
    public void start() {}

    // Recordings from before there were routes are for clients that know none.
    @Override
    public Handshake connect(String pathAndQuery, String remoteAddress, ClientPort client) {
        return StreamAddress.open(
                pathAndQuery,
                protocol,
                address -> {
                    String route = address.route();
                    StreamSession session =
                            new StreamSession(
                                    hub,
                                    client,
                                    address,
                                    name -> route.isEmpty() || protocol.delivers(route, name));
                    session.start();
                    session.subscribe(address.streams());
                    answers.onDemand();
                    return session;
                });
    }

    @Override
    public void get(String pathAndQuery, String remoteAddress, Consumer<HttpReply> reply) {
        rest.get(pathAndQuery, remoteAddress, reply);
    }

    /**
     * Sends a message to all who have subscribed to its stream.
     *
     * @param data the message without envelope
     */
    public void publish(String stream, String data) {
        Stream of = streams.get(stream);
        if (of != null) {
            of.publish(new Payload(stream, _ -> data));
        }
    }
}
