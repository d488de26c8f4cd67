package dev.fathom.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class RatioPropertyTest {
    @Property
    void orderAndEqualityAreThoseOfTheQuotients(
            @ForAll int a, @ForAll int b, @ForAll int c, @ForAll int d) {
        if (b == 0 || d == 0) {
            return;
        }
        Ratio one = new Ratio(BigInteger.valueOf(a), BigInteger.valueOf(b));
        Ratio other = new Ratio(BigInteger.valueOf(c), BigInteger.valueOf(d));
        int sign = Integer.signum(b) * Integer.signum(d);
        int expected = sign * Long.compare((long) a * d, (long) c * b);

        assertThat(Integer.signum(one.compareTo(other))).isEqualTo(Integer.signum(expected));
        assertThat(one.equals(other)).isEqualTo(expected == 0);
    }
}
