package dev.fathom.simulator;

import dev.fathom.simulator.account.AccountRefusal;
import java.util.LinkedHashMap;
import java.util.Map;

/** The venue's REST answers with their headers. */
final class RestReplies {
    private final int weightPerMinute;

    RestReplies(int weightPerMinute) {
        this.weightPerMinute = weightPerMinute;
    }

    HttpReply ok(String body, int used) {
        return HttpReply.json(200, headers(used), body);
    }

    HttpReply notFound(int used) {
        return new HttpReply(404, headers(used), new byte[0]);
    }

    HttpReply error(RestRefusal refusal, int used) {
        return HttpReply.json(
                400, headers(used), BinanceText.error(refusal.code(), refusal.text()));
    }

    /** What the venue says when it cannot answer for the moment; to be asked again. */
    HttpReply unavailable(String what, int used) {
        return HttpReply.json(
                503, headers(used), BinanceText.error(-1001, what + " Please try again."));
    }

    HttpReply error(AccountRefusal refusal, int used) {
        return HttpReply.json(
                refusal.status(), headers(used), BinanceText.error(refusal.code(), refusal.text()));
    }

    HttpReply banned(long untilUs, long retryAfterSeconds) {
        String text =
                "Way too much request weight used; IP banned until "
                        + WireTime.MILLISECOND.of(untilUs)
                        + ". Please use WebSocket Streams for live updates to avoid bans.";
        return refused(418, retryAfterSeconds, text, 0);
    }

    HttpReply tooMany(int used, long retryAfterSeconds) {
        String text =
                "Too much request weight used; current limit is "
                        + weightPerMinute
                        + " request weight per 1 MINUTE. Please use WebSocket Streams for live updates to"
                        + " avoid polling the API.";
        return refused(429, retryAfterSeconds, text, used);
    }

    private static HttpReply refused(int status, long retryAfterSeconds, String text, int used) {
        Map<String, String> headers = headers(used);
        headers.put("Retry-After", Long.toString(retryAfterSeconds));
        return HttpReply.json(status, headers, BinanceText.error(-1003, text));
    }

    private static Map<String, String> headers(int used) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json;charset=UTF-8");
        headers.put("X-MBX-USED-WEIGHT", Integer.toString(used));
        headers.put("X-MBX-USED-WEIGHT-1M", Integer.toString(used));
        return headers;
    }
}
