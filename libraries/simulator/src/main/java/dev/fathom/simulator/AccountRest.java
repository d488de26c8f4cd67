package dev.fathom.simulator;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The venue's REST about the account. */
final class AccountRest {
    private static final String GONE =
            "<html>\r\n<head><title>410 Gone</title></head>\r\n<body>\r\n<center><h1>410"
                    + " Gone</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";

    private final List<RestPart> parts;
    private final RestApi rest;

    AccountRest(List<RestPart> parts, RestApi rest) {
        this.parts = List.copyOf(parts);
        this.rest = rest;
    }

    /** Answers a request about the account; false if it is about something else. */
    boolean request(HttpAsk ask, String address, Consumer<HttpReply> reply) {
        int mark = ask.target().indexOf('?');
        String path = mark < 0 ? ask.target() : ask.target().substring(0, mark);
        Optional<RestPart> part =
                parts.stream().filter(it -> it.serves(ask.method(), path)).findFirst();
        part.ifPresent(it -> answer(it, ask, path, address, reply));
        return part.isPresent();
    }

    private void answer(
            RestPart part, HttpAsk ask, String path, String address, Consumer<HttpReply> reply) {
        Map<String, String> parameters = new HashMap<>();
        try {
            parameters.putAll(Query.parse("?" + ask.body()).parameters());
            parameters.putAll(Query.parse(ask.target()).parameters());
        } catch (IllegalArgumentException _) {
            RestRefusal broken = new RestRefusal(-1100, "Illegal characters found in a parameter.");
            reply.accept(rest.replies().error(broken, 0));
            return;
        }
        switch (part.find(ask, path, parameters)) {
            case RestPart.Found.Priced it -> rest.priced(address, it.weight(), reply, it.answer());
            case RestPart.Found.Gone _ ->
                    reply.accept(
                            new HttpReply(
                                    410,
                                    Map.of("Content-Type", "text/html"),
                                    GONE.getBytes(StandardCharsets.UTF_8)));
        }
    }
}
