package dev.fathom.cli.importing;

import dev.fathom.capture.Capture;
import dev.fathom.capture.RawLine;
import dev.fathom.capture.RawLine.Kind;
import dev.fathom.capture.Retention;
import dev.fathom.cli.common.ProgramVersion;
import dev.fathom.cli.common.Shell;
import dev.fathom.cli.replay.LineFile;
import dev.fathom.venue.BadTextException;
import dev.fathom.venue.TardisRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Tardis' {@code incremental_book_L2}: the rows of one message become one line of the capture, as
 * they are, with blanks between them. Owned by one thread.
 */
final class TardisImport implements FileImport {
    private static final String FORM = "tardis incremental_book_L2";
    private static final String UNPROVEN = "that no message is missing: the file holds no ids";

    /** Which rows belong to one message. */
    private record Message(String exchange, String symbol, long localUs, boolean snapshot) {
        String instrument() {
            return exchange + ":" + symbol;
        }
    }

    @FunctionalInterface
    private interface Rows {
        void message(Message message, byte[] rows) throws IOException, InterruptedException;
    }

    private final Path file;
    private final Map<String, Long> connections = new HashMap<>();
    private long rows;
    private long skipped;
    private long messages;

    TardisImport(Path file) {
        this.file = file;
    }

    @Override
    public String into(Path folder, Shell shell) throws IOException, InterruptedException {
        // All of it is looked at before anything is written.
        read((_, _) -> {});
        long[] lines = new long[1];
        try (Capture capture =
                Capture.open(
                        folder,
                        ProgramVersion.text() + ", imported from " + file.getFileName(),
                        Map.of(),
                        Retention.ALL,
                        shell::tell)) {
            read((message, text) -> {
                long atNs = TimeUnit.MICROSECONDS.toNanos(message.localUs());
                if (lines[0]++ == 0) {
                    capture.putWaiting(ImportNote.of(atNs, FORM, file, UNPROVEN));
                }
                put(capture, message, text, atNs);
            });
        }
        return "%,d rows imported as %,d messages, %,d rows before the first snapshot left out; not proven: %s"
                .formatted(rows - skipped, messages, skipped, UNPROVEN);
    }

    private void put(Capture capture, Message message, byte[] text, long atNs)
            throws InterruptedException {
        Long known = connections.get(message.exchange());
        long connection = known == null ? 1L + connections.size() : known;
        if (known == null) {
            connections.put(message.exchange(), connection);
            byte[] address =
                    TardisRow.address(message.exchange())
                            .toString()
                            .getBytes(StandardCharsets.UTF_8);
            capture.putWaiting(new RawLine(atNs, atNs, connection, Kind.OPENED, address));
        }
        capture.putWaiting(new RawLine(atNs, atNs, connection, Kind.IN, text));
    }

    private void read(Rows told) throws IOException, InterruptedException {
        rows = 0;
        skipped = 0;
        messages = 0;
        Set<String> begun = new HashSet<>();
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        Message before = new Message("", "", 0, false);
        TardisRow row = new TardisRow();
        try (LineFile lines = LineFile.open(file)) {
            lines.next();
            for (int length = lines.next(); length >= 0; length = lines.next()) {
                int end = length > 0 && lines.array()[length - 1] == '\r' ? length - 1 : length;
                Message of = message(row, lines, end);
                rows++;
                if (of.snapshot()) {
                    begun.add(of.instrument());
                }
                if (!begun.contains(of.instrument())) {
                    skipped++;
                    continue;
                }
                if (!of.equals(before)) {
                    tell(told, before, text);
                    before = of;
                }
                if (text.size() > 0) {
                    text.write(' ');
                }
                text.write(lines.array(), 0, end);
            }
            tell(told, before, text);
        }
    }

    private void tell(Rows told, Message message, ByteArrayOutputStream text)
            throws IOException, InterruptedException {
        if (text.size() > 0) {
            messages++;
            told.message(message, text.toByteArray());
            text.reset();
        }
    }

    private static Message message(TardisRow row, LineFile lines, int end) throws IOException {
        try {
            row.read(lines.array(), 0, end);
            number(lines, "price", row.priceStart(), row.priceLength());
            number(lines, "amount", row.amountStart(), row.amountLength());
            return new Message(
                    row.exchange(), row.symbol(), row.localTimestamp(), row.isSnapshot());
        } catch (BadTextException e) {
            throw lines.bad(lines.hasEnd() ? e.what() : torn(e.what()), e);
        }
    }

    private static String torn(String what) {
        return "the last line has no end: " + what;
    }

    private static void number(LineFile lines, String name, int from, int length)
            throws BadTextException {
        String text = new String(lines.array(), from, length, StandardCharsets.UTF_8);
        try {
            if (new BigDecimal(text).signum() < 0) {
                throw BadTextException.message("%s is below zero: %s".formatted(name, text));
            }
        } catch (NumberFormatException _) {
            throw BadTextException.message("%s is no number: '%s'".formatted(name, text));
        }
    }
}
