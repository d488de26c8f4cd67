package dev.fathom.net;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker13;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;

/** The opening handshake, as a program's and not as a browser's. Owned by one thread. */
final class Handshake extends WebSocketClientHandshaker13 {
    // Differs from Netty's in two points: no Origin, which only browsers have and some servers
    // judge;
    // and a decoder that leaves the closing after a violation to the connection, which knows the
    // cause and waits until the peer has read the close frame.

    private final int limit;
    private final boolean compression;

    Handshake(Address address, int limit, boolean compression) {
        super(
                address.uri(),
                WebSocketVersion.V13,
                null,
                compression,
                headers(address, compression),
                limit,
                true,
                false,
                -1);
        this.limit = limit;
        this.compression = compression;
    }

    /**
     * Judges the answer.
     *
     * @throws WebSocketHandshakeException with one line that names the status if it is a refusal
     */
    MessageBuffer accepted(FullHttpResponse response) {
        if (response.decoderResult().isFailure()) {
            throw new WebSocketHandshakeException("the server does not answer in HTTP");
        }
        if (!response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
            String retryAfter = response.headers().get(HttpHeaderNames.RETRY_AFTER);
            throw new WebSocketHandshakeException(
                    "handshake answered with HTTP "
                            + response.status()
                            + (retryAfter == null ? "" : ", retry-after: " + retryAfter));
        }
        String extensions =
                String.join(
                        ", ", response.headers().getAll(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS));
        return Deflate.agreed(extensions, compression, limit);
    }

    @Override
    protected FullHttpRequest newHandshakeRequest() {
        FullHttpRequest request = super.newHandshakeRequest();
        request.headers().remove(HttpHeaderNames.ORIGIN);
        return request;
    }

    @Override
    protected WebSocketFrameDecoder newWebsocketDecoder() {
        return new WebSocket13FrameDecoder(
                WebSocketDecoderConfig.newBuilder()
                        .maxFramePayloadLength(maxFramePayloadLength())
                        .expectMaskedFrames(false)
                        .allowMaskMismatch(false)
                        .allowExtensions(isAllowExtensions())
                        .closeOnProtocolViolation(false)
                        .build());
    }

    private static HttpHeaders headers(Address address, boolean compression) {
        HttpHeaders headers = new DefaultHttpHeaders();
        headers.set(HttpHeaderNames.HOST, address.authority());
        headers.set(HttpHeaderNames.USER_AGENT, "fathom");
        if (compression) {
            headers.set(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, Deflate.OFFER);
        }
        return headers;
    }
}
