package dev.fathom.feed;

import dev.fathom.feed.Traffic.Kind;
import org.jspecify.annotations.Nullable;

/** What the frame that is being read carries, and for whom. Owned by the line's thread. */
final class LineTraffic {
    private final TrafficCount others = new TrafficCount();
    private @Nullable TrafficCount stream;
    private @Nullable Kind kind;

    /** Frames that belong to no stream. */
    TrafficCount others() {
        return others;
    }

    /** The frame carries this; what it carried first counts. */
    void carries(TrafficCount to, Kind what) {
        if (kind == null) {
            stream = to;
            kind = what;
        }
    }

    /** The frame carries this for no stream. */
    void carries(Kind what) {
        carries(others, what);
    }

    /** The frame was read. */
    void count(int bytes) {
        TrafficCount to = stream;
        Kind what = kind;
        (to == null ? others : to).add(what == null ? Kind.UNKNOWN : what, bytes);
        stream = null;
        kind = null;
    }
}
