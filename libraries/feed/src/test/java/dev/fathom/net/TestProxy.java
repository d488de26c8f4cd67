package dev.fathom.net;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A proxy on loopback for HTTP CONNECT, SOCKS4a and SOCKS5, with or without the log-in {@code
 * user:secret word}. Whatever the name asked for, it connects to loopback.
 */
final class TestProxy implements AutoCloseable {
    /** What was asked for, as {@code protocol host:port}. */
    final BlockingQueue<String> asked = new LinkedBlockingQueue<>();

    private final ServerSocket listening;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final boolean login;

    TestProxy(boolean login) throws IOException {
        this.login = login;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                sockets.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                asked.add("ended: " + e.getMessage());
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            OutputStream out = client.getOutputStream();
            int port =
                    switch (in.readUnsignedByte()) {
                        case 4 -> socks4(in, out);
                        case 5 -> socks5(in, out);
                        default -> http(in, out);
                    };
            if (port > 0) {
                try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    sockets.add(server);
                    Thread.ofVirtual().start(() -> pump(server, client));
                    pump(client, server);
                }
            }
        } catch (IOException e) {
            asked.add("broke: " + e.getMessage());
        }
    }

    private static void pump(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            in.transferTo(to.getOutputStream());
        } catch (IOException _) {
            return; // the other end is closed: so is this tunnel
        }
    }

    private int http(DataInputStream in, OutputStream out) throws IOException {
        StringBuilder head = new StringBuilder("C");
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        String target = head.toString().split(" ")[1];
        String basic =
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(
                                        "user:secret word".getBytes(StandardCharsets.UTF_8));
        if (login && !head.toString().contains(basic)) {
            out.write(bytes("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n"));
            return 0;
        }
        asked.add("http " + target);
        out.write(bytes("HTTP/1.1 200 Connection established\r\n\r\n"));
        return Integer.parseInt(target.substring(target.lastIndexOf(':') + 1));
    }

    private int socks4(DataInputStream in, OutputStream out) throws IOException {
        in.readUnsignedByte();
        int port = in.readUnsignedShort();
        int address = in.readInt();
        String user = untilZero(in);
        String host = address >>> 8 == 0 ? untilZero(in) : "by number " + address;
        boolean granted = !login || user.equals("user");
        asked.add("socks4 " + host + ":" + port);
        out.write(new byte[] {0, (byte) (granted ? 90 : 91), 0, 0, 0, 0, 0, 0});
        return granted ? port : 0;
    }

    private int socks5(DataInputStream in, OutputStream out) throws IOException {
        in.skipNBytes(in.readUnsignedByte());
        out.write(new byte[] {5, (byte) (login ? 2 : 0)});
        if (login) {
            in.readUnsignedByte();
            String given = counted(in) + ":" + counted(in);
            boolean granted = given.equals("user:secret word");
            out.write(new byte[] {1, (byte) (granted ? 0 : 1)});
            if (!granted) {
                return 0;
            }
        }
        in.skipNBytes(3);
        String host =
                switch (in.readUnsignedByte()) {
                    case 3 -> counted(in);
                    case 1 -> InetAddress.getByAddress(in.readNBytes(4)).getHostAddress();
                    default -> "unexpected kind of address";
                };
        int port = in.readUnsignedShort();
        asked.add("socks5 " + host + ":" + port);
        out.write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
        return port;
    }

    private static String counted(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.UTF_8);
    }

    private static String untilZero(DataInputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int c = in.readUnsignedByte(); c != 0; c = in.readUnsignedByte()) {
            text.append((char) c);
        }
        return text.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
