package dev.fathom.net;

import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.handler.proxy.Socks4ProxyHandler;
import io.netty.handler.proxy.Socks5ProxyHandler;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A proxy to go through. The proxy looks up the venue's name, not this machine. Immutable.
 *
 * @param kind its protocol
 * @param host its name or number
 * @param port its port
 * @param user for its log-in; empty for none
 * @param password for its log-in; SOCKS4 has none
 */
record Proxy(Kind kind, String host, int port, String user, String password) {
    enum Kind {
        HTTP(8080),
        SOCKS4(1080),
        SOCKS5(1080);

        private final int port;

        Kind(int port) {
            this.port = port;
        }
    }

    /**
     * Reads {@code http://[user:password@]host[:port]}, {@code socks5://} or {@code socks4://}.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    static Proxy of(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        Kind kind =
                switch (scheme) {
                    case "http" -> Kind.HTTP;
                    case "socks4", "socks4a" -> Kind.SOCKS4;
                    case "socks5", "socks5h" -> Kind.SOCKS5;
                    default ->
                            throw new IllegalArgumentException(
                                    "proxy must begin with http://, socks5:// or socks4://: "
                                            + masked(uri));
                };
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("proxy has no valid host: " + masked(uri));
        }
        String login = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
        int colon = login.indexOf(':');
        return new Proxy(
                kind,
                Address.withoutBrackets(uri.getHost()),
                uri.getPort() >= 0 ? uri.getPort() : kind.port,
                decoded(colon < 0 ? login : login.substring(0, colon)),
                decoded(colon < 0 ? "" : login.substring(colon + 1)));
    }

    /** The URI with its password unreadable. */
    static String masked(URI uri) {
        String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
        int at = authority.lastIndexOf('@');
        return uri.getScheme() + "://" + (at < 0 ? authority : "***" + authority.substring(at));
    }

    /** A handler that tunnels one connection through the proxy found at the given address. */
    ProxyHandler handler(InetSocketAddress at) {
        return switch (kind) {
            case HTTP ->
                    user.isEmpty()
                            ? new HttpProxyHandler(at)
                            : new HttpProxyHandler(at, user, password);
            case SOCKS4 ->
                    user.isEmpty() ? new Socks4ProxyHandler(at) : new Socks4ProxyHandler(at, user);
            case SOCKS5 ->
                    user.isEmpty()
                            ? new Socks5ProxyHandler(at)
                            : new Socks5ProxyHandler(at, user, password);
        };
    }

    /** Without user and password. */
    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + " proxy " + host + ":" + port;
    }

    private static String decoded(String part) {
        // URLDecoder is made for forms, where '+' stands for a space
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
