package dev.fathom.capture;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out of what is captured of an account whatever opens it or tells whose it is: keys,
 * signatures, listen keys and tokens, the numbers and names of the account. What a venue gives out
 * is recognized when it does, and taken out from then on wherever it stands. Safe for many threads.
 */
public final class Blanking {
    /** Stands for what was taken out. */
    public static final String BLANK = "blanked";

    private static final Pattern OPENING =
            Pattern.compile("\"(listenKey|listenToken|token)\"(\\s*:\\s*)\"([^\"]+)\"");
    private static final Pattern TEXTS =
            Pattern.compile(
                    "\"(apiKey|signature|authSig|authPayload|auth_id|accountAlias|i)\"(\\s*:\\s*)"
                            // What is owed stands under i too.
                            + "\"(?!-?[0-9.]+\")[^\"]*\"");
    private static final Pattern NUMBERS =
            Pattern.compile("\"(uid|userId|accountId|authNonce)\"(?<colon>\\s*:\\s*)\"?[0-9]+\"?");
    private static final Pattern QUERY =
            Pattern.compile("\\b(signature|listenKey|listenToken|apiKey)=([^&\\s\"]+)");

    private final Set<String> known = ConcurrentHashMap.newKeySet();

    /** Takes out these texts wherever they stand, beside what is recognized. */
    public Blanking(String... secrets) {
        known.addAll(List.of(secrets));
    }

    String text(String text) {
        learn(OPENING.matcher(text), 3);
        String blank = OPENING.matcher(text).replaceAll("\"$1\"$2\"" + BLANK + "\"");
        blank = TEXTS.matcher(blank).replaceAll("\"$1\"$2\"" + BLANK + "\"");
        blank = NUMBERS.matcher(blank).replaceAll("\"$1\"${colon}0");
        blank = QUERY.matcher(blank).replaceAll("$1=" + BLANK);
        for (String secret : known) {
            blank = blank.replace(secret, BLANK);
        }
        return blank;
    }

    private void learn(Matcher found, int group) {
        while (found.find()) {
            String secret = found.group(group);
            known.add(secret);
            known.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
        }
    }

    byte[] bytes(byte[] text) {
        return text(new String(text, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }
}
