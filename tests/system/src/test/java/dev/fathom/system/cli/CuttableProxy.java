package dev.fathom.system.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A way to a server that one client has for itself, and that can be cut. Safe for many threads. */
final class CuttableProxy implements AutoCloseable {
    private final ServerSocket server;
    private final URI to;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService later =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
    private final Semaphore uses = new Semaphore(0);
    private volatile boolean cut;

    private CuttableProxy(ServerSocket server, URI to) {
        this.server = server;
        this.to = to;
    }

    static CuttableProxy to(URI address) throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        CuttableProxy proxy = new CuttableProxy(server, address);
        Thread.ofVirtual().start(proxy::accept);
        return proxy;
    }

    URI address() {
        return URI.create(to.getScheme() + "://127.0.0.1:" + server.getLocalPort());
    }

    /** Waits until the client has come this way once more than was waited for before. */
    void awaitUse() throws InterruptedException {
        uses.acquire();
    }

    /** Cuts the way after a time, for a time. */
    void cut(long afterMs, long forMs) {
        later.schedule(
                () -> {
                    cut = true;
                    sockets.forEach(CuttableProxy::end);
                },
                afterMs,
                TimeUnit.MILLISECONDS);
        later.schedule(() -> cut = false, afterMs + forMs, TimeUnit.MILLISECONDS);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                if (cut) {
                    end(client);
                } else {
                    pass(client);
                }
            } catch (IOException _) {
                // Closed, or a client that went away: the next one.
            }
        }
    }

    private void pass(Socket client) throws IOException {
        Socket there = new Socket();
        there.connect(new InetSocketAddress(to.getHost(), to.getPort()));
        sockets.add(client);
        sockets.add(there);
        uses.release();
        Thread.ofVirtual().start(() -> pump(client, there));
        Thread.ofVirtual().start(() -> pump(there, client));
    }

    private void pump(Socket from, Socket into) {
        try (from;
                into) {
            InputStream in = from.getInputStream();
            OutputStream out = into.getOutputStream();
            byte[] some = new byte[1 << 16];
            for (int count = in.read(some); count >= 0; count = in.read(some)) {
                out.write(some, 0, count);
                out.flush();
            }
        } catch (IOException _) {
            // Cut, or one side has ended: so does the other.
        } finally {
            sockets.remove(from);
            sockets.remove(into);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException _) {
            // It has ended by itself.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        later.shutdownNow();
        sockets.forEach(CuttableProxy::end);
    }
}
