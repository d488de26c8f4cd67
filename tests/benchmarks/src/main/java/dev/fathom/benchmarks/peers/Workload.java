package dev.fathom.benchmarks.peers;

import dev.fathom.net.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Frames and their snapshot, as bytes in memory. Nothing of them is decoded. */
record Workload(List<Frame> frames, Frame snapshot) {
    private static final long CONNECTION = 1;

    /** Reads one frame a line, at most so many. */
    static Workload read(Path frames, Path snapshot, int limit) throws IOException {
        byte[] all = Files.readAllBytes(frames);
        List<Frame> read = new ArrayList<>();
        int from = 0;
        for (int at = 0; at < all.length && read.size() < limit; at++) {
            if (all[at] == '\n') {
                read.add(frame(all, from, at - from));
                from = at + 1;
            }
        }
        if (from < all.length && read.size() < limit) {
            read.add(frame(all, from, all.length - from));
        }
        byte[] answer = Files.readAllBytes(snapshot);
        return new Workload(read, frame(answer, 0, answer.length));
    }

    private static Frame frame(byte[] bytes, int from, int length) {
        return Frame.of(CONNECTION, Frame.Direction.IN, 0, 0, bytes, from, length);
    }
}
