package dev.fathom.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.Inflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What no ordinary client does: reading frames byte by byte, or not at all. */
@Timeout(60)
class RawSocketTest {
    private final Socket socket = new Socket();

    @AfterEach
    void closeSocket() throws IOException {
        socket.close();
    }

    @Test
    void framesAreDeflatedForThoseWhoOfferIt() throws Exception {
        try (SimulatorServer server = SimulatorServer.start(Worlds.small(2), 0, 0)) {
            String head = open(server, "Sec-WebSocket-Extensions: permessage-deflate\r\n");
            assertThat(head).containsIgnoringCase("sec-websocket-extensions: permessage-deflate");

            byte[] payload = deflatedFrame();
            Inflater inflater = new Inflater(true);
            inflater.setInput(payload);
            byte[] text = new byte[64 * 1024];
            int length = inflater.inflate(text);
            inflater.end();
            assertThat(new String(text, 0, length, StandardCharsets.UTF_8))
                    .startsWith("{")
                    .endsWith("}");
        }
    }

    @Test
    void withoutTheOfferFramesArePlain() throws Exception {
        try (SimulatorServer server = SimulatorServer.start(Worlds.small(2), 0, 0)) {
            assertThat(open(server, "")).doesNotContainIgnoringCase("extensions");
        }
    }

    @Test
    void aClientThatDoesNotReadIsCut() throws Exception {
        SimulatorOptions busy =
                Worlds.small(2)
                        .withInstruments(
                                List.of(
                                        Worlds.instrument("BTCUSDT")
                                                .withLevelsPerSide(1_000)
                                                .withChangesPerSecond(20_000)))
                        .withLimits(SimulatorLimits.binance().withQueuedBytes(64 * 1024));
        try (SimulatorServer server = SimulatorServer.start(busy, 0, 0)) {
            socket.setReceiveBufferSize(4 * 1024);
            open(server, "");
            // The market goes on while this end reads nothing.
            while (server.call(BinanceSimulator::connections) > 0) {
                Thread.onSpinWait();
            }
            assertThat(server.slowReaders()).isEqualTo(1);
        }
    }

    private String open(SimulatorServer server, String moreHeaders) throws IOException {
        socket.connect(new InetSocketAddress("127.0.0.1", server.webSocketUri().getPort()));
        String request =
                "GET /ws/btcusdt@depth@100ms/btcusdt@bookTicker/btcusdt@trade HTTP/1.1\r\n"
                        + "Host: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                        + moreHeaders
                        + "\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            head.write(socket.getInputStream().read());
        }
        assertThat(head.toString(StandardCharsets.US_ASCII)).startsWith("HTTP/1.1 101");
        return head.toString(StandardCharsets.US_ASCII);
    }

    /** Payload of the first text frame, closed as RFC 7692 says. */
    private byte[] deflatedFrame() throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        while (true) {
            int first = in.readUnsignedByte();
            int length = in.readUnsignedByte();
            if (length == 126) {
                length = in.readUnsignedShort();
            }
            byte[] payload = in.readNBytes(length);
            if ((first & 0x0f) == 1) {
                assertThat(first & 0x40).as("the bit that says compressed").isNotZero();
                byte[] closed = new byte[length + 4];
                System.arraycopy(payload, 0, closed, 0, length);
                closed[length + 2] = (byte) 0xff;
                closed[length + 3] = (byte) 0xff;
                return closed;
            }
        }
    }
}
