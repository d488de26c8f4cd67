package dev.fathom.cli.common;

import dev.fathom.net.TransportOptions;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that connects. */
public final class TransportArguments {
    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description = "Certificates (PEM) to trust besides those of the Java runtime.")
    private @Nullable Path caFile;

    @Option(
            names = "--proxy",
            paramLabel = "URI",
            description = "http://[USER:PASSWORD@]HOST:PORT, socks5://... or socks4://...")
    private @Nullable URI proxy;

    /** How connections are to be made. */
    public TransportOptions options() {
        TransportOptions transport = TransportOptions.defaults();
        if (caFile != null) {
            transport = transport.withCaFile(caFile);
        }
        if (proxy != null) {
            transport = transport.withProxy(proxy);
        }
        return transport;
    }
}
