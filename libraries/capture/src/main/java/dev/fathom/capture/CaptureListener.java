package dev.fathom.capture;

/** Told what becomes of a capture, on its thread. */
@FunctionalInterface
public interface CaptureListener {
    /** Something that people should know, in a line. */
    void told(String line);
}
