package dev.fathom.system.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.account.AccountEvent;
import dev.fathom.account.Disagreement;
import dev.fathom.account.Fill;
import dev.fathom.feed.AccountFeed;
import dev.fathom.feed.AccountFeedListener;
import dev.fathom.feed.AccountStatus;
import dev.fathom.feed.AccountTimings;
import dev.fathom.net.HttpRequest;
import dev.fathom.net.HttpRequest.Method;
import dev.fathom.net.HttpResult;
import dev.fathom.net.Loop;
import dev.fathom.net.SessionListener;
import dev.fathom.net.Transport;
import dev.fathom.net.WebSocketSession;
import dev.fathom.simulator.account.AccountOptions;
import dev.fathom.simulator.fault.Fault;
import dev.fathom.system.simulation.AccountWorld.Access;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Hours of virtual time with the ordinary patience: what opens a stream is kept, renewed, ended.
 */
@Tag("long")
@Tag("simulation")
class AccountLifeTest {
    private static final Logger FEED_LOG = Logger.getLogger("dev.fathom.feed");

    static {
        FEED_LOG.setLevel(Level.OFF);
    }

    /** A request, and when it was sent. */
    private record Asked(long atMinute, Method method, String path) {}

    /** An account that is followed, and what was asked for it. */
    private static final class Followed implements AccountFeedListener, Transport {
        private final AccountWorld world;
        private final VirtualTransport transport;
        private final AccountFeed feed;
        private final List<Asked> asked = new ArrayList<>();
        private final List<AccountStatus> statuses = new ArrayList<>();
        private final Set<String> fills = new TreeSet<>();
        private final List<String> twice = new ArrayList<>();

        Followed(Access access, UnaryOperator<AccountOptions> change) {
            SplittableRandom random = new SplittableRandom(5);
            world =
                    new AccountWorld(
                            access,
                            5,
                            List.of(
                                    access.instruments()
                                            .getFirst()
                                            .withLevelsPerSide(20)
                                            .withChangesPerSecond(1)),
                            it -> change.apply(it.withActionsPerSecond(1)));
            transport =
                    new VirtualTransport(
                            world.time(),
                            world.simulated().venue(),
                            random.split(),
                            Duration.ofMillis(50).toNanos());
            world.simulated().venue().start();
            feed = world.open(AccountTimings.DEFAULT, this, random.split(), this);
        }

        List<Asked> asked(Method method) {
            return asked.stream().filter(it -> it.method() == method).toList();
        }

        <T extends AccountStatus> List<T> statuses(Class<T> kind) {
            return statuses.stream().filter(kind::isInstance).map(kind::cast).toList();
        }

        /** Requires that every fill of the venue was told once. */
        void requireEveryFill() {
            world.simulated().halt();
            world.run(Duration.ofMinutes(6));
            Set<String> truth = new TreeSet<>();
            world.simulated()
                    .symbols()
                    .forEach(symbol ->
                            world.truth()
                                    .fills(symbol)
                                    .forEach(it ->
                                            truth.add(name(symbol, it.tradeId(), it.orderId()))));
            assertThat(truth.size()).isGreaterThan(100);
            assertThat(fills).isEqualTo(truth);
            assertThat(twice).isEmpty();
        }

        private static String name(String symbol, long tradeId, long orderId) {
            return symbol + " " + tradeId + " " + orderId;
        }

        void end() {
            feed.close();
            world.run(Duration.ofSeconds(10));
        }

        @Override
        public void close() {
            transport.close();
        }

        @Override
        public void onEvent(AccountEvent event) {
            if (event instanceof Fill it) {
                String name = name(it.instrument().symbol(), it.tradeId(), it.orderId());
                if (!fills.add(name)) {
                    twice.add(name);
                }
            }
        }

        @Override
        public void onDisagreement(Disagreement disagreement) {
            throw new AssertionError("there is nothing to disagree about: " + disagreement);
        }

        @Override
        public void onStatus(AccountStatus status) {
            statuses.add(status);
        }

        @Override
        public void request(Loop loop, HttpRequest request, Consumer<HttpResult> result) {
            asked.add(
                    new Asked(
                            TimeUnit.NANOSECONDS.toMinutes(world.time().nowNs()),
                            request.method(),
                            request.uri().getPath()));
            transport.request(loop, request, result);
        }

        @Override
        public Loop newLoop(String name) {
            return transport.newLoop(name);
        }

        @Override
        public WebSocketSession connect(Loop loop, URI uri, SessionListener listener) {
            return transport.connect(loop, uri, listener);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Access.class,
            names = {"LISTEN_KEY", "FUTURES", "DELIVERY"})
    void aListenKeyIsKeptEveryHalfHourAndEndedOnClose(Access access) {
        Followed followed = new Followed(access, it -> it);
        followed.world.run(Duration.ofMinutes(130));
        followed.end();

        assertThat(followed.asked(Method.POST)).hasSize(1);
        List<Long> minutes = followed.asked(Method.PUT).stream().map(Asked::atMinute).toList();
        // The first makes sure that the key is good.
        assertThat(minutes).containsExactly(0L, 30L, 60L, 90L, 120L);
        assertThat(followed.asked(Method.DELETE))
                .singleElement()
                .matches(it -> it.atMinute() == 130 && it.path().matches(".*(listenKey|Stream)"));
        assertThat(followed.statuses(AccountStatus.Lost.class)).isEmpty();
        assertThat(followed.statuses(AccountStatus.GrantKept.class)).hasSize(4);
    }

    @ParameterizedTest
    @EnumSource(
            value = Access.class,
            names = {"LISTEN_KEY", "FUTURES", "DELIVERY", "MARGIN", "ISOLATED", "HMAC"})
    void anExpiredKeyIsReplacedAndNothingIsMissed(Access access) {
        Followed followed = new Followed(access, it -> it);
        for (int i = 0; i < 5; i++) {
            followed.world.run(Duration.ofMinutes(7));
            followed.world.simulated().inject(new Fault.ExpireKey());
        }
        followed.world.run(Duration.ofMinutes(1));

        assertThat(followed.statuses(AccountStatus.Lost.class)).hasSize(5);
        assertThat(followed.statuses(AccountStatus.Live.class)).hasSize(6);
        assertThat(followed.asked(Method.POST)).hasSize(access == Access.HMAC ? 0 : 6);
        followed.requireEveryFill();
    }

    @ParameterizedTest
    @EnumSource(
            value = Access.class,
            names = {"MARGIN", "ISOLATED"})
    void aListenTokenIsRenewedOnItsConnectionBeforeItEnds(Access access) {
        Followed followed = new Followed(access, it -> it.withListenTokens(Duration.ofMinutes(10)));
        followed.world.run(Duration.ofHours(1));

        assertThat(followed.asked(Method.POST)).hasSizeBetween(7, 14);
        assertThat(followed.statuses(AccountStatus.Live.class)).hasSize(1);
        assertThat(followed.statuses(AccountStatus.Lost.class)).isEmpty();
        followed.requireEveryFill();
        assertThat(followed.statuses(AccountStatus.Compared.class))
                .allMatch(it -> it.agrees() && it.fillsFound() == 0);
    }

    @ParameterizedTest
    @EnumSource(
            value = Access.class,
            names = {"LISTEN_KEY", "HMAC"})
    void aNewConnectionTakesOverBeforeTheVenueEndsTheOldOne(Access access) {
        Followed followed = new Followed(access, it -> it);
        followed.world.run(Duration.ofHours(25));

        assertThat(followed.statuses(AccountStatus.Live.class))
                .extracting(AccountStatus.Live::moved)
                .containsExactly(false, true);
        assertThat(followed.statuses(AccountStatus.Lost.class)).isEmpty();
        followed.requireEveryFill();
    }
}
