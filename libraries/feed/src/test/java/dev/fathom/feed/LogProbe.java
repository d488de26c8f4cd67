package dev.fathom.feed;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Keeps the errors that the feed logs, and keeps them from the console, until it is closed. */
final class LogProbe extends Handler implements AutoCloseable {
    // Held here: the log forgets loggers that nobody holds.
    private final Logger logger = Logger.getLogger("dev.fathom.feed");
    final List<String> errors = new CopyOnWriteArrayList<>();

    LogProbe() {
        logger.setUseParentHandlers(false);
        logger.addHandler(this);
    }

    @Override
    public void publish(LogRecord record) {
        if (record.getLevel().intValue() >= Level.SEVERE.intValue()) {
            Throwable thrown = record.getThrown();
            errors.add(record.getMessage() + (thrown == null ? "" : ": " + thrown.getMessage()));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(true);
    }
}
