package dev.fathom.simulator.instream;

/** A book that a connection was subscribed to, and what was sent of it last. One loop. */
final class BookFeed {
    private final Board board;
    private final int levels;
    private final long channel;
    private Window sent = Window.EMPTY;
    private boolean begun;
    private long quietSinceUs;

    /**
     * A subscription of which nothing was sent yet.
     *
     * @param channel the venue's number for it, where it has one
     */
    BookFeed(Board board, int levels, long channel) {
        this.board = board;
        this.levels = levels;
        this.channel = channel;
    }

    Board board() {
        return board;
    }

    int levels() {
        return levels;
    }

    long channel() {
        return channel;
    }

    /** False until the first state was sent. */
    boolean hasBegun() {
        return begun;
    }

    Window sent() {
        return sent;
    }

    void sent(Window window, long us) {
        sent = window;
        begun = true;
        quietSinceUs = us;
    }

    long quietSinceUs() {
        return quietSinceUs;
    }

    void heartbeat(long us) {
        quietSinceUs = us;
    }
}
