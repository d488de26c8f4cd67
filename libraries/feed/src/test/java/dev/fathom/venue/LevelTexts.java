package dev.fathom.venue;

import java.util.Random;

/** Lists of levels, mostly in the usual form, some with a byte changed, added, missing, cut off. */
public final class LevelTexts {
    private static final String BYTES = "0123456789.\",[]- eE\\}{x\u00e9\t";

    private LevelTexts() {}

    public static String levels(Random random) {
        StringBuilder text = new StringBuilder();
        int count = random.nextInt(6);
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : ",")
                    .append("[\"")
                    .append(number(random))
                    .append("\",\"")
                    .append(number(random))
                    .append("\"]");
        }
        text.append("]}");
        if (random.nextInt(3) == 0 && !text.isEmpty()) {
            damage(text, random);
        }
        return text.toString();
    }

    private static String number(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> "0.00000000";
            case 1 -> random.nextInt(100_000_000) + "." + eight(random);
            case 2 -> "00." + eight(random);
            case 3 -> random.nextInt(1_000) + "." + eight(random).substring(random.nextInt(8));
            case 4 -> String.valueOf(random.nextInt(1_000_000_000));
            default -> random.nextInt((int) Math.pow(10, random.nextInt(8))) + "." + eight(random);
        };
    }

    private static String eight(Random random) {
        return String.format("%08d", random.nextInt(100_000_000));
    }

    /** Changes a byte, adds one, takes one away or cuts the text off. */
    public static void damage(StringBuilder text, Random random) {
        int at = random.nextInt(text.length());
        char other = BYTES.charAt(random.nextInt(BYTES.length()));
        switch (random.nextInt(4)) {
            case 0 -> text.setCharAt(at, other);
            case 1 -> text.insert(at, other);
            case 2 -> text.deleteCharAt(at);
            default -> text.setLength(at);
        }
    }
}
