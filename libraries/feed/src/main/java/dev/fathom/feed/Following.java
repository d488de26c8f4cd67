package dev.fathom.feed;

/** Something that is being followed, until it is closed. */
@FunctionalInterface
public interface Following extends AutoCloseable {
    /** Ends it. The listener may still be called for a moment. */
    @Override
    void close();
}
