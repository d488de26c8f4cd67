package dev.fathom.capture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * What a capture says about itself, one JSON object a line, each with the hash of the line before
 * and one of its own. Lines are added, never changed. Owned by one thread.
 */
final class Manifest implements AutoCloseable {
    /** The file's name in the capture's folder. */
    static final String NAME = "manifest.jsonl";

    /** In the line of a run: the records that were merged. */
    static final String MERGED = "merged";

    /** In the line of a run: addresses of the account that is followed. */
    static final String ACCOUNTS = "accounts";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BEFORE = "before";
    private static final String HASH = "hash";

    private final FileChannel file;
    private byte[] last;

    private Manifest(FileChannel file, byte[] last) {
        this.file = file;
        this.last = last;
    }

    /**
     * Opens a manifest for more lines; a last line without its end, which a crash left, is taken
     * away.
     *
     * @throws BadCaptureException if its lines do not follow each other
     */
    static Manifest append(Path folder) throws IOException {
        Path path = folder.resolve(NAME);
        List<JsonNode> lines = Files.exists(path) ? read(folder) : List.of();
        FileChannel file =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        long whole = wholeLength(path);
        file.truncate(whole);
        file.position(whole);
        return new Manifest(
                file, lines.isEmpty() ? Chain.start() : Chain.sha256(bytes(lines.getLast())));
    }

    private static long wholeLength(Path path) throws IOException {
        byte[] all = Files.readAllBytes(path);
        int end = all.length;
        while (end > 0 && all[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    /**
     * The lines of a capture.
     *
     * @throws BadCaptureException naming the first line that is none or does not follow
     */
    static List<JsonNode> read(Path folder) throws IOException {
        // Bytes that are no text fail the hashes below.
        String text = new String(Files.readAllBytes(folder.resolve(NAME)), StandardCharsets.UTF_8);
        List<JsonNode> lines = new ArrayList<>();
        byte[] last = Chain.start();
        int number = 0;
        int end = text.lastIndexOf('\n');
        String[] whole = end < 0 ? new String[0] : text.substring(0, end).split("\n", -1);
        for (String line : whole) {
            number++;
            JsonNode node;
            try {
                node = JSON.readTree(line);
            } catch (JsonProcessingException e) {
                throw new BadCaptureException(NAME + ", line " + number + ": no JSON", e);
            }
            // More than what was read of it would stand behind the object, or between its parts.
            if (!isWhole(node) || !line.equals(node.toString())) {
                throw new BadCaptureException(NAME + ", line " + number + ": it was changed");
            }
            if (!node.path(BEFORE).asText().equals(Chain.hex(last))) {
                throw new BadCaptureException(
                        NAME + ", line " + number + ": it does not follow the line before it");
            }
            lines.add(node);
            last = Chain.sha256(line.getBytes(StandardCharsets.UTF_8));
        }
        return lines;
    }

    /**
     * Checks what stands behind the last whole line: the start of one that a crash cut off, or
     * nothing.
     *
     * @throws BadCaptureException if it is a whole line whose end was changed
     */
    static void checkTail(Path folder) throws IOException {
        String text = new String(Files.readAllBytes(folder.resolve(NAME)), StandardCharsets.UTF_8);
        String tail = text.substring(text.lastIndexOf('\n') + 1);
        int brace = tail.lastIndexOf('}');
        if (brace < 0) {
            return;
        }
        try {
            if (isWhole(JSON.readTree(tail.substring(0, brace + 1)))) {
                throw new BadCaptureException(NAME + ": the end of its last line was changed");
            }
        } catch (JsonProcessingException _) {
            // The start of a line.
        }
    }

    private static boolean isWhole(JsonNode line) {
        if (!(line instanceof ObjectNode object)) {
            return false;
        }
        ObjectNode content = object.deepCopy();
        JsonNode hash = content.remove(HASH);
        return hash != null && hash.asText().equals(Chain.hex(Chain.sha256(bytes(content))));
    }

    /** A line without what binds it to its place. */
    static ObjectNode content(JsonNode line) {
        ObjectNode content = line.deepCopy();
        content.remove(List.of(BEFORE, HASH));
        return content;
    }

    static ObjectNode line(String what) {
        return JSON.createObjectNode().put("what", what);
    }

    void add(ObjectNode line) throws IOException {
        line.put(BEFORE, Chain.hex(last));
        line.put(HASH, Chain.hex(Chain.sha256(bytes(line))));
        byte[] bytes = bytes(line);
        ByteBuffer out = ByteBuffer.allocate(bytes.length + 1).put(bytes).put((byte) '\n').flip();
        while (out.hasRemaining()) {
            file.write(out);
        }
        file.force(false);
        last = Chain.sha256(bytes);
    }

    private static byte[] bytes(JsonNode line) {
        return line.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
