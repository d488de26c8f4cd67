package dev.fathom.simulator;

import dev.fathom.simulator.account.AccountRefusal;
import dev.fathom.simulator.account.EventText;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;

/** The listen keys that live, at most one for each API key and part of the account. */
final class ListenKeys {
    private static final String LETTERS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 64;

    /** That a key has ended. */
    static final Topic EXPIRED = new Topic("listenKeyExpired", "");

    private final SimulatorLoop loop;
    private final VenueClock clock;
    private final Duration validity;
    private final Map<String, Stream> streams;
    private final Stream account;
    private final ArmedFaults armed;
    private final RandomGenerator random;
    private final IntSupplier tellings;
    private final Map<Owner, ListenKeyStream> byOwner = new LinkedHashMap<>();

    /** Whose key it is, and to what. */
    record Owner(String apiKey, AccountPart part) {}

    ListenKeys(
            SimulatorLoop loop,
            VenueClock clock,
            Duration validity,
            Map<String, Stream> streams,
            Stream account,
            ArmedFaults armed,
            RandomGenerator random,
            IntSupplier tellings) {
        this.loop = loop;
        this.clock = clock;
        this.validity = validity;
        this.streams = streams;
        this.account = account;
        this.armed = armed;
        this.random = random;
        this.tellings = tellings;
    }

    /** The key of an API key, made if there is none; its time begins anew. */
    String create(Owner owner) {
        ListenKeyStream alive = byOwner.get(owner);
        if (alive != null) {
            alive.extend(expiry(owner));
            return alive.name;
        }
        StringBuilder key = new StringBuilder(LENGTH);
        while (key.length() < LENGTH) {
            key.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        ListenKeyStream made =
                new ListenKeyStream(key.toString(), owner.part(), account, armed, expiry(owner));
        byOwner.put(owner, made);
        streams.put(made.name, made);
        return made.name;
    }

    private SimulatorLoop.Timer expiry(Owner owner) {
        return loop.schedule(validity.toNanos(), () -> expire(owner));
    }

    /** The key that somebody has. */
    Optional<String> of(Owner owner) {
        return Optional.ofNullable(byOwner.get(owner)).map(it -> it.name);
    }

    /** Lets a key live on; false if it does not live. */
    boolean extend(Owner owner, String key) {
        Optional<ListenKeyStream> alive = alive(owner, key);
        alive.ifPresent(it -> it.extend(expiry(owner)));
        return alive.isPresent();
    }

    /** What is said of a key that does not live. */
    static AccountRefusal unknown() {
        return new AccountRefusal(-1125, "This listenKey does not exist.");
    }

    /** Ends a key; false if it does not live. */
    boolean delete(Owner owner, String key) {
        Optional<ListenKeyStream> alive = alive(owner, key);
        alive.ifPresent(it -> forget(owner, it));
        return alive.isPresent();
    }

    private Optional<ListenKeyStream> alive(Owner owner, String key) {
        return Optional.ofNullable(byOwner.get(owner)).filter(it -> it.name.equals(key));
    }

    /** All keys have come to their end, as those do that nobody asks for. */
    void expireAll() {
        Map.copyOf(byOwner).keySet().forEach(this::expire);
    }

    private void expire(Owner owner) {
        ListenKeyStream gone = byOwner.get(owner);
        if (gone == null) {
            return;
        }
        long us = clock.us();
        Payload end =
                new Payload(
                        gone.name,
                        EXPIRED,
                        unit -> EventText.listenKeyExpired(gone.name, unit.of(us)));
        for (int left = tellings.getAsInt(); left > 0; left--) {
            gone.send(end);
        }
        forget(owner, gone);
    }

    private void forget(Owner owner, ListenKeyStream gone) {
        gone.end();
        byOwner.remove(owner);
        streams.remove(gone.name);
    }
}
