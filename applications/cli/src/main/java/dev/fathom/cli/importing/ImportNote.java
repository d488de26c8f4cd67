package dev.fathom.cli.importing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.fathom.capture.RawLine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What a capture says of lines that came from a file of others. */
final class ImportNote {
    private ImportNote() {}

    /**
     * The note that stands before them.
     *
     * @param form of the file
     * @param unproven what it cannot prove
     */
    static RawLine of(long atNs, String form, Path file, String unproven) {
        String json =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("what", "imported")
                        .put("form", form)
                        .put("file", String.valueOf(file.getFileName()))
                        .put("unproven", unproven)
                        .toString();
        return new RawLine(atNs, atNs, 0, RawLine.Kind.NOTE, json.getBytes(StandardCharsets.UTF_8));
    }
}
