package dev.fathom.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fathom.simulator.fault.Fault;
import dev.fathom.simulator.fault.FaultPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class AccountFaultsTest {
    private final List<String> told = new ArrayList<>();

    /** Faults lose and repeat what is told, and never make anything up. */
    @Property(tries = 8, edgeCases = EdgeCasesMode.NONE)
    void whateverGoesWrongOnlyWhatHappenedIsTold(@ForAll long seed) {
        told.clear();
        AccountWorld world = new AccountWorld(seed, 40);
        world.venue.faults().play(FaultPlan.account(seed, Duration.ofSeconds(30)));
        RecordingClient client = world.subscribed();
        for (int step = 0; step < 400; step++) {
            world.loop.pass(100);
            if (heard(client)) {
                client = connected(world, client);
            }
        }

        Map<String, Long> counts = world.venue.faults().log().counts();
        assertThat(counts).containsKeys("drop", "duplicate", "delay", "expire-key");
        assertThat(counts.keySet()).containsAnyOf("disconnect", "half-open");
        Set<String> truth = new HashSet<>();
        for (long id : world.truth().orderIds()) {
            world.truth()
                    .order(id)
                    .forEach(it ->
                            truth.add(
                                    it.executionId()
                                            + " "
                                            + id
                                            + " "
                                            + it.order().status()
                                            + " "
                                            + it.order().executed().toPlainString()));
        }
        assertThat(truth).containsAll(told);
        assertThat(told).hasSizeLessThan(truth.size() + 20).hasSizeGreaterThan(truth.size() / 4);
    }

    /** Whether the client has to connect again. */
    private boolean heard(RecordingClient client) {
        boolean ended = false;
        for (String text : client.take()) {
            if (text.startsWith("close") || text.startsWith("abort")) {
                ended = true;
            } else if (!text.startsWith("ping:")) {
                JsonNode event = RecordingClient.json(text).path("event");
                ended |= event.path("e").asText().equals("eventStreamTerminated");
                if (event.path("e").asText().equals("executionReport")) {
                    told.add(
                            event.path("I")
                                    + " "
                                    + event.path("i")
                                    + " "
                                    + event.path("X").textValue()
                                    + " "
                                    + event.path("z").textValue());
                }
            }
        }
        return ended;
    }

    private static RecordingClient connected(AccountWorld world, RecordingClient before) {
        RecordingClient next = new RecordingClient();
        if (!next.connect(world.venue, "/ws-api/v3")) {
            before.got.add("close, and not let in again yet");
            return before;
        }
        next.say(
                "{\"id\":1,\"method\":\"userDataStream.subscribe.signature\",\"params\":"
                        + world.signed(AccountWorld.HMAC_KEY, Map.of())
                        + "}");
        if (RecordingClient.json(next.take().getFirst()).path("status").intValue() != 200) {
            next.got.add("close, and not subscribed yet");
        }
        return next;
    }

    @Example
    void withoutAnAccountItsFaultsAreRefused() {
        BinanceSimulator venue = new BinanceSimulator(Worlds.small(1), new VirtualLoop());

        assertThatThrownBy(() -> venue.faults().inject(new Fault.ExpireKey()))
                .hasMessageStartingWith("expire-key: no symbol or stream @account here");
    }
}
