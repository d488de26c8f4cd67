package dev.fathom.venue;

import dev.fathom.book.Level;
import dev.fathom.book.Side;
import dev.fathom.book.WideLevel;
import dev.fathom.market.Instrument;
import dev.fathom.market.LevelList;
import dev.fathom.market.TakerSide;
import dev.fathom.market.Trade;
import dev.fathom.market.TradeSource;
import dev.fathom.market.VenueTime;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A price and a size as they are read one after the other. Owned by one thread, used again. */
public final class PriceAndSize {
    private long price;
    private int pricePlaces;
    private @Nullable BigDecimal widePrice;
    private long size;
    private int sizePlaces;
    private @Nullable BigDecimal wideSize;
    private int sign;

    /**
     * Takes the number that the scanner has just read for the price.
     *
     * @throws BadTextException if it is below zero
     */
    public void price(JsonScanner scanner) throws BadTextException {
        price = scanner.mantissa();
        pricePlaces = scanner.places();
        widePrice = scanner.isWide() ? scanner.exact() : null;
        if (widePrice == null ? price < 0 : widePrice.signum() < 0) {
            throw BadTextException.message("a price below zero");
        }
    }

    /** Takes the number that the scanner has just read for the size; its sign is kept apart. */
    public void size(JsonScanner scanner) {
        BigDecimal wide = scanner.isWide() ? scanner.exact() : null;
        sign = wide == null ? Long.signum(scanner.mantissa()) : wide.signum();
        size = Math.abs(scanner.mantissa());
        sizePlaces = scanner.places();
        wideSize = wide == null ? null : wide.abs();
    }

    /**
     * Takes the number that the scanner has just read for the size.
     *
     * @throws BadTextException if it is below zero
     */
    public void sizeWithoutSign(JsonScanner scanner) throws BadTextException {
        size(scanner);
        if (sign < 0) {
            throw BadTextException.message("a size below zero");
        }
    }

    /** The sign that the size had: -1, 0 or 1. */
    public int sign() {
        return sign;
    }

    /** True if the price is zero. */
    public boolean isPriceZero() {
        return widePrice == null ? price == 0 : widePrice.signum() == 0;
    }

    /** Makes the size zero, so that the level is removed. */
    public void removeSize() {
        size = 0;
        sizePlaces = 0;
        wideSize = null;
    }

    /** Adds a level to the list. */
    public void addTo(LevelList levels) {
        if (widePrice == null && wideSize == null) {
            levels.add(price, pricePlaces, size, sizePlaces);
        } else {
            levels.add(exactPrice(), exactSize());
        }
    }

    /** Adds the price with a number of orders in place of the size. */
    public void addOrders(LevelList orders, long count) {
        if (widePrice == null) {
            orders.add(price, pricePlaces, count, 0);
        } else {
            orders.add(exactPrice(), BigDecimal.valueOf(count));
        }
    }

    /** The exact price. */
    public BigDecimal exactPrice() {
        BigDecimal wide = widePrice;
        return wide == null ? BigDecimal.valueOf(price, pricePlaces) : wide;
    }

    /** The exact size, without its sign. */
    public BigDecimal exactSize() {
        BigDecimal wide = wideSize;
        return wide == null ? BigDecimal.valueOf(size, sizePlaces) : wide;
    }

    /** A trade of this size at this price. */
    public Trade trade(
            Instrument instrument, long id, TakerSide taker, VenueTime time, long receivedAtNs) {
        WideLevel wide = wide();
        return new Trade(
                instrument,
                id,
                price,
                wide == null ? pricePlaces : wide.price().scale(),
                size,
                wide == null ? sizePlaces : wide.size().scale(),
                taker,
                time,
                receivedAtNs,
                TradeSource.STREAM,
                wide);
    }

    /** A level of this size at this price. */
    public Level level(Side side) {
        WideLevel wide = wide();
        return new Level(
                side,
                price,
                wide == null ? pricePlaces : wide.price().scale(),
                size,
                wide == null ? sizePlaces : wide.size().scale(),
                wide);
    }

    private @Nullable WideLevel wide() {
        return widePrice == null && wideSize == null
                ? null
                : new WideLevel(exactPrice(), exactSize());
    }
}
