package dev.fathom.cli.record;

import dev.fathom.cli.common.Shell;
import dev.fathom.cli.common.TextFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The files of a recording. Owned by one thread. */
final class Files implements AutoCloseable {
    private final List<Sink> sinks;
    private final List<TextFile> files;

    private Files(List<Sink> sinks, List<TextFile> files) {
        this.sinks = sinks;
        this.files = files;
    }

    /**
     * Opens all, or none.
     *
     * @throws IOException naming the one that cannot be written
     */
    static Files open(List<Sink> sinks) throws IOException {
        Files all = new Files(sinks, new ArrayList<>());
        try {
            for (Sink sink : sinks) {
                all.files.add(TextFile.open(sink.file()));
            }
            return all;
        } catch (IOException e) {
            all.close();
            throw e;
        }
    }

    void tellMended(Shell shell) {
        for (TextFile file : files) {
            if (file.mended() > 0) {
                shell.tell(
                        file.path()
                                + ": the last line had no end, its "
                                + file.mended()
                                + " bytes were taken away");
            }
        }
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    /** True when a file is to have the older form. */
    boolean wantVerbatim() {
        return sinks.stream().anyMatch(Sink::verbatim);
    }

    void line(Line line) throws IOException {
        for (int i = 0; i < files.size(); i++) {
            files.get(i).line(sinks.get(i).verbatim() ? line.verbatim() : line.text());
        }
    }

    void flush() throws IOException {
        for (TextFile file : files) {
            file.flush();
        }
    }

    /** Bytes written to all of them. */
    long bytes() {
        return files.stream().mapToLong(TextFile::bytes).sum();
    }

    @Override
    public void close() throws IOException {
        IOException first = null;
        for (TextFile file : files) {
            try {
                file.close();
            } catch (IOException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
