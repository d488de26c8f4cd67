package dev.fathom.feed;

import dev.fathom.net.TransportOptions;
import dev.fathom.venue.Endpoints;
import dev.fathom.venue.Venue;
import java.util.HashMap;
import java.util.Map;

/**
 * How a feed is run. Immutable; each {@code with} gives a changed copy.
 *
 * @param endpoints addresses by venue id, for venues that are not reached at their usual ones
 * @param settings of venues, by id and name, see {@link Venue#settings}
 * @param transport TLS, proxy and limits
 * @param timings how patient it is
 * @param snapshotLevels levels a side that a book is joined from while requests are to spare
 * @param streamsPerConnection subscriptions put on one connection, if the venue allows as many
 */
public record FeedOptions(
        Map<String, Endpoints> endpoints,
        Map<String, Map<String, String>> settings,
        TransportOptions transport,
        FeedTimings timings,
        int snapshotLevels,
        int streamsPerConnection) {
    /** Live addresses, 5,000 levels, 200 streams a connection. */
    public static final FeedOptions DEFAULT =
            new FeedOptions(
                    Map.of(),
                    Map.of(),
                    TransportOptions.defaults(),
                    FeedTimings.DEFAULT,
                    5000,
                    200);

    /** Copies the map and checks the numbers. */
    public FeedOptions {
        endpoints = Map.copyOf(endpoints);
        settings = Map.copyOf(settings);
        if (snapshotLevels < 1 || streamsPerConnection < 1) {
            throw new IllegalArgumentException(
                    "snapshot levels and streams per connection must be positive, got "
                            + snapshotLevels
                            + " and "
                            + streamsPerConnection);
        }
    }

    /** With other addresses for one venue. */
    public FeedOptions withEndpoints(String venue, Endpoints addresses) {
        Map<String, Endpoints> more = new HashMap<>(endpoints);
        more.put(venue, addresses);
        return new FeedOptions(
                more, settings, transport, timings, snapshotLevels, streamsPerConnection);
    }

    /**
     * With a setting of a venue, such as Bitfinex' {@code prec}.
     *
     * @throws IllegalArgumentException naming the venue, setting or value and what there is
     */
    public FeedOptions withSetting(String venue, String setting, String value) {
        Venue changed = Venues.named(venue).with(setting, value);
        Map<String, Map<String, String>> more = new HashMap<>(settings);
        Map<String, String> its = new HashMap<>(more.getOrDefault(changed.id(), Map.of()));
        its.put(setting, value);
        more.put(changed.id(), Map.copyOf(its));
        return new FeedOptions(
                endpoints, more, transport, timings, snapshotLevels, streamsPerConnection);
    }

    /** The venue with this id, as it is set. */
    Venue venue(String id) {
        Venue venue = Venues.named(id);
        for (var setting : settings.getOrDefault(id, Map.of()).entrySet()) {
            venue = venue.with(setting.getKey(), setting.getValue());
        }
        return venue;
    }

    /** Where a venue is reached. */
    Endpoints endpointsOf(Venue venue) {
        Endpoints other = endpoints.get(venue.id());
        return other == null ? venue.endpoints().getFirst() : other;
    }

    /** With other TLS, proxy and limits. */
    public FeedOptions withTransport(TransportOptions other) {
        return new FeedOptions(
                endpoints, settings, other, timings, snapshotLevels, streamsPerConnection);
    }

    /** With other patience. */
    public FeedOptions withTimings(FeedTimings other) {
        return new FeedOptions(
                endpoints, settings, transport, other, snapshotLevels, streamsPerConnection);
    }

    /** With another depth of the snapshots that books are joined from. */
    public FeedOptions withSnapshotLevels(int levels) {
        return new FeedOptions(
                endpoints, settings, transport, timings, levels, streamsPerConnection);
    }

    /** With another number of streams on one connection. */
    public FeedOptions withStreamsPerConnection(int streams) {
        return new FeedOptions(endpoints, settings, transport, timings, snapshotLevels, streams);
    }
}
