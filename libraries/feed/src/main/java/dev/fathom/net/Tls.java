package dev.fathom.net;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * What this side trusts: the Java runtime's certificates and those of the CA file. Host names are
 * always checked. Safe for many threads.
 */
final class Tls {
    private final Collection<? extends Certificate> own;
    private @Nullable SslContext context;

    private Tls(Collection<? extends Certificate> own) {
        this.own = own;
    }

    /**
     * Reads the CA file, if there is one.
     *
     * @throws IllegalArgumentException if it cannot be read or holds no certificate
     */
    static Tls trusting(Optional<Path> caFile) {
        return new Tls(caFile.<Collection<? extends Certificate>>map(Tls::read).orElse(List.of()));
    }

    /** Made at the first call, which takes long: the runtime's certificates are read. */
    synchronized SslContext context() throws GeneralSecurityException, IOException {
        SslContext made = context;
        if (made == null) {
            made =
                    SslContextBuilder.forClient()
                            .sslProvider(SslProvider.JDK)
                            .trustManager(trusted())
                            .endpointIdentificationAlgorithm("HTTPS")
                            .build();
            context = made;
        }
        return made;
    }

    /** All certificates trusted. */
    Set<Certificate> issuers() throws GeneralSecurityException {
        Set<Certificate> issuers = new HashSet<>(own);
        for (TrustManager manager : factory(null).getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                issuers.addAll(List.of(x509.getAcceptedIssuers()));
            }
        }
        return issuers;
    }

    private TrustManagerFactory trusted() throws GeneralSecurityException, IOException {
        if (own.isEmpty()) {
            return factory(null);
        }
        KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
        all.load(null, null);
        for (Certificate issuer : issuers()) {
            all.setCertificateEntry("issuer-" + all.size(), issuer);
        }
        return factory(all);
    }

    private static TrustManagerFactory factory(@Nullable KeyStore store)
            throws GeneralSecurityException {
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }

    private static Collection<? extends Certificate> read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (found.isEmpty()) {
                throw new IllegalArgumentException("CA file holds no certificate: " + file);
            }
            return found;
        } catch (IOException e) {
            throw new IllegalArgumentException("CA file cannot be read: " + e, e);
        } catch (CertificateException e) {
            throw new IllegalArgumentException("CA file is not in PEM form: " + file, e);
        }
    }
}
