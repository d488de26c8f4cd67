package dev.fathom.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The example of {@code docs/formats/book-hash.md} and what the hash must and must not tell. */
class BookHashTest {
    // Computed with: printf '160|2.5@0.5,2.4@10|2.6@100\n' | sha256sum
    private static final String EXAMPLE =
            "23620f38b6c5c07ab3ede6a97570a85e0bc0fb833e57b906b4ce912b4f08aca6";
    // Computed with: printf '0||\n' | sha256sum
    private static final String EMPTY =
            "cdb569eba44fcc44bbb729d2df539930dac3c508fa1cb02d8e280fc10dad3baa";

    private final OrderBook book = new OrderBook();

    BookHashTest() {
        book.rescale(8, 8);
        book.lastId(160);
        book.set(Side.BID, 240_000_000, 1_000_000_000);
        book.set(Side.BID, 250_000_000, 50_000_000);
        book.set(Side.ASK, 260_000_000, 10_000_000_000L);
    }

    @Test
    void theLineOfTheExampleIsAsDocumented() {
        assertThat(BookLine.of(book.view())).hasToString("160|2.5@0.5,2.4@10|2.6@100\n");
    }

    @Test
    void theHashOfTheExampleIsAsDocumented() {
        assertThat(book.view().hash()).hasToString(EXAMPLE);
    }

    @Test
    void theDocumentShowsTheseLinesAndHashes() throws IOException {
        String document = Files.readString(Path.of("../../docs/formats/book-hash.md"));

        assertThat(document)
                .contains("\n" + BookLine.of(book.view()), EXAMPLE + "  -\n", EMPTY + "  -\n");
    }

    @Test
    void theHashOfAnEmptyBookIsThatOfItsBareLine() {
        assertThat(BookLine.of(BookView.empty())).hasToString("0||\n");
        assertThat(BookView.empty().hash()).hasToString(EMPTY);
    }

    @Test
    void aHashNamesTheIdAndEveryLevel() {
        BookHash before = book.view().hash();

        book.lastId(161);
        assertThat(book.view().hash()).isNotEqualTo(before);

        book.lastId(160);
        book.set(Side.BID, 240_000_000, 1_000_000_001);
        assertThat(book.view().hash()).isNotEqualTo(before);
    }

    @Test
    void theSameLevelOnTheOtherSideIsAnotherBook() {
        OrderBook bid = new OrderBook();
        bid.set(Side.BID, 1, 1);
        OrderBook ask = new OrderBook();
        ask.set(Side.ASK, 1, 1);

        assertThat(bid.view().hash()).isNotEqualTo(ask.view().hash());
    }

    @Test
    void theKnownDepthIsNotPartOfTheHash() {
        BookHash before = book.view().hash();
        book.knownDepth(Side.BID, new KnownDepth.Complete());

        assertThat(book.view().hash()).isEqualTo(before);
    }

    @Test
    void aTextThatIsNoHashIsRefused() {
        assertThatThrownBy(() -> new BookHash("ABC"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a book hash is 64 lower-case hexadecimal digits, got \"ABC\"");
    }
}
