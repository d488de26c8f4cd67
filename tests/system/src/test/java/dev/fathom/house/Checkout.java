package dev.fathom.house;

import java.nio.file.Files;
import java.nio.file.Path;

/** The checkout that the tests run in. */
final class Checkout {
    private Checkout() {}

    /** Its top folder, found from the working directory upward. */
    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isExecutable(folder.resolve("fathom"))) {
            Path parent = folder.getParent();
            if (parent == null) {
                throw new IllegalStateException(
                        "no folder with an executable `fathom` above "
                                + Path.of("").toAbsolutePath());
            }
            folder = parent;
        }
        return folder;
    }
}
