package dev.fathom.cli.importing;

import dev.fathom.cli.common.Failure;
import dev.fathom.cli.common.Shell;
import dev.fathom.cli.replay.LineFile;
import dev.fathom.cli.replay.RecordedVenue;
import dev.fathom.feed.Venues;
import dev.fathom.venue.TardisRow;
import dev.fathom.venue.Venue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** One file of others that becomes part of a raw capture. */
sealed interface FileImport permits Importer, HftbacktestImport, TardisImport {
    /** How a line of hftbacktest begins. */
    Pattern TIME_AND_JSON = Pattern.compile("\\d{1,19} +[{\\[].*", Pattern.DOTALL);

    /**
     * Copies everything.
     *
     * @return what was imported and what it cannot prove, in one line
     * @throws IOException naming file and line, if it is not what it should be; nothing was
     *     imported then
     * @throws RecordedVenue.UnknownVenueException if some of it is another venue's
     */
    String into(Path folder, Shell shell)
            throws IOException, InterruptedException, RecordedVenue.UnknownVenueException;

    /**
     * Tells the form of a file by its first line.
     *
     * @param said the venue's id as the user gives it, for files that do not tell
     * @throws IOException if the file cannot be read
     * @throws RecordedVenue.UnknownVenueException if nobody knows whose traffic it holds
     * @throws Failure if the venue is none, or is told for a file that tells it
     */
    static FileImport of(Path file, Optional<String> said)
            throws IOException, RecordedVenue.UnknownVenueException {
        String first = firstLine(file);
        if (TIME_AND_JSON.matcher(first).matches()) {
            Optional<Venue> venue = said.map(Venues::named);
            return new HftbacktestImport(file, venue);
        }
        if (first.startsWith("exchange,symbol,")) {
            if (!first.equals(TardisRow.HEADER)) {
                throw new IOException(
                        "%s, line 1: the columns are not those of incremental_book_L2: %s"
                                .formatted(file, TardisRow.HEADER));
            }
            if (said.isPresent()) {
                throw Failure.usage(file + " names its exchange itself: leave --venue out");
            }
            return new TardisImport(file);
        }
        return new Importer(file, RecordedVenue.of(file, said));
    }

    private static String firstLine(Path file) throws IOException {
        try (LineFile lines = LineFile.open(file)) {
            int length = lines.next();
            return new String(lines.array(), 0, Math.max(0, length), StandardCharsets.UTF_8)
                    .strip();
        }
    }
}
