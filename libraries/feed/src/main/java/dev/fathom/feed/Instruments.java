package dev.fathom.feed;

import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import dev.fathom.market.Subscription;
import dev.fathom.sync.SyncLimits;
import dev.fathom.venue.TradeHistory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The instruments that a line carries, with their listeners and books. Owned by its thread. */
final class Instruments {
    private final Map<Instrument, FollowedInstrument> all = new LinkedHashMap<>();
    private final Announcer announcer = new Announcer(all);
    private final RandomGenerator random;

    Instruments(RandomGenerator random) {
        this.random = random;
    }

    Announcer announcer() {
        return announcer;
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    @Nullable FollowedInstrument get(Instrument instrument) {
        return all.get(instrument);
    }

    /** Adds a listener; returns what has to be subscribed for it. */
    List<Subscription> add(
            Instrument instrument, Listening listening, BookCare.Surroundings surroundings) {
        FollowedInstrument followed = all.computeIfAbsent(instrument, FollowedInstrument::new);
        Set<Channel> before = followed.channels();
        followed.add(listening);
        announcer.refresh();
        List<Subscription> more = new ArrayList<>();
        for (Channel channel : followed.channels()) {
            if (!before.contains(channel)) {
                Subscription subscription = new Subscription(instrument, channel);
                more.add(subscription);
                if (channel.isBook()) {
                    followed.books().add(book(followed, subscription, surroundings));
                }
                surroundings
                        .venue()
                        .tradeHistory(channel)
                        .ifPresent(it ->
                                followed.tapes()
                                        .add(tape(followed, subscription, it, surroundings)));
            }
        }
        return more;
    }

    private BookCare book(
            FollowedInstrument followed, Subscription subscription, BookCare.Surroundings at) {
        FollowedBook book =
                new FollowedBook(
                        subscription,
                        at.venue().bookRules(),
                        SyncLimits.DEFAULT,
                        live -> announcer.book(followed, live),
                        announcer::tell,
                        at.loop()::wallNs,
                        at.loop()::monotonicNs);
        return new BookCare(book, at, random);
    }

    private TapeCare tape(
            FollowedInstrument followed,
            Subscription subscription,
            TradeHistory history,
            BookCare.Surroundings at) {
        return new TapeCare(
                subscription, history, at, random, trade -> announcer.traded(followed, trade));
    }

    /** Takes a listener away; returns what nobody needs any more. */
    List<Subscription> remove(Instrument instrument, Listening listening) {
        FollowedInstrument followed = all.get(instrument);
        if (followed == null) {
            return List.of();
        }
        Set<Channel> gone = followed.channels();
        followed.remove(listening);
        gone.removeAll(followed.channels());
        if (followed.listening().isEmpty()) {
            all.remove(instrument);
        }
        announcer.refresh();
        followed.drop(gone);
        return gone.stream().map(c -> new Subscription(instrument, c)).toList();
    }

    void clear() {
        forEachBook(BookCare::close);
        forEachTape(TapeCare::close);
        all.clear();
    }

    List<Subscription> subscriptions() {
        List<Subscription> subscriptions = new ArrayList<>();
        for (FollowedInstrument followed : all.values()) {
            followed.channels()
                    .forEach(c -> subscriptions.add(new Subscription(followed.instrument(), c)));
        }
        return subscriptions;
    }

    /** The book that is kept from a subscription. */
    Optional<BookCare> book(Subscription subscription) {
        FollowedInstrument followed = all.get(subscription.instrument());
        Channel channel = subscription.channel();
        return followed == null
                ? Optional.empty()
                : Optional.ofNullable(followed.book(channel.kind(), channel.levels()));
    }

    /** The trades of a subscription. */
    Optional<TapeCare> tape(Subscription subscription) {
        FollowedInstrument followed = all.get(subscription.instrument());
        return followed == null
                ? Optional.empty()
                : Optional.ofNullable(followed.tape(subscription.channel()));
    }

    /** What counts the traffic of a subscription. */
    Optional<TrafficCount> trafficOf(Subscription subscription) {
        if (subscription.channel().kind() == Channel.Kind.QUOTE) {
            return Optional.ofNullable(all.get(subscription.instrument()))
                    .map(FollowedInstrument::quoteTraffic);
        }
        return book(subscription)
                .map(BookCare::traffic)
                .or(() -> tape(subscription).map(TapeCare::traffic));
    }

    /** What each subscription has brought. */
    List<Traffic> traffics() {
        List<Traffic> traffics = new ArrayList<>();
        for (Subscription subscription : subscriptions()) {
            trafficOf(subscription)
                    .ifPresent(it ->
                            traffics.add(
                                    new Traffic(
                                            subscription.instrument().venue(),
                                            Optional.of(subscription),
                                            it.amounts())));
        }
        return traffics;
    }

    void forEachTape(Consumer<TapeCare> action) {
        for (FollowedInstrument followed : List.copyOf(all.values())) {
            List.copyOf(followed.tapes()).forEach(action);
        }
    }

    void forEachBook(Consumer<BookCare> action) {
        for (FollowedInstrument followed : List.copyOf(all.values())) {
            List.copyOf(followed.books()).forEach(action);
        }
    }
}
