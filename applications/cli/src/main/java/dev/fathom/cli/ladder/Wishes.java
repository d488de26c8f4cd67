package dev.fathom.cli.ladder;

import java.util.Optional;

/** What the keys have asked for. Immutable; each key gives the next one. */
record Wishes(int instruments, int selected, Optional<Integer> depth, int group, boolean quit) {
    private static final int DEEPEST = 5000;

    static Wishes first(int instruments, Optional<Integer> depth) {
        return new Wishes(instruments, 0, depth, 0, false);
    }

    /**
     * After a key.
     *
     * @param rowsShown levels a side on the screen now, where {@code -} begins when no depth is set
     */
    Wishes after(LadderKey key, int rowsShown) {
        return switch (key) {
            case QUIT -> new Wishes(instruments, selected, depth, group, true);
            case NEXT -> select(selected + 1);
            case PREVIOUS -> select(selected - 1);
            case DEEPER -> depth(depth.orElse(rowsShown) + 1);
            case SHALLOWER -> depth(Math.min(depth.orElse(rowsShown), rowsShown) - 1);
            case COARSER -> group(group + 1);
            case FINER -> group(group - 1);
            case STOP, NONE -> this;
        };
    }

    private Wishes select(int index) {
        return new Wishes(instruments, Math.floorMod(index, instruments), depth, group, quit);
    }

    private Wishes depth(int levels) {
        return new Wishes(
                instruments, selected, Optional.of(Math.clamp(levels, 1, DEEPEST)), group, quit);
    }

    private Wishes group(int step) {
        return new Wishes(
                instruments, selected, depth, Math.clamp(step, 0, GroupSteps.COUNT), quit);
    }
}
