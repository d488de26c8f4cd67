package dev.fathom.capture;

import dev.fathom.market.Instrument;
import java.util.List;
import java.util.Map;

/**
 * What a capture proves. Immutable, but for the ledgers, which nobody writes to any more.
 *
 * @param files what is known of its files
 * @param streams what each stream covers
 * @param losses how often books were lost on replay, by cause
 * @param snapshots recorded answers with a whole book, by instrument
 * @param checksums of the venue that books were found to have
 * @param failedChecksums that they were found not to have
 * @param frameNumbers that followed each other
 * @param booksCompared books that were noted when they were live and compared with the replay
 * @param booksDifferent those that were not the same; they stand under {@code wrong} too
 * @param booksPassedOver noted books that replay did not have at the same id
 * @param clocks how the clocks of venues stood beside ours
 * @param wrong what was changed after it was written, or cannot be explained
 */
public record Verification(
        RawCapture.Integrity files,
        List<StreamLedger> streams,
        Map<String, Long> losses,
        Map<Instrument, Long> snapshots,
        long checksums,
        long failedChecksums,
        long frameNumbers,
        long booksCompared,
        long booksDifferent,
        long booksPassedOver,
        List<ClockCheck> clocks,
        List<String> wrong) {
    /** True when nothing is missing and nothing is wrong. */
    public boolean isComplete() {
        return wrong.isEmpty() && !hasHoles();
    }

    /** True when something is missing that is named. */
    public boolean hasHoles() {
        return !files.unread().isEmpty()
                || files.open()
                || streams.stream().flatMap(it -> it.holes().stream()).anyMatch(Hole::isOpen);
    }
}
