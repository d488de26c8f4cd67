package dev.fathom.net;

import java.net.URI;
import java.util.Locale;

/**
 * Where a connection leads. Immutable.
 *
 * @param uri the address in ASCII; path and query as they were written
 * @param secure whether TLS is spoken
 * @param host name or number, IPv6 without its brackets
 * @param port as written, or the scheme's
 */
record Address(URI uri, boolean secure, String host, int port) {
    /** Reads {@code ws:} and {@code wss:}. */
    static Address webSocket(URI uri) {
        return of(uri, "ws", "wss");
    }

    /** Reads {@code http:} and {@code https:}. */
    static Address http(URI uri) {
        return of(uri, "http", "https");
    }

    /**
     * Path and query for the request line. What is percent-encoded stays so, the rest stays as is.
     */
    String target() {
        String path = uri.getRawPath();
        String query = uri.getRawQuery();
        return (path == null || path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
    }

    /** Host and, unless it is the scheme's own, port. */
    String authority() {
        String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port == (secure ? 443 : 80) ? name : name + ":" + port;
    }

    /**
     * Scheme, host and port: what messages name. Path and query are left out, since venues carry
     * keys in both.
     */
    String origin() {
        return uri.getScheme().toLowerCase(Locale.ROOT) + "://" + authority();
    }

    private static Address of(URI given, String plain, String secure) {
        URI uri = URI.create(given.toASCIIString());
        String scheme = uri.getScheme();
        boolean isSecure = secure.equalsIgnoreCase(scheme);
        if (!isSecure && !plain.equalsIgnoreCase(scheme)) {
            throw new IllegalArgumentException(
                    "address must begin with %s:// or %s://, got scheme: %s"
                            .formatted(plain, secure, scheme));
        }
        String host = uri.getHost();
        if (host == null) {
            throw new IllegalArgumentException(
                    "address has no valid host: " + scheme + "://" + uri.getRawAuthority());
        }
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "address must not carry a user or password: " + scheme + "://" + host);
        }
        int port = uri.getPort() >= 0 ? uri.getPort() : isSecure ? 443 : 80;
        if (port == 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 1 to 65535: " + port);
        }
        return new Address(uri, isSecure, withoutBrackets(host), port);
    }

    static String withoutBrackets(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
