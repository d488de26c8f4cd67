package dev.fathom.simulator.instream;

import dev.fathom.simulator.ClientPort;
import dev.fathom.simulator.ServerConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** One connection in a venue's own words. Owned by the venue's loop. */
abstract class InStreamConnection implements ServerConnection, Desk {
    private final ClientPort client;
    private final List<Wish> wishes = new ArrayList<>();
    private boolean open = true;
    private boolean deaf;

    InStreamConnection(ClientPort client) {
        this.client = client;
    }

    /** What is said on it. */
    abstract Words words();

    /** It has ended. */
    abstract void ended();

    void hello() {
        words().hello();
    }

    boolean isOpen() {
        return open;
    }

    @Override
    public void say(String text) {
        if (open && !deaf) {
            client.text(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void take(Wish wish) {
        wishes.add(wish);
    }

    @Override
    public boolean drop(Predicate<Wish> which) {
        return wishes.removeIf(which);
    }

    @Override
    public List<Wish> wishes() {
        return List.copyOf(wishes);
    }

    /** Neither says nor hears anything any more. */
    void deafen() {
        deaf = true;
    }

    /** Ends with a close frame. */
    void close(int code) {
        if (open) {
            onClosed();
            client.close(code, "");
        }
    }

    /** Ends without a closing handshake. */
    void abort() {
        if (open) {
            onClosed();
            client.abort();
        }
    }

    @Override
    public void onText(String text) {
        if (open && !deaf) {
            words().onText(text);
        }
    }

    @Override
    public void onPing(byte[] payload) {
        if (open && !deaf) {
            client.pong(payload);
        }
    }

    @Override
    public void onPong(byte[] payload) {}

    @Override
    public void onClose(int code, String reason) {
        if (!deaf) {
            close(code);
        }
    }

    @Override
    public void onClosed() {
        open = false;
        drop(_ -> true);
        ended();
    }
}
