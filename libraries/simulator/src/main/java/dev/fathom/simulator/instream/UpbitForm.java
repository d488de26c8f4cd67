package dev.fathom.simulator.instream;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The forms in which Upbit sends its messages: long or short keys, bare or in lists. */
public enum UpbitForm {
    /** Long keys, bare. */
    DEFAULT(false, false),
    /** Short keys, bare. */
    SIMPLE(true, false),
    /** Long keys, in lists of one. */
    JSON_LIST(false, true),
    /** Short keys, in lists of one. */
    SIMPLE_LIST(true, true);

    private static final Pattern KEY = Pattern.compile("\"(\\w+)\"(\\s*:)");
    private static final String[] KEYS = {
        "type", "ty",
        "code", "cd",
        "timestamp", "tms",
        "total_ask_size", "tas",
        "total_bid_size", "tbs",
        "orderbook_units", "obu",
        "ask_price", "ap",
        "bid_price", "bp",
        "ask_size", "as",
        "bid_size", "bs",
        "stream_type", "st",
        "level", "lv",
        "trade_date", "td",
        "trade_time", "ttm",
        "trade_timestamp", "ttms",
        "trade_price", "tp",
        "trade_volume", "tv",
        "ask_bid", "ab",
        "prev_closing_price", "pcp",
        "change", "c",
        "change_price", "cp",
        "sequential_id", "sid",
        "best_ask_price", "bap",
        "best_ask_size", "bas",
        "best_bid_price", "bbp",
        "best_bid_size", "bbs",
        "method", "mthd",
        "result", "rslt",
        "ticket", "tckt",
        "codes", "cds"
    };
    private static final Map<String, String> SHORT = new HashMap<>();
    private static final Map<String, String> LONG = new HashMap<>();

    static {
        for (int i = 0; i < KEYS.length; i += 2) {
            SHORT.put(KEYS[i], KEYS[i + 1]);
            LONG.put(KEYS[i + 1], KEYS[i]);
        }
    }

    private final boolean brief;
    private final boolean list;

    UpbitForm(boolean brief, boolean list) {
        this.brief = brief;
        this.list = list;
    }

    /** The form of that name; the default one for others. */
    static UpbitForm named(String name) {
        for (UpbitForm form : values()) {
            if (form.name().equals(name)) {
                return form;
            }
        }
        return DEFAULT;
    }

    /** A bare message in this form, its numbers as they are; unchanged if it is in it already. */
    String of(String message) {
        String text = renamed(message, brief ? SHORT : LONG);
        return list ? "[" + text + "]" : text;
    }

    private static String renamed(String message, Map<String, String> names) {
        Matcher keys = KEY.matcher(message);
        StringBuilder renamed = new StringBuilder(message.length());
        while (keys.find()) {
            String name = names.getOrDefault(keys.group(1), keys.group(1));
            keys.appendReplacement(renamed, "\"" + name + "\"$2");
        }
        return keys.appendTail(renamed).toString();
    }
}
