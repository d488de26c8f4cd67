package dev.fathom.simulator.instream;

import java.util.ArrayList;
import java.util.List;

/** Takes JSON arrays apart without touching what is in them. Pure. */
public final class JsonArray {
    private JsonArray() {}

    /**
     * The texts of the elements.
     *
     * @throws IllegalArgumentException if the text is no array, or ends before it does
     */
    public static List<String> elements(String array) {
        List<String> elements = new ArrayList<>();
        int depth = 0;
        int from = 1;
        boolean quoted = false;
        for (int i = 0; i < array.length(); i++) {
            char each = array.charAt(i);
            if (quoted) {
                // What is escaped ends no text.
                i += each == '\\' ? 1 : 0;
                quoted = each != '"';
            } else if (each == '"') {
                quoted = true;
            } else if (each == '[' || each == '{') {
                depth++;
            } else if (each == ',' && depth == 1) {
                elements.add(array.substring(from, i).strip());
                from = i + 1;
            } else if ((each == ']' || each == '}') && --depth == 0) {
                String last = array.substring(from, i).strip();
                if (!last.isEmpty()) {
                    elements.add(last);
                }
                return elements;
            }
        }
        throw new IllegalArgumentException("no whole array: " + array);
    }
}
