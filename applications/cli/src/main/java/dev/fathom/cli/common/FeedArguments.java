package dev.fathom.cli.common;

import dev.fathom.feed.Feed;
import dev.fathom.feed.FeedOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that runs a feed. */
public final class FeedArguments {
    private static final Pattern SETTING = Pattern.compile("([^.=]+)\\.([^.=]+)=(.+)");

    @Option(
            names = "--endpoint",
            paramLabel = "VENUE=WS,REST",
            converter = EndpointArgument.Converter.class,
            description = {
                "Where to reach a venue, such as what `fathom simulate` prints, or",
                "VENUE=NAME for one of its environments (see `fathom venues`).",
                "Repeatable, one for each venue."
            })
    private List<EndpointArgument> endpoints = new ArrayList<>();

    @Option(
            names = "--set",
            paramLabel = "VENUE.NAME=VALUE",
            description = {
                "How a venue's books are subscribed, such as bitfinex.prec=R0",
                "or kraken.depth=1000 (see `fathom venues`). Repeatable."
            })
    private List<String> settings = new ArrayList<>();

    @Mixin private final TransportArguments transport = new TransportArguments();

    @Option(
            names = "--snapshot-levels",
            paramLabel = "N",
            defaultValue = "5000",
            description = "Levels a side to join books from (default: ${DEFAULT-VALUE}).")
    private int snapshotLevels;

    /**
     * How the feed is to be run.
     *
     * @throws Failure if the options contradict each other or are out of range
     */
    public FeedOptions options() {
        if (snapshotLevels < 1) {
            throw Failure.usage("--snapshot-levels must be positive, got " + snapshotLevels);
        }
        FeedOptions options =
                FeedOptions.DEFAULT
                        .withTransport(transport.options())
                        .withSnapshotLevels(snapshotLevels);
        for (EndpointArgument endpoint : endpoints) {
            if (options.endpoints().containsKey(endpoint.venue())) {
                throw Failure.usage(
                        "--endpoint was given twice for "
                                + endpoint.venue()
                                + ": a venue is reached at one place");
            }
            options = options.withEndpoints(endpoint.venue(), endpoint.endpoints());
        }
        for (String setting : settings) {
            options = with(options, setting);
        }
        return options;
    }

    private static FeedOptions with(FeedOptions options, String setting) {
        Matcher parts = SETTING.matcher(setting);
        if (!parts.matches()) {
            throw Failure.usage(
                    "'%s' is no setting: write VENUE.NAME=VALUE, such as bitfinex.prec=P1"
                            .formatted(setting));
        }
        try {
            return options.withSetting(parts.group(1), parts.group(2), parts.group(3));
        } catch (IllegalArgumentException e) {
            throw Failure.usage(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Opens a feed run that way.
     *
     * @throws Failure if the options are wrong, such as a CA file that cannot be read
     */
    public Feed open() {
        return open(options());
    }

    /**
     * Opens a feed with options that the command has changed further.
     *
     * @throws Failure if the options are wrong, such as a CA file that cannot be read
     */
    public static Feed open(FeedOptions options) {
        try {
            return Feed.open(options);
        } catch (IllegalArgumentException e) {
            throw Failure.usage(String.valueOf(e.getMessage()));
        }
    }
}
