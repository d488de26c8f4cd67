package dev.fathom.cli.ladder;

/** The keys that mean something. */
enum LadderKey {
    /** Ctrl+C, which is a character while the ladder has the terminal. */
    STOP,
    QUIT,
    NEXT,
    PREVIOUS,
    DEEPER,
    SHALLOWER,
    COARSER,
    FINER,
    NONE;

    /** The key of a character that was typed. */
    static LadderKey of(int character) {
        return switch (character) {
            case 3 -> STOP;
            case 'q', 'Q', -1 -> QUIT;
            case '\t', 'n', 'l' -> NEXT;
            case 'p', 'h' -> PREVIOUS;
            case '+', '=' -> DEEPER;
            case '-', '_' -> SHALLOWER;
            case 'g' -> COARSER;
            case 'G' -> FINER;
            default -> NONE;
        };
    }

    /** The key of what follows an escape and a bracket. */
    static LadderKey ofArrow(int character) {
        return switch (character) {
            case 'C', 'B' -> NEXT;
            case 'D', 'A', 'Z' -> PREVIOUS;
            default -> NONE;
        };
    }
}
