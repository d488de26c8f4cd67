package dev.fathom.book;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A side with numbers that do not fit a {@code long}: exact, and slow. The faces in {@code long}
 * are at the book's scales and refuse what does not fit. Owned by one thread.
 */
final class WideSide extends BookSide {
    private final NavigableMap<BigDecimal, BigDecimal> levels;
    private int priceScale;
    private int sizeScale;

    // The walk from the best level on, so that reading all levels by index takes one round.
    private final List<Map.Entry<BigDecimal, BigDecimal>> walked = new ArrayList<>();

    WideSide(Side side, int priceScale, int sizeScale) {
        super(side);
        this.priceScale = priceScale;
        this.sizeScale = sizeScale;
        levels =
                side == Side.BID
                        ? new TreeMap<BigDecimal, BigDecimal>().descendingMap()
                        : new TreeMap<>();
    }

    /** The same levels as those of a narrow side. */
    static WideSide of(NarrowSide narrow, int priceScale, int sizeScale) {
        WideSide wide = new WideSide(narrow.side, priceScale, sizeScale);
        for (int i = 0; i < narrow.count(); i++) {
            wide.levels.put(
                    Decimals.toBigDecimal(narrow.price(i), priceScale),
                    Decimals.toBigDecimal(narrow.size(i), sizeScale));
        }
        return wide;
    }

    /** Says in which scales the faces in {@code long} speak. */
    void scales(int priceScale, int sizeScale) {
        this.priceScale = priceScale;
        this.sizeScale = sizeScale;
    }

    void set(BigDecimal price, BigDecimal size) {
        walked.clear();
        if (size.signum() == 0) {
            levels.remove(price);
        } else {
            levels.put(price, size);
        }
    }

    BigDecimal sizeAt(BigDecimal price) {
        return levels.getOrDefault(price, BigDecimal.ZERO);
    }

    BigDecimal exactPrice(int index) {
        return entry(index).getKey();
    }

    BigDecimal exactSize(int index) {
        return entry(index).getValue();
    }

    private Map.Entry<BigDecimal, BigDecimal> entry(int index) {
        if (index < 0 || index >= count()) {
            throw new IndexOutOfBoundsException(
                    side + " level " + index + " of a book with " + count());
        }
        if (index == 0) {
            return levels.firstEntry();
        }
        if (walked.isEmpty()) {
            walked.addAll(levels.entrySet());
        }
        return walked.get(index);
    }

    @Override
    int count() {
        return levels.size();
    }

    @Override
    long price(int index) {
        return Decimals.narrow(exactPrice(index), priceScale);
    }

    @Override
    long size(int index) {
        return Decimals.narrow(exactSize(index), sizeScale);
    }

    @Override
    long sizeAt(long price) {
        return Decimals.narrow(sizeAt(BigDecimal.valueOf(price, priceScale)), sizeScale);
    }

    @Override
    long set(long price, long size) {
        BigDecimal exact = BigDecimal.valueOf(price, priceScale);
        BigDecimal before = sizeAt(exact);
        set(exact, BigDecimal.valueOf(size, sizeScale));
        return Decimals.narrow(before, sizeScale);
    }

    @Override
    int setAll(long[] prices, long[] sizes, int count) {
        for (int i = 0; i < count; i++) {
            if (sizes[i] < 0) {
                return i;
            }
            set(BigDecimal.valueOf(prices[i], priceScale), BigDecimal.valueOf(sizes[i], sizeScale));
        }
        return count;
    }

    @Override
    void clear() {
        walked.clear();
        levels.clear();
    }

    @Override
    Ladder ladder(int most, int priceScale, int sizeScale, KnownDepth knownDepth) {
        List<WideLevel> copied =
                levels.entrySet().stream()
                        .limit(most)
                        .map(it -> new WideLevel(it.getKey(), it.getValue()))
                        .toList();
        return Ladder.of(side, priceScale, sizeScale, copied, count(), knownDepth);
    }
}
