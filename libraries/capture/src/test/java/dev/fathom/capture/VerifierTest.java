package dev.fathom.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fathom.capture.Hole.Cause;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the frames show to be missing is never called complete. */
class VerifierTest {
    private static final long START_NS = 1_700_000_000_000_000_000L;

    @TempDir private Path folder;

    private static RawLine line(long atNs, RawLine.Kind kind, String text) {
        return new RawLine(atNs, atNs, 1, kind, text.getBytes(StandardCharsets.UTF_8));
    }

    private Verification verified(String address, String... frames) throws IOException {
        try (Capture capture = Capture.open(folder, "test", Map.of(), Retention.ALL, _ -> {})) {
            capture.put(line(START_NS, RawLine.Kind.OPENED, address));
            for (int i = 0; i < frames.length; i++) {
                capture.put(line(START_NS + (i + 1) * 1_000_000L, RawLine.Kind.IN, frames[i]));
            }
        }
        return Verifier.verify(folder, _ -> {});
    }

    @Test
    void aNumberThatIsMissingInAConnectionIsAHoleInWhatItBrings() throws IOException {
        String[] frames = {
            "{\"event\":\"conf\",\"status\":\"OK\",\"flags\":65536}",
            "{\"event\":\"subscribed\",\"channel\":\"trades\",\"chanId\":7,\"symbol\":\"tBTCUSD\",\"pair\":\"BTCUSD\"}",
            "[7,\"te\",[1,1700000000000,1,5],1]",
            "[7,\"te\",[2,1700000000001,1,5],2]",
            "[7,\"te\",[4,1700000000003,1,5],4]"
        };

        Verification found = verified("wss://api-pub.bitfinex.com/ws/2", frames);

        assertThat(found.isComplete()).isFalse();
        Hole hole = found.streams().getFirst().holes().getFirst();
        assertThat(hole.cause()).isEqualTo(Cause.GAP);
        assertThat(hole.detail()).isEqualTo("expected frame number 3, got 4");
        assertThat(hole.first()).isEqualTo(START_NS + 4_000_000);
        assertThat(hole.last()).isEqualTo(START_NS + 5_000_000);
    }

    private static String krakenBook(String type, String bid, String ask, long checksum) {
        return "{\"channel\":\"book\",\"type\":\"%s\",\"data\":[{\"symbol\":\"BTC/USD\",\"bids\":[%s],\"asks\":[%s],\"checksum\":%d,\"timestamp\":\"2023-11-14T22:13:20.000000Z\"}]}"
                .formatted(type, bid, ask, checksum);
    }

    private static String level(String price) {
        return "{\"price\":%s,\"qty\":1.00000000}".formatted(price);
    }

    private static long checksum(String... prices) {
        CRC32 crc = new CRC32();
        for (String price : prices) {
            crc.update((price.replace(".", "") + "100000000").getBytes(StandardCharsets.US_ASCII));
        }
        return crc.getValue();
    }

    @Test
    void aChecksumThatFailsIsAHoleInTheBook() throws IOException {
        String[] frames = {
            "{\"method\":\"subscribe\",\"result\":{\"channel\":\"book\",\"depth\":10,\"snapshot\":true,\"symbol\":\"BTC/USD\"},\"success\":true,\"req_id\":1}",
            krakenBook("snapshot", level("9.0"), level("11.0"), checksum("11.0", "9.0")),
            krakenBook("update", level("8.0"), "", checksum("11.0", "9.0", "8.0")),
            krakenBook("update", level("7.0"), "", checksum("11.0", "9.5", "9.0", "8.0", "7.0"))
        };

        Verification found = verified("wss://ws.kraken.com/v2", frames);

        assertThat(found.checksums()).isEqualTo(2);
        assertThat(found.failedChecksums()).isEqualTo(1);
        assertThat(found.isComplete()).isFalse();
        assertThat(found.streams().getFirst().holes())
                .extracting(Hole::cause)
                .containsExactly(Cause.GAP);
    }

    @Test
    void theRecordOfAnAccountIsNeitherAddedToNorMerged() throws Exception {
        Path account = folder.resolve("account");
        Capture.openAccount(account, "test", "binance", List.of("ws://a:1"), _ -> {}).close();

        assertThatThrownBy(() -> Capture.open(account, "test", Map.of(), Retention.ALL, _ -> {}))
                .hasMessageContaining("recording of an account");
        assertThatThrownBy(() ->
                        Merge.merge(
                                List.of(account, account),
                                folder.resolve("merged"),
                                "test",
                                _ -> {},
                                _ -> {}))
                .hasMessageContaining("recording of an account");
    }
}
