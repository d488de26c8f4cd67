package dev.fathom.cli.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file of recorded traffic: plain, gzip or zstd, one JSON object a line, as {@code
 * docs/formats/recording.md} describes. Owned by one thread.
 */
public final class Recording implements AutoCloseable {
    static final int LONGEST_LINE = LineFile.LONGEST_LINE;

    private final LineFile file;
    private final LineParser parser = new LineParser();

    private Recording(LineFile file) {
        this.file = file;
    }

    /**
     * Opens a recording.
     *
     * @throws IOException naming the file, if it cannot be read
     */
    public static Recording open(Path file) throws IOException {
        return new Recording(LineFile.open(file));
    }

    /** The file. */
    public Path file() {
        return file.file();
    }

    /** Lines read so far. */
    public long lines() {
        return file.lines();
    }

    /** Bytes of the file read so far, as they lie on the disk. */
    public long bytesRead() {
        return file.bytesRead();
    }

    /**
     * The next line; empty at the end.
     *
     * @throws BadRecordingException if the line is no part of a recording
     */
    public Optional<RecordedLine> next() throws BadRecordingException {
        int length = file.next();
        if (length < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.parse(file.lines(), file.array(), length));
        } catch (LineParser.BadLineException e) {
            throw file.bad(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
