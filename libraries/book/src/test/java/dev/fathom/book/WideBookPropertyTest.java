package dev.fathom.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** {@link OrderBook} against {@link BookModel} with numbers of any length. */
class WideBookPropertyTest {
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    @Property(tries = 300)
    void anyNumberIsHeldExactly(@ForAll long seed) {
        Random random = new Random(seed);
        OrderBook book = new OrderBook();
        BookModel model = new BookModel();
        for (int i = 0; i < 150; i++) {
            Side side = random.nextBoolean() ? Side.BID : Side.ASK;
            BigDecimal price = number(random);
            BigDecimal size = random.nextInt(4) == 0 ? BigDecimal.ZERO : number(random).abs();
            BigDecimal before = model.set(side, price, size);
            assertThat(book.exactSizeAt(side, price)).isEqualByComparingTo(before);
            book.set(side, price, size);
            if (random.nextInt(60) == 0) {
                book.clear();
                model.bids.clear();
                model.asks.clear();
            }
            for (Side each : Side.values()) {
                model.assertEqualsExactly(book, each);
            }
        }
        BookView view = book.view();
        for (Side side : Side.values()) {
            for (int i = 0; i < view.levels(side); i++) {
                assertThat(view.exactPrice(side, i)).isEqualTo(book.exactPrice(side, i));
                assertThat(view.exactSize(side, i)).isEqualTo(book.exactSize(side, i));
                assertThat(view.level(side, i).exactPrice()).isEqualTo(book.exactPrice(side, i));
                assertThat(new BigDecimal(view.priceText(side, i)))
                        .isEqualTo(view.exactPrice(side, i));
                assertThat(new BigDecimal(view.sizeText(side, i)))
                        .isEqualTo(view.exactSize(side, i));
            }
        }
        OrderBook again = new OrderBook();
        for (Side side : Side.values()) {
            for (int i = 0; i < view.levels(side); i++) {
                again.set(side, view.exactPrice(side, i), view.exactSize(side, i));
            }
        }
        assertThat(again.view().hash()).isEqualTo(view.hash());
        assertThat(again.isCrossed()).isEqualTo(book.isCrossed());
    }

    // Few prices, so that they meet; most fit, some only just, some by far not.
    private static BigDecimal number(Random random) {
        return switch (random.nextInt(40)) {
            case 0 -> new BigDecimal(MOST, random.nextInt(20));
            case 1 -> new BigDecimal(MOST.add(BigInteger.ONE), random.nextInt(20));
            case 2 -> new BigDecimal(new BigInteger(200, new Random(random.nextInt(3))), 25);
            case 3 -> BigDecimal.valueOf(random.nextInt(5), -random.nextInt(40));
            default -> BigDecimal.valueOf(random.nextInt(60), random.nextInt(4));
        };
    }
}
