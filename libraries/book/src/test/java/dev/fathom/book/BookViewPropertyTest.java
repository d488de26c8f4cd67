package dev.fathom.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;

/** The arithmetic of views against sums over maps of decimals. */
class BookViewPropertyTest {
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    /**
     * A view and the model of the same levels. Many of the books are one-sided or crossed, have
     * negative prices or a mid around zero.
     */
    record Case(BookView view, BookModel model) {
        Optional<BigDecimal> best(Side side) {
            NavigableMap<BigDecimal, BigDecimal> levels = model.side(side);
            return levels.isEmpty() ? Optional.empty() : Optional.of(levels.firstKey());
        }

        Optional<BigDecimal> doubleMid() {
            return best(Side.BID).flatMap(bid -> best(Side.ASK).map(bid::add));
        }
    }

    @Property
    void spreadAndMidAreExact(@ForAll("books") Case book) {
        Optional<BigDecimal> spread =
                book.best(Side.ASK).flatMap(ask -> book.best(Side.BID).map(ask::subtract));

        assertThat(book.view().spread()).isEqualTo(spread);
        assertThat(book.view().mid().map(mid -> mid.multiply(TWO).stripTrailingZeros()))
                .isEqualTo(book.doubleMid().map(BigDecimal::stripTrailingZeros));
    }

    @Property
    void theMicroPriceWeighsEachBestWithTheOtherSize(@ForAll("books") Case book) {
        Optional<Ratio> microPrice = book.view().microPrice();

        assertThat(microPrice.isPresent()).isEqualTo(book.doubleMid().isPresent());
        microPrice.ifPresent(ratio -> {
            Map.Entry<BigDecimal, BigDecimal> bid = book.model().bids.firstEntry();
            Map.Entry<BigDecimal, BigDecimal> ask = book.model().asks.firstEntry();
            // (m - bid) * askVolume = (ask - m) * bidVolume, turned: the nearer the side, the
            // smaller its size.
            BigDecimal n = new BigDecimal(ratio.numerator());
            BigDecimal d = new BigDecimal(ratio.denominator());
            BigDecimal fromBid = n.subtract(bid.getKey().multiply(d));
            BigDecimal fromAsk = ask.getKey().multiply(d).subtract(n);
            assertThat(fromBid.multiply(ask.getValue()))
                    .isEqualByComparingTo(fromAsk.multiply(bid.getValue()));
        });
    }

    @Property
    void imbalanceIsTheDifferenceBySum(
            @ForAll("books") Case book, @ForAll @IntRange(min = 1, max = 15) int levels) {
        BigDecimal bids = sum(book.model().bids, levels);
        BigDecimal asks = sum(book.model().asks, levels);
        Optional<Ratio> imbalance = book.view().imbalance(levels);

        assertThat(imbalance.isPresent()).isEqualTo(bids.add(asks).signum() != 0);
        imbalance.ifPresent(ratio ->
                assertThat(new BigDecimal(ratio.numerator()).multiply(bids.add(asks)))
                        .isEqualByComparingTo(
                                new BigDecimal(ratio.denominator()).multiply(bids.subtract(asks))));
    }

    @Property
    void depthIsTheSumOfLevelsNearTheMid(
            @ForAll("books") Case book,
            @ForAll Side side,
            @ForAll @BigRange(min = "0", max = "30000") @Scale(2) BigDecimal basisPoints) {
        BigDecimal expected =
                book.doubleMid()
                        .map(doubleMid -> depth(book.model(), side, doubleMid, basisPoints))
                        .orElse(BigDecimal.ZERO);

        assertThat(book.view().depthWithin(side, basisPoints)).isEqualByComparingTo(expected);
    }

    private static BigDecimal depth(
            BookModel model, Side side, BigDecimal doubleMid, BigDecimal basisPoints) {
        BigDecimal reach = doubleMid.abs().multiply(basisPoints);
        BigDecimal depth = BigDecimal.ZERO;
        for (Map.Entry<BigDecimal, BigDecimal> level : model.side(side).entrySet()) {
            BigDecimal doublePrice = level.getKey().multiply(TWO);
            BigDecimal away =
                    side == Side.BID
                            ? doubleMid.subtract(doublePrice)
                            : doublePrice.subtract(doubleMid);
            if (away.multiply(BigDecimal.valueOf(10_000)).compareTo(reach) <= 0) {
                depth = depth.add(level.getValue());
            }
        }
        return depth;
    }

    /** Each level is charged for the part of the size that lies between the sums around it. */
    @Property
    void aTakerPaysLevelByLevel(
            @ForAll("books") Case book,
            @ForAll Side taker,
            @ForAll @BigRange(min = "0", max = "60") @Scale(3) BigDecimal size) {
        BigDecimal before = BigDecimal.ZERO;
        BigDecimal cost = BigDecimal.ZERO;
        for (Map.Entry<BigDecimal, BigDecimal> level :
                book.model().side(taker.opposite()).entrySet()) {
            BigDecimal after = before.add(level.getValue());
            BigDecimal part = size.min(after).subtract(size.min(before));
            cost = cost.add(part.multiply(level.getKey()));
            before = after;
        }

        CostToFill result = book.view().costToFill(taker, size);
        assertThat(result.cost()).isEqualByComparingTo(cost);
        assertThat(result.filled()).isEqualByComparingTo(size.min(before));
        assertThat(result.isComplete()).isEqualTo(size.compareTo(before) <= 0);
        BigDecimal paid = cost;
        result.averagePrice()
                .ifPresent(average ->
                        assertThat(average).isEqualTo(Ratio.of(paid, size.min(result.filled()))));
    }

    private static BigDecimal sum(NavigableMap<BigDecimal, BigDecimal> side, int levels) {
        return side.values().stream().limit(levels).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Provide
    Arbitrary<Case> books() {
        Arbitrary<Integer> scale = Arbitraries.integers().between(0, 3);
        return Arbitraries.of(0, -180, -500)
                .flatMap(by ->
                        Combinators.combine(
                                        levels(by - 30, by + 210),
                                        levels(by + 150, by + 400),
                                        scale,
                                        scale)
                                .as(BookViewPropertyTest::book));
    }

    private static Arbitrary<Map<Integer, Integer>> levels(int from, int to) {
        return Arbitraries.maps(
                        Arbitraries.integers().between(from, to),
                        Arbitraries.integers().between(1, 2000))
                .ofMaxSize(12);
    }

    private static Case book(
            Map<Integer, Integer> bids, Map<Integer, Integer> asks, int priceScale, int sizeScale) {
        OrderBook book = new OrderBook();
        book.rescale(priceScale, sizeScale);
        BookModel model = new BookModel();
        for (Side side : Side.values()) {
            (side == Side.BID ? bids : asks)
                    .forEach((price, size) -> {
                        book.set(side, price, size);
                        model.set(
                                side,
                                BigDecimal.valueOf(price, priceScale),
                                BigDecimal.valueOf(size, sizeScale));
                    });
        }
        return new Case(book.view(), model);
    }
}
