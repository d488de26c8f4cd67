package dev.fathom.cli.common;

import dev.fathom.feed.Feed;
import dev.fathom.feed.Traffic;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** The option {@code --traffic}: what each stream has brought, told at the end. */
public final class TrafficArgument {
    private static final String ROW = "%-36s %-10s %,12d frames %,16d bytes %6.1f %%";

    @Option(
            names = "--traffic",
            description = {
                "At the end, tell how many frames and bytes of each kind",
                "each stream has brought."
            })
    private boolean wanted;

    /** Whether it is wanted. */
    public boolean isWanted() {
        return wanted;
    }

    /** Tells it, if it is wanted. */
    public void tell(Feed feed, Shell shell) {
        if (wanted) {
            rows(feed.traffic()).forEach(shell::tell);
        }
    }

    /** One row for each stream and kind; what belongs to no stream stands under its venue. */
    static List<String> rows(List<Traffic> all) {
        long bytes =
                all.stream()
                        .flatMap(it -> it.amounts().values().stream())
                        .mapToLong(Traffic.Amount::bytes)
                        .sum();
        Map<String, Map<Traffic.Kind, Traffic.Amount>> byStream = new TreeMap<>();
        for (Traffic traffic : all) {
            String name = traffic.stream().map(Object::toString).orElse(traffic.venue());
            traffic.amounts()
                    .forEach((kind, amount) ->
                            byStream.computeIfAbsent(name, _ -> new EnumMap<>(Traffic.Kind.class))
                                    .merge(kind, amount, TrafficArgument::sum));
        }
        List<String> rows = new ArrayList<>();
        byStream.forEach((name, amounts) ->
                amounts.forEach((kind, amount) ->
                        rows.add(
                                String.format(
                                        Locale.ROOT,
                                        ROW,
                                        name,
                                        kind.name().toLowerCase(Locale.ROOT),
                                        amount.frames(),
                                        amount.bytes(),
                                        100.0 * amount.bytes() / bytes))));
        return rows;
    }

    private static Traffic.Amount sum(Traffic.Amount one, Traffic.Amount other) {
        return new Traffic.Amount(one.frames() + other.frames(), one.bytes() + other.bytes());
    }
}
