package dev.fathom.net;

import io.netty.handler.codec.DecoderException;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.ssl.NotSslRecordException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Words for what went wrong on a connection: one line, for people. */
final class Reason {
    private static final int LONGEST = 400;

    private Reason() {}

    static String of(Throwable thrown) {
        Throwable cause = unwrapped(thrown);
        return oneLine(
                switch (cause) {
                    case UnknownHostException e -> "host not found: " + e.getMessage();
                    case NotSslRecordException _ -> "the server does not speak TLS on this port";
                    case SSLException e -> tls(e);
                    case ProxyConnectException e -> "proxy refused or failed: " + message(e);
                    default -> message(cause);
                });
    }

    /** Control characters become spaces; what is too long is cut. */
    static String oneLine(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }

    private static String tls(SSLException thrown) {
        if (find(thrown, CertPathBuilderException.class) != null) {
            return "certificate not trusted: %s; if you trust its issuer, give the issuer's"
                            .formatted(message(thrown))
                    + " certificate as CA file (PEM)";
        }
        CertificateException refused = find(thrown, CertificateException.class);
        return refused != null
                ? "certificate refused: " + message(refused)
                : "TLS failed: " + message(thrown);
    }

    private static Throwable unwrapped(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return thrown instanceof DecoderException && cause != null ? unwrapped(cause) : thrown;
    }

    private static <T extends Throwable> @Nullable T find(Throwable thrown, Class<T> type) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return type.cast(t);
            }
        }
        return null;
    }

    private static String message(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null || message.isBlank() ? thrown.getClass().getSimpleName() : message;
    }
}
