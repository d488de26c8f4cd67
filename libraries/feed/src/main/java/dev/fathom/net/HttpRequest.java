package dev.fathom.net;

import java.net.URI;
import java.util.Map;

/**
 * What to ask a server over HTTP. Immutable; its text shows neither query nor headers, since keys
 * and signatures are there.
 *
 * @param method what to do
 * @param uri {@code http:} or {@code https:}; path and query go out as written
 * @param headers header fields to send besides those the protocol needs
 * @param body as text; empty for none
 */
public record HttpRequest(Method method, URI uri, Map<String, String> headers, String body) {
    /** The methods that venues use. */
    public enum Method {
        /** Reads. */
        GET,
        /** Makes something. */
        POST,
        /** Changes or prolongs something. */
        PUT,
        /** Ends something. */
        DELETE;

        /** True where doing it twice does no more than doing it once. */
        boolean isRepeatable() {
            return this != POST;
        }
    }

    /** Takes the headers as they are now. */
    public HttpRequest {
        headers = Map.copyOf(headers);
    }

    /** Reads an address. */
    public static HttpRequest get(URI uri) {
        return new HttpRequest(Method.GET, uri, Map.of(), "");
    }

    @Override
    public String toString() {
        return method + " " + uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
    }
}
