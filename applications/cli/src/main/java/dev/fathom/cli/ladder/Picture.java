package dev.fathom.cli.ladder;

import java.util.List;
import java.util.Optional;

/**
 * Everything on the screen at one moment. Immutable.
 *
 * @param panes one for each instrument
 * @param selected which one the keys are about
 * @param depth levels a side at most; empty for as many as fit
 * @param headlines lines above all
 * @param status what happened on the way, newest last
 * @param look what the terminal can show
 */
record Picture(
        List<Pane> panes,
        int selected,
        Optional<Integer> depth,
        List<String> headlines,
        List<String> status,
        Look look) {
    Picture {
        panes = List.copyOf(panes);
        headlines = List.copyOf(headlines);
        status = List.copyOf(status);
    }
}
