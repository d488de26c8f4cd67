package dev.fathom.net;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * TLS, proxy and limits of a transport. Immutable.
 *
 * @param caFile certificates in PEM form trusted in addition to those the Java runtime trusts
 * @param proxy {@code http://[user:password@]host:port} (tunnelled by CONNECT), {@code
 *     socks5://...} or {@code socks4://...}; all connections go through it
 * @param maxMessageBytes the longest message or response body accepted, decompressed; one limit for
 *     both
 * @param connectTimeout from the first packet to the open session: TCP, proxy, TLS and handshake
 *     together
 * @param requestTimeout from sending a GET to the end of its answer, connecting included
 * @param compression whether {@code permessage-deflate} is offered and gzip accepted
 */
public record TransportOptions(
        Optional<Path> caFile,
        Optional<URI> proxy,
        int maxMessageBytes,
        Duration connectTimeout,
        Duration requestTimeout,
        boolean compression) {
    private static final int MOST_BYTES = 1 << 30;

    /** Checks the values. */
    public TransportOptions {
        if (maxMessageBytes < 1 || maxMessageBytes > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "maxMessageBytes must be 1 to %d: %d".formatted(MOST_BYTES, maxMessageBytes));
        }
        positive("connectTimeout", connectTimeout);
        positive("requestTimeout", requestTimeout);
    }

    /**
     * No proxy, the runtime's certificates, 64 MiB a message, 10 s to connect, 30 s a request, with
     * compression.
     *
     * @return the defaults
     */
    public static TransportOptions defaults() {
        return new TransportOptions(
                Optional.empty(),
                Optional.empty(),
                64 << 20,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                true);
    }

    /**
     * These options with certificates to trust besides the runtime's.
     *
     * @param file PEM, one or many certificates
     * @return new options
     */
    public TransportOptions withCaFile(Path file) {
        return new TransportOptions(
                Optional.of(file),
                proxy,
                maxMessageBytes,
                connectTimeout,
                requestTimeout,
                compression);
    }

    /**
     * These options through a proxy.
     *
     * @param uri see {@link #proxy()}
     * @return new options
     */
    public TransportOptions withProxy(URI uri) {
        return new TransportOptions(
                caFile,
                Optional.of(uri),
                maxMessageBytes,
                connectTimeout,
                requestTimeout,
                compression);
    }

    /**
     * These options with another size limit.
     *
     * @param bytes at least 1
     * @return new options
     */
    public TransportOptions withMaxMessageBytes(int bytes) {
        return new TransportOptions(
                caFile, proxy, bytes, connectTimeout, requestTimeout, compression);
    }

    /**
     * These options with another time to connect.
     *
     * @param timeout more than zero
     * @return new options
     */
    public TransportOptions withConnectTimeout(Duration timeout) {
        return new TransportOptions(
                caFile, proxy, maxMessageBytes, timeout, requestTimeout, compression);
    }

    /**
     * These options with another time for a request.
     *
     * @param timeout more than zero
     * @return new options
     */
    public TransportOptions withRequestTimeout(Duration timeout) {
        return new TransportOptions(
                caFile, proxy, maxMessageBytes, connectTimeout, timeout, compression);
    }

    /**
     * These options with or without compression.
     *
     * @param on whether compression is offered
     * @return new options
     */
    public TransportOptions withCompression(boolean on) {
        return new TransportOptions(
                caFile, proxy, maxMessageBytes, connectTimeout, requestTimeout, on);
    }

    /** Without the proxy's user and password. */
    @Override
    public String toString() {
        return "TransportOptions[caFile=%s, proxy=%s, maxMessageBytes=%d, connect=%s, request=%s, %s]"
                .formatted(
                        caFile.map(Path::toString).orElse("none"),
                        proxy.map(Proxy::masked).orElse("none"),
                        maxMessageBytes,
                        connectTimeout,
                        requestTimeout,
                        compression ? "compression" : "no compression");
    }

    private static void positive(String name, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " must be more than zero: " + duration);
        }
    }
}
