package dev.fathom.cli.common;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** The log of the libraries, of Netty's too: silent, or on the lines for people. */
public final class Logging {
    // Kept here: the log manager forgets loggers that nobody holds.
    private static final Logger ROOT = Logger.getLogger("");
    private static final Logger OURS = Logger.getLogger("dev.fathom");

    private Logging() {}

    /** Nothing is logged. */
    public static void silence() {
        LogManager.getLogManager().reset();
    }

    /** Everything that Fathom logs, and what others find noteworthy, is told as it comes. */
    public static void tellAll(Shell shell) {
        silence();
        ROOT.addHandler(new Telling(shell));
        OURS.setLevel(Level.ALL);
    }

    private static final class Telling extends Handler {
        private final Shell shell;
        private final SimpleFormatter formatter = new SimpleFormatter();

        Telling(Shell shell) {
            this.shell = shell;
        }

        @Override
        public void publish(LogRecord record) {
            shell.tell(
                    Instant.ofEpochMilli(record.getMillis()).truncatedTo(ChronoUnit.MILLIS)
                            + " "
                            + record.getLevel().getName()
                            + " "
                            + record.getLoggerName()
                            + " "
                            + formatter.formatMessage(record)
                            + (record.getThrown() == null ? "" : trace(record.getThrown())));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    /** A stack trace, beginning with a line feed. */
    public static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return System.lineSeparator() + text.toString().stripTrailing();
    }
}
