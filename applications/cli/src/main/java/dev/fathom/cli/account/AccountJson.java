package dev.fathom.cli.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fathom.account.AccountEvent;
import dev.fathom.account.Details;
import dev.fathom.account.Secret;
import dev.fathom.market.Instrument;
import dev.fathom.market.VenueTime;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * An object a line, with the names that the events have in Java: amounts as texts with the venue's
 * digits, times with their unit in the name, details beside the rest, what has no name under the
 * venue's key in {@code unknown}. Secrets are left out. Pure.
 */
final class AccountJson implements AccountFormat {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String event(AccountEvent event, BigDecimal filled) {
        ObjectNode line = JSON.createObjectNode().put("event", name(event.getClass()));
        members(line, (Record) event);
        if (filled.signum() != 0) {
            line.put("filledSoFar", filled.toPlainString());
        }
        return line + "\n";
    }

    @Override
    public String summary(Holds now) {
        ObjectNode line = JSON.createObjectNode().put("event", "summary");
        members(line, now);
        return line + "\n";
    }

    private static String name(Class<?> type) {
        String name = type.getSimpleName();
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private static void members(ObjectNode into, Record from) {
        for (RecordComponent component : from.getClass().getRecordComponents()) {
            try {
                put(into, component.getName(), component.getAccessor().invoke(from));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("a record does not show " + component, e);
            }
        }
    }

    private static void put(ObjectNode into, String name, Object value) {
        switch (value) {
            case Details it -> details(into, it);
            case VenueTime it when it.isKnown() ->
                    into.put(name + (it.unit() == TimeUnit.MICROSECONDS ? "Us" : "Ms"), it.value());
            case VenueTime _, Secret _ -> {
                // Not sent, or not to be shown.
            }
            case BigDecimal it -> into.put(name, it.toPlainString());
            case Instrument it -> into.put(name, it.toString());
            case Long it -> into.put(name, it);
            case Boolean it -> into.put(name, it);
            case List<?> it -> it.forEach(element -> add(into.withArray(name), element));
            case Record it -> members(into.withObjectProperty(name), it);
            default -> into.put(name, value.toString());
        }
    }

    private static void add(ArrayNode into, Object element) {
        if (element instanceof Record it) {
            members(into.addObject(), it);
        } else {
            into.add(element.toString());
        }
    }

    private static void details(ObjectNode into, Details details) {
        details.known().forEach((detail, value) -> put(into, detail.toString(), value));
        for (Map.Entry<String, String> more : details.unknown().entrySet()) {
            try {
                into.withObjectProperty("unknown")
                        .set(more.getKey(), JSON.readTree(more.getValue()));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("no JSON was kept of " + more.getKey(), e);
            }
        }
    }
}
