package dev.fathom.simulator.instream;

/** A book that a connection was subscribed to, and what was sent of it last. One loop. */
final class BookFeed {
    private final Board board;
    private final Wish wish;
    private Window sent = Window.EMPTY;
    private boolean begun;
    private long quietSinceUs;

    /** A subscription of which nothing was sent yet. */
    BookFeed(Board board, Wish wish) {
        this.board = board;
        this.wish = wish;
    }

    Wish wish() {
        return wish;
    }

    Board board() {
        return board;
    }

    int levels() {
        return wish.topic().levels();
    }

    long channel() {
        return wish.channel();
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
