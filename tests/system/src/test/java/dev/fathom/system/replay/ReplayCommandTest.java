package dev.fathom.system.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.system.Cli;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code fathom replay --digest} on small recordings written by hand. */
class ReplayCommandTest {
    private static final String OPEN =
            """
            {"t":1,"dir":"open","conn":"ws","url":"wss://stream.binance.com:9443/stream","frame":""}
            """;
    private static final String SNAPSHOT =
            """
            {"t":3,"dir":"in","conn":"rest","url":"https://api.binance.com/api/v3/depth?symbol=ABCUSDT&limit=1000","frame":"{\\"lastUpdateId\\":11,\\"bids\\":[[\\"1.50\\",\\"2.0\\"]],\\"asks\\":[[\\"1.60\\",\\"3.0\\"]]}"}
            """;
    private static final String DIGEST =
            """
            {"ABCUSDT":{"events":2,"first_id":12,"last_id":14,"levels":[1,1],\
            "sha256":"%s","top10_asks":[["1.6","3"]],"top10_bids":[["1.5","0.1"]]}}
            """;

    @TempDir private Path folder;

    private static String update(long first, long last, String bids) {
        return """
        {"t":2,"dir":"in","conn":"ws","frame":"{\\"stream\\":\\"abcusdt@depth\\",\\"data\\":{\\"e\\":\\"depthUpdate\\",\\"E\\":1,\\"s\\":\\"ABCUSDT\\",\\"U\\":%d,\\"u\\":%d,\\"b\\":%s,\\"a\\":[]}}"}
        """
                .formatted(first, last, bids.replace("\"", "\\\""));
    }

    private static String recording() {
        return OPEN
                + update(10, 12, "[[\"1.50\",\"2.5\"]]")
                + SNAPSHOT
                + update(13, 14, "[[\"1.50\",\"0.10\"],[\"1.40\",\"0\"]]");
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Path gzip(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private static Cli digest(Path file, String... more) {
        String[] arguments =
                Arrays.copyOf(
                        new String[] {"replay", "--digest", file.toString()}, 3 + more.length);
        System.arraycopy(more, 0, arguments, 3, more.length);
        return Cli.run(arguments);
    }

    @Test
    void plainAndGzipGiveTheSameDigest() throws Exception {
        String hash = Sha256.of("12|1.5@2.5|1.6@3\n14|1.5@0.1|1.6@3\n");

        Cli plain = digest(file("plain", recording()));
        Cli gzip = digest(gzip("some.gz", recording()));

        assertThat(plain.out()).isEqualTo(DIGEST.formatted(hash));
        assertThat(plain.code()).isZero();
        assertThat(plain.err()).isEmpty();
        assertThat(gzip).isEqualTo(plain);
    }

    @Test
    void withoutASnapshotThereIsNoEntry() throws Exception {
        Cli replay = digest(file("plain", OPEN + update(10, 12, "[[\"1.50\",\"2.5\"]]")));

        assertThat(replay).isEqualTo(new Cli(0, "{}\n", ""));
    }

    @Test
    void aBookLostOnTheWayIsNamedAndItsDigestStandsForWhatWasLive() throws Exception {
        Path file = file("gap", recording() + update(16, 16, "[]"));

        Cli replay = digest(file);

        assertThat(replay.code()).isEqualTo(3);
        assertThat(replay.out()).contains("\"events\":2").contains("\"last_id\":14");
        assertThat(replay.err())
                .isEqualTo(
                        file
                                + ", line 5: binance:ABCUSDT: lost, gap: expected first id 15, got 16\n");
    }

    @Test
    void aCrossedBookIsLostUnlessItIsToBeTold() throws Exception {
        Path file = file("crossed", recording() + update(15, 15, "[[\"1.70\",\"1\"]]"));

        Cli lost = digest(file);
        assertThat(lost.code()).isEqualTo(3);
        assertThat(lost.err()).contains("lost, crossed: best bid 1.70, best ask 1.60 at id 15");
        assertThat(lost.out()).contains("\"last_id\":14");

        Cli told = digest(file, "--crossed", "tell");
        assertThat(told.code()).isZero();
        assertThat(told.err()).contains("line 5: binance:ABCUSDT: crossed, best bid 1.70");
        assertThat(told.out()).contains("\"last_id\":15");
    }

    @Test
    void aLineThatIsNoJsonIsNamed() throws Exception {
        Path file = file("bad", OPEN + "oops\n");

        Cli replay = digest(file);

        assertThat(replay.code()).isEqualTo(1);
        assertThat(replay.out()).isEmpty();
        assertThat(replay.err()).startsWith("fathom: " + file + ", line 2: ").hasLineCount(1);
    }

    @Test
    void aLineThatIsNoEnvelopeIsNamed() throws Exception {
        Path file = file("bad", OPEN + "{\"t\":1,\"dir\":\"in\",\"conn\":\"ws\"}\n");

        Cli replay = digest(file);

        assertThat(replay.code()).isEqualTo(1);
        assertThat(replay.err()).isEqualTo("fathom: " + file + ", line 2: no \"frame\"\n");
    }

    @Test
    void aGzipFileThatEndsTooSoonIsNamed() throws Exception {
        Path whole = gzip("whole.gz", recording());
        byte[] bytes = Files.readAllBytes(whole);
        Path file = folder.resolve("cut.gz");
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 20));

        Cli replay = digest(file);

        assertThat(replay.code()).isEqualTo(1);
        assertThat(replay.err()).startsWith("fathom: " + file + ", line ").hasLineCount(1);
    }

    @Test
    void futuresAreNotMistakenForSpot() throws Exception {
        Path file = file("futures", recording().replace("stream.binance", "fstream.binance"));

        Cli replay = digest(file, "--venue", "binance");

        assertThat(replay.code()).isEqualTo(2);
        assertThat(replay.out()).isEmpty();
        assertThat(replay.err())
                .contains("binance-futures:ABCUSDT: bad frame, member \"pu\" is missing")
                .contains("holds traffic of both Binance USD-M futures and Binance spot")
                .hasLineCount(2);
    }

    @Test
    void anExchangeThatIsNotSupportedIsNamed() throws Exception {
        Path file = file("other", recording().replace("stream.binance.com", "stream.bybit.com"));

        Cli replay = digest(file, "--venue", "binance");

        assertThat(replay.code()).isEqualTo(2);
        assertThat(replay.out()).isEmpty();
        assertThat(replay.err())
                .contains("Bybit (stream.bybit.com)")
                .contains("supported are binance, binance-us, binance-futures")
                .hasLineCount(1);
    }

    @Test
    void aForeignAddressInTheMiddleIsRefused() throws Exception {
        Path file =
                file("mixed", recording() + SNAPSHOT.replace("api.binance.com", "api.binance.us"));

        Cli replay = digest(file);

        assertThat(replay.code()).isEqualTo(2);
        assertThat(replay.out()).isEmpty();
        assertThat(replay.err()).contains("Binance.US");
    }

    @Test
    void withoutAddressesTheFolderTellsTheVenueAndThenTheUser() throws Exception {
        String updates = update(10, 12, "[]");
        Files.createDirectory(folder.resolve("binance-us"));

        Cli byFolder = digest(file("binance-us/some", updates));
        Cli byNobody = digest(file("some", updates));
        Cli byUser = digest(file("some", updates), "--venue", "Binance");

        assertThat(byFolder).isEqualTo(new Cli(0, "{}\n", ""));
        assertThat(byNobody.code()).isEqualTo(2);
        assertThat(byNobody.err()).contains("say it with --venue (binance, binance-us,");
        assertThat(byUser).isEqualTo(byFolder);
    }

    @Test
    void aMissingFileIsNamed() {
        Cli replay = digest(folder.resolve("none"));

        assertThat(replay.code()).isEqualTo(1);
        assertThat(replay.err()).contains("there is no file " + folder.resolve("none"));
    }

    @Test
    void aLineOfManyMegabytesIsRead() throws Exception {
        String padding = " ".repeat(30_000_000);
        Path file =
                gzip(
                        "long.gz",
                        recording()
                                .replace(
                                        "\"lastUpdateId\\\":11",
                                        "\"lastUpdateId\\\":11" + padding));

        assertThat(digest(file).out()).contains("\"events\":2");
    }
}
