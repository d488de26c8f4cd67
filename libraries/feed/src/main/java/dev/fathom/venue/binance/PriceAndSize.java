package dev.fathom.venue.binance;

import dev.fathom.book.Level;
import dev.fathom.book.Side;
import dev.fathom.book.WideLevel;
import dev.fathom.venue.BadTextException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A price and a size out of two members of a payload. Owned by one thread, used again. */
final class PriceAndSize {
    long price;
    int priceScale;
    long size;
    int sizeScale;
    @Nullable WideLevel wide;

    void read(BinanceFields fields, int priceLetter, int sizeLetter) throws BadTextException {
        fields.decimal(priceLetter);
        price = fields.mantissa();
        priceScale = fields.places();
        BigDecimal widePrice = fields.isWide() ? fields.exact() : null;
        fields.decimal(sizeLetter);
        size = fields.mantissa();
        sizeScale = fields.places();
        wide = null;
        if (widePrice != null || fields.isWide()) {
            BigDecimal exactPrice =
                    widePrice == null ? BigDecimal.valueOf(price, priceScale) : widePrice;
            wide = new WideLevel(exactPrice, fields.exact());
            priceScale = exactPrice.scale();
            sizeScale = fields.exact().scale();
        }
    }

    Level level(Side side) {
        return new Level(side, price, priceScale, size, sizeScale, wide);
    }
}
