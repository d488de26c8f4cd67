package dev.fathom.net;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** One request and its outcome, told once. Owned by its loop after construction. */
final class HttpExchange {
    private static final System.Logger LOG = System.getLogger(HttpExchange.class.getName());

    private final Loop loop;
    private final Address address;
    private final HttpRequest asked;
    private final boolean compression;
    private final int limit;
    private final Consumer<HttpResult> result;
    private Loop.@Nullable Timer deadline;
    private boolean done;
    private boolean sentAgain;

    HttpExchange(
            Loop loop, HttpRequest asked, TransportOptions options, Consumer<HttpResult> result) {
        this.loop = loop;
        this.address = Address.http(asked.uri());
        this.asked = asked;
        this.compression = options.compression();
        this.limit = options.maxMessageBytes();
        this.result = result;
        request().release(); // names a malformed header to the caller, not later to the loop
    }

    Address address() {
        return address;
    }

    boolean isDone() {
        return done;
    }

    void deadline(Loop.Timer timer) {
        deadline = timer;
    }

    /** True the first time only, and never for what must not be done twice. */
    boolean maySendAgain() {
        boolean first = !sentAgain && asked.method().isRepeatable();
        sentAgain = true;
        return first && !done;
    }

    FullHttpRequest request() {
        FullHttpRequest request =
                new DefaultFullHttpRequest(
                        HttpVersion.HTTP_1_1,
                        HttpMethod.valueOf(asked.method().name()),
                        address.target(),
                        Unpooled.copiedBuffer(asked.body(), StandardCharsets.UTF_8));
        HttpHeaders out = request.headers();
        out.set(HttpHeaderNames.HOST, address.authority());
        out.set(HttpHeaderNames.USER_AGENT, "fathom");
        out.set(HttpHeaderNames.ACCEPT, "*/*");
        if (compression) {
            out.set(HttpHeaderNames.ACCEPT_ENCODING, "gzip");
        }
        if (asked.method() != HttpRequest.Method.GET || !asked.body().isEmpty()) {
            out.set(HttpHeaderNames.CONTENT_LENGTH, request.content().readableBytes());
        }
        asked.headers().forEach(out::set);
        return request;
    }

    void answered(FullHttpResponse response) {
        long wallNs = loop.wallNs();
        long monotonicNs = loop.monotonicNs();
        Map<String, String> fields = new TreeMap<>();
        response.headers()
                .forEach(field ->
                        fields.merge(
                                field.getKey().toLowerCase(Locale.ROOT),
                                field.getValue(),
                                (first, next) -> first + ", " + next));
        try {
            byte[] body = decoded(response);
            finish(
                    new HttpResult.Answer(
                            response.status().code(), fields, body, wallNs, monotonicNs));
        } catch (IOException e) {
            failed("answer is damaged: " + Reason.of(e));
        }
    }

    void failed(String what) {
        String path = address.uri().getRawPath();
        finish(
                new HttpResult.Failed(
                        Reason.oneLine(
                                "%s %s%s failed: %s"
                                        .formatted(asked.method(), address.origin(), path, what))));
    }

    private byte[] decoded(FullHttpResponse response) throws IOException {
        byte[] body = ByteBufUtil.getBytes(response.content());
        String encoding = response.headers().get(HttpHeaderNames.CONTENT_ENCODING, "identity");
        return switch (encoding.toLowerCase(Locale.ROOT)) {
            case "identity" -> body;
            case "gzip", "x-gzip" -> body.length == 0 ? body : unzipped(body);
            default -> throw new IOException("content-encoding not asked for: " + encoding);
        };
    }

    private byte[] unzipped(byte[] body) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            byte[] plain = in.readNBytes(limit + 1);
            if (plain.length > limit) {
                throw new IOException(tooBig(limit));
            }
            return plain;
        }
    }

    static String tooBig(int limit) {
        return "body is over the limit of " + limit + " bytes";
    }

    private void finish(HttpResult outcome) {
        if (done) {
            return;
        }
        done = true;
        if (deadline != null) {
            deadline.cancel();
        }
        try {
            result.accept(outcome);
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.ERROR, "receiver failed on " + address.origin(), e);
        }
    }
}
