package dev.fathom.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import dev.fathom.market.Subscription;
import dev.fathom.net.CloseCause;
import dev.fathom.net.Frame;
import dev.fathom.venue.ControlReply;
import dev.fathom.venue.Requests;
import dev.fathom.venue.Venue;
import dev.fathom.venue.binance.BinanceVenue;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SocketTest implements Socket.Owner {
    private static final URI ADDRESS = URI.create("wss://venue.example/stream");
    private static final long SILENCE_NS = TimeUnit.SECONDS.toNanos(5);

    private final Venue venue = BinanceVenue.spot();
    private final Requests control = venue.converse(ADDRESS).requests();
    private final ManualLoop loop = new ManualLoop();
    private final Socket socket = new Socket(this, venue, loop, venue.converse(ADDRESS), List.of());
    private final ScriptedSession session = new ScriptedSession(7, ADDRESS, loop, socket);
    private final List<String> heard = new ArrayList<>();

    SocketTest() {
        socket.attach(session);
    }

    @Override
    public void opened(Socket of) {
        heard.add("opened " + of.id());
    }

    @Override
    public void frame(Socket of, Frame frame) {
        heard.add("frame " + frame.text());
    }

    @Override
    public void closed(Socket of, String cause) {
        heard.add(cause);
    }

    private static List<Subscription> subscriptions(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Subscription(new Instrument("binance", "S" + i), Channel.TRADE))
                .toList();
    }

    private static ControlReply reply(String id) {
        return new ControlReply(Optional.of(id), Optional.empty(), List.of());
    }

    @Test
    void pingsAfterSilenceAndGivesUpAfterAsLongAgain() {
        session.open();
        loop.advanceMs(4999);
        assertThat(socket.seemsAlive(SILENCE_NS)).isTrue();
        assertThat(session.sent).isEmpty();

        loop.advanceMs(1);
        assertThat(socket.seemsAlive(SILENCE_NS)).isTrue();
        assertThat(socket.seemsAlive(SILENCE_NS)).isTrue();
        assertThat(session.sent).containsExactly("ping");

        loop.advanceMs(4999);
        assertThat(socket.seemsAlive(SILENCE_NS)).isTrue();
        loop.advanceMs(1);
        assertThat(socket.seemsAlive(SILENCE_NS)).isFalse();
    }

    @Test
    void anyByteIsASignOfLife() {
        session.open();
        List<Runnable> signs =
                List.of(
                        () -> session.receive("{}"),
                        () -> session.receivePing("x"),
                        session::receivePong);
        for (Runnable sign : signs) {
            loop.advanceMs(9000);
            assertThat(socket.seemsAlive(SILENCE_NS)).isTrue();
            sign.run();
        }
        loop.advanceMs(4999);

        assertThat(socket.seemsAlive(SILENCE_NS)).isTrue();
        assertThat(session.sent).containsExactly("ping", "ping", "pong x", "ping");
    }

    @Test
    void oneThatIsNotOpenYetIsForTheTransportToGiveUp() {
        loop.advanceMs(60_000);

        assertThat(socket.seemsAlive(SILENCE_NS)).isTrue();
        assertThat(socket.isOpen()).isFalse();
        assertThat(socket.ageNs()).isZero();
        assertThatThrownBy(() -> socket.subscribe(subscriptions(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the connection is not open yet");
    }

    @Test
    void subscribesAHundredAtATimeAndKnowsWhichReplyIsWhose() {
        session.open();
        List<Subscription> all = subscriptions(201);
        socket.subscribe(all);

        assertThat(session.sent)
                .containsExactly(
                        "text " + control.subscribe(1, all.subList(0, 100)).getFirst(),
                        "text " + control.subscribe(2, all.subList(100, 200)).getFirst(),
                        "text " + control.subscribe(3, all.subList(200, 201)).getFirst());
        assertThat(socket.answered(reply("2"))).isEqualTo(all.subList(100, 200));
        assertThat(socket.answered(reply("2"))).isEmpty();
        assertThat(socket.answered(reply("1"))).isEqualTo(all.subList(0, 100));
        assertThat(socket.answered(reply("9"))).isEmpty();
    }

    @Test
    void anErrorReplyTellsWhatItIsAboutToo() {
        session.open();
        socket.subscribe(subscriptions(2));
        var error = new ControlReply(Optional.of("1"), Optional.of("code 2"), List.of());

        assertThat(socket.answered(error)).isEqualTo(subscriptions(2));
    }

    @Test
    void aReplyWithoutAnIdIsAboutNothing() {
        session.open();
        socket.subscribe(subscriptions(1));
        var error = new ControlReply(Optional.empty(), Optional.of("code 3"), List.of());

        assertThat(socket.answered(error)).isEmpty();
        assertThat(socket.answered(reply("1"))).hasSize(1);
    }

    @Test
    void unsubscribingTakesTheNextIdAndItsReplyIsAboutNothing() {
        session.open();
        socket.subscribe(subscriptions(1));
        socket.unsubscribe(subscriptions(1));

        assertThat(session.sent.getLast())
                .isEqualTo("text " + control.unsubscribe(2, subscriptions(1)).getFirst());
        assertThat(socket.answered(reply("2"))).isEmpty();
    }

    @Test
    void oneThatOpensAfterItsEndIsClosedAndNobodyHears() {
        socket.end(1000, "moved");
        session.open();
        session.receive("{}");
        session.receivePing("x");
        session.end(new CloseCause.ByUs(1000, "moved"));

        assertThat(session.sent).containsExactly("close 1000 moved", "close 1000 no longer needed");
        assertThat(heard).isEmpty();
        assertThat(socket.isOpen()).isFalse();
    }

    @Test
    void tellsItsOwnerOnceWhyItEnded() {
        session.open();
        session.receive("hello");
        session.end(new CloseCause.ByVenue(1006, ""));
        session.end(new CloseCause.Failed("again"));

        assertThat(heard)
                .containsExactly("opened 7", "frame hello", "closed by the venue with 1006");
    }

    @Test
    void namesEachCause() {
        assertThat(causeOf(new CloseCause.ByVenue(1008, "Too many requests")))
                .isEqualTo("closed by the venue with 1008 Too many requests");
        assertThat(causeOf(new CloseCause.ByUs(1009, "too big"))).isEqualTo("closed 1009 too big");
        assertThat(causeOf(new CloseCause.Failed("ws://x: refused"))).isEqualTo("ws://x: refused");
    }

    private String causeOf(CloseCause cause) {
        Socket other = new Socket(this, venue, loop, venue.converse(ADDRESS), List.of());
        other.onClosed(session, cause);
        return heard.getLast();
    }
}
