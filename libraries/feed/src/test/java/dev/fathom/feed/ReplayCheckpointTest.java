package dev.fathom.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.market.Instrument;
import dev.fathom.sync.SyncLimits;
import dev.fathom.venue.Decoder;
import dev.fathom.venue.VenueFormat;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A replay that goes on from what another one saved does what that one does, wherever it is cut.
 */
class ReplayCheckpointTest {
    /** What comes on one connection, and the least number of places at which its book is live. */
    private record Script(URI address, Instrument instrument, int live, List<String> messages) {
        VenueFormat venue() {
            return Venues.at(address).orElseThrow();
        }

        @Override
        public String toString() {
            return address + " " + messages.getFirst();
        }
    }

    private static final String TARDIS = "deribit,BTC-PERPETUAL,1596240000000001,1596240000000200,";

    static Stream<Script> scripts() {
        URI bitfinex = URI.create("wss://api-pub.bitfinex.com/ws/2");
        Instrument btc = new Instrument("bitfinex", "tBTCUSD");
        return Stream.of(
                new Script(
                        bitfinex,
                        btc,
                        5,
                        List.of(
                                "{\"event\":\"conf\",\"status\":\"OK\",\"flags\":65536}",
                                "{\"event\":\"subscribed\",\"channel\":\"book\",\"chanId\":7,"
                                        + "\"symbol\":\"tBTCUSD\",\"prec\":\"P0\",\"len\":\"25\"}",
                                "[7,[[7254.7,3,3.3],[7254.9,1,-0.5]],1]",
                                "[7,[7254.6,4,3.9],2]",
                                "{\"event\":\"subscribed\",\"channel\":\"trades\",\"chanId\":8,"
                                        + "\"symbol\":\"tBTCUSD\"}",
                                "[7,[7254.7,0,1],3]",
                                "[7,\"hb\",4]",
                                "[7,[7254.95,2,-1.25],6]",
                                "[7,[7255,2,-1.25],7]")),
                new Script(
                        bitfinex,
                        btc,
                        6,
                        List.of(
                                "{\"event\":\"subscribed\",\"channel\":\"book\",\"chanId\":7,"
                                        + "\"symbol\":\"tBTCUSD\",\"prec\":\"R0\",\"len\":\"25\"}",
                                "[7,[[1,100,2],[2,100,0.5],[3,101,-1],[4,102.5,-0.25]]]",
                                "[7,[5,100,1]]",
                                "[7,[2,99,0.5]]",
                                "[7,[3,0,-1]]",
                                "[7,[6,102,-7]]",
                                "[7,[5,0,1]]",
                                "[7,[1,0,1]]")),
                new Script(
                        URI.create("wss://api.bitfinex.com/ws/1"),
                        new Instrument("bitfinex", "BTCUSD"),
                        3,
                        List.of(
                                "{\"event\":\"subscribed\",\"channel\":\"book\",\"chanId\":7,"
                                        + "\"pair\":\"BTCUSD\",\"prec\":\"P0\",\"len\":\"25\"}",
                                "[7,[[7254.7,3,3.3],[7254.9,1,-0.5]]]",
                                "[7,7254.6,4,3.9]",
                                "[7,7254.7,0,1]",
                                "[7,7254.5,1,1]")),
                new Script(
                        URI.create("tardis://deribit"),
                        new Instrument("deribit", "BTC-PERPETUAL"),
                        4,
                        List.of(
                                TARDIS + "true,bid,10.5,2 " + TARDIS + "true,ask,10.60,1e-7",
                                TARDIS + "true,ask,10.7,1",
                                TARDIS + "false,bid,10.4,3",
                                TARDIS + "true,bid,9,1 " + TARDIS + "true,ask,11,1",
                                TARDIS + "true,bid,8,1")));
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void whatIsRestoredGoesOnAsWhatWasSaved(Script script) {
        int live = 0;
        for (int cut = 0; cut <= script.messages().size(); cut++) {
            FrameReplay whole = replay(script);
            whole.opened(1, script.address());
            play(whole, script, 0, cut);
            List<BookCheckpoint> saved = whole.save(script.instrument());
            List<String> knowledge = whole.knowledge(1);

            FrameReplay rest = replay(script);
            Decoder decoder = script.venue().converse(script.address()).decoder();
            FrameReplay teaching = replay(script);
            teaching.restore(1, decoder, 0);
            for (String message : knowledge) {
                teaching.frame(ScriptedSession.frame(1, 0, message));
            }
            rest.restore(1, decoder, whole.frameNumber(1));
            saved.forEach(rest::restore);

            assertThat(rest.knowledge(1)).as("after message %d", cut).isEqualTo(knowledge);
            if (saved.isEmpty()) {
                continue;
            }
            live++;
            assertThat(book(rest, script)).as("at message %d", cut).isEqualTo(book(whole, script));
            for (int i = cut; i < script.messages().size(); i++) {
                play(whole, script, i, i + 1);
                play(rest, script, i, i + 1);
                assertThat(book(rest, script))
                        .as("message %d, cut after %d", i, cut)
                        .isEqualTo(book(whole, script));
            }
        }
        assertThat(live).isGreaterThanOrEqualTo(script.live());
    }

    // Without ids each connection has a book of its own; the second one takes over.
    @Test
    void aMoveGoesOnWhereverItIsCut() {
        Script script = scripts().findFirst().orElseThrow();
        List<Consumer<FrameReplay>> events = new ArrayList<>();
        for (long connection = 1; connection <= 2; connection++) {
            long of = connection;
            events.add(it -> it.opened(of, script.address()));
            script.messages().subList(1, 4).forEach(text -> events.add(say(of, text)));
            events.add(say(of, "[7,[7254.%d,4,3.9],3]".formatted(of)));
        }
        events.add(say(1, "[7,[7254.3,1,1],4]"));
        events.add(say(2, "[7,[7254.3,1,1],4]"));
        events.add(it -> {
            it.at(1_001);
            it.closed(1, true);
        });
        events.add(say(2, "[7,[7254.3,0,1],5]"));
        int live = 0;
        for (int cut = 0; cut <= events.size(); cut++) {
            FrameReplay whole = replay(script);
            events.subList(0, cut).forEach(it -> it.accept(whole));
            List<BookCheckpoint> saved = whole.save(script.instrument());
            if (saved.isEmpty()) {
                continue;
            }
            live += saved.size() == 2 ? 1 : 0;
            FrameReplay rest = replay(script);
            for (long connection = 1; connection <= 2; connection++) {
                Decoder decoder = script.venue().converse(script.address()).decoder();
                FrameReplay teaching = replay(script);
                teaching.restore(connection, decoder, 0);
                for (String message : whole.knowledge(connection)) {
                    teaching.frame(ScriptedSession.frame(connection, 0, message));
                }
                rest.restore(connection, decoder, 0);
            }
            saved.forEach(rest::restore);
            for (int i = cut; i < events.size(); i++) {
                assertThat(book(rest, script))
                        .as("event %d, cut after %d", i, cut)
                        .isEqualTo(book(whole, script));
                events.get(i).accept(whole);
                events.get(i).accept(rest);
            }
            assertThat(book(rest, script)).isEqualTo(book(whole, script));
        }
        assertThat(live).isGreaterThanOrEqualTo(4);
    }

    private static Consumer<FrameReplay> say(long connection, String text) {
        return it -> it.frame(ScriptedSession.frame(connection, 1_000, text));
    }

    @Test
    void whatWasForgottenIsNotHalfThere() {
        Script script = scripts().findFirst().orElseThrow();
        FrameReplay replay = replay(script);
        replay.opened(1, script.address());
        play(replay, script, 0, 4);
        assertThat(replay.save(script.instrument())).hasSize(1);

        replay.forget();

        assertThat(replay.book(script.instrument(), 1)).isEmpty();
        assertThat(replay.instruments()).isEmpty();
    }

    private static FrameReplay replay(Script script) {
        return new FrameReplay(script.venue(), SyncLimits.DEFAULT, new Told());
    }

    private static void play(FrameReplay replay, Script script, int from, int to) {
        for (int i = from; i < to; i++) {
            replay.frame(ScriptedSession.frame(1, 1_000 + i, script.messages().get(i)));
        }
    }

    private static String book(FrameReplay replay, Script script) {
        return replay.book(script.instrument(), Integer.MAX_VALUE)
                .map(it ->
                        it.state()
                                + " "
                                + it.levels()
                                + " "
                                + it.levels().hash()
                                + " "
                                + it.receivedAtNs())
                .orElse("none");
    }
}
