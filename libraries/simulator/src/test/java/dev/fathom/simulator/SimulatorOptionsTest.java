package dev.fathom.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fathom.simulator.engine.InstrumentSpec;
import org.junit.jupiter.api.Test;

class SimulatorOptionsTest {
    @Test
    void contractsArePaidAsTheProtocolHasIt() {
        SimulatorOptions spot = SimulatorOptions.of(1);

        assertThatThrownBy(() -> spot.withInstruments(InstrumentSpec.inverse()))
                .hasMessage("BTCUSD_PERP is an inverse contract, as only COIN-M has them");
        assertThatThrownBy(() -> spot.asCoinM().withInstruments(InstrumentSpec.defaults()))
                .hasMessage("BTCUSDT is no inverse contract, as those of COIN-M are");
    }

    @Test
    void inverseContractsAreListedWithTheirSizeAndMargin() {
        BinanceSimulator venue =
                new BinanceSimulator(SimulatorOptions.of(1).asCoinM(), new VirtualLoop());
        JsonNode[] info = new JsonNode[1];
        venue.get(
                "/dapi/v1/exchangeInfo",
                "127.0.0.1",
                reply -> info[0] = RecordingClient.json(reply.text()));

        JsonNode first = info[0].path("symbols").path(0);
        assertThat(first.path("symbol").textValue()).isEqualTo("BTCUSD_PERP");
        assertThat(first.path("pair").textValue()).isEqualTo("BTCUSD");
        assertThat(first.path("contractStatus").textValue()).isEqualTo("TRADING");
        assertThat(first.path("contractSize").intValue()).isEqualTo(100);
        assertThat(first.path("marginAsset").textValue()).isEqualTo("BTC");
    }
}
