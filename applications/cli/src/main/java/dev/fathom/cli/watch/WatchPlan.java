package dev.fathom.cli.watch;

import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What to watch and how. Immutable.
 *
 * @param instruments none: ask for some
 * @param channels of each instrument
 * @param form what it looks like
 * @param depth levels a side; empty for as many as suit the form
 * @param pace how often books are written or drawn
 * @param limit after how long to end
 */
record WatchPlan(
        List<Instrument> instruments,
        List<Channel> channels,
        Form form,
        Optional<Integer> depth,
        Pace pace,
        Optional<Duration> limit) {
    private static final int USUAL_DEPTH = 10;

    WatchPlan {
        instruments = List.copyOf(instruments);
        channels = List.copyOf(channels);
    }

    int depthOr10() {
        return depth.orElse(USUAL_DEPTH);
    }

    boolean hasBook() {
        return channels.stream().anyMatch(Channel::isBook);
    }

    boolean isSeveral() {
        return instruments.size() > 1;
    }

    WatchPlan of(List<Instrument> others) {
        return new WatchPlan(others, channels, form, depth, pace, limit);
    }
}
