package dev.fathom.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ByteTableTest {
    private final ByteTable<Integer> table = new ByteTable<>();

    private void put(String name, int value) {
        byte[] bytes = ("<" + name + ">").getBytes(StandardCharsets.UTF_8);
        table.put(bytes, 1, bytes.length - 1, value);
    }

    private @Nullable Integer get(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return table.get(bytes, 0, bytes.length);
    }

    @Property
    void holdsWhatAMapHolds(@ForAll @Size(max = 200) List<@StringLength(max = 3) String> names) {
        ByteTable<Integer> fresh = new ByteTable<>();
        Map<String, Integer> map = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            byte[] name = names.get(i).getBytes(StandardCharsets.UTF_8);
            fresh.put(name, 0, name.length, i);
            map.put(new String(name, StandardCharsets.ISO_8859_1), i);
        }
        map.forEach((name, value) -> {
            byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
            assertThat(fresh.get(bytes, 0, bytes.length)).isEqualTo(value);
        });
    }

    @Test
    void namesThatDifferInOneByteAreTold() {
        for (int length = 1; length <= 40; length++) {
            put("x".repeat(length), 100 * length);
            for (int at = 0; at < length; at++) {
                put("x".repeat(at) + "y" + "x".repeat(length - at - 1), 100 * length + at + 1);
            }
        }

        for (int length = 1; length <= 40; length++) {
            assertThat(get("x".repeat(length))).isEqualTo(100 * length);
            for (int at = 0; at < length; at++) {
                assertThat(get("x".repeat(at) + "y" + "x".repeat(length - at - 1)))
                        .isEqualTo(100 * length + at + 1);
            }
        }
    }

    @Test
    void keepsACopyOfTheName() {
        byte[] name = {'a', 'b'};
        table.put(name, 0, 2, 1);
        name[0] = 'x';

        assertThat(get("ab")).isEqualTo(1);
        assertThat(get("xb")).isNull();
        assertThat(get("a")).isNull();
    }

    @Test
    void aFullTableKeepsWhatItHas() {
        for (int i = 0; i < ByteTable.MOST + 10; i++) {
            put("name" + i, i);
        }

        assertThat(get("name0")).isZero();
        assertThat(get("name" + (ByteTable.MOST - 1))).isEqualTo(ByteTable.MOST - 1);
        assertThat(get("name" + ByteTable.MOST)).isNull();
    }

    @Test
    void longNamesAreNotHeld() {
        put("x".repeat(ByteTable.LONGEST), 1);
        put("y".repeat(ByteTable.LONGEST + 1), 2);

        assertThat(get("x".repeat(ByteTable.LONGEST))).isEqualTo(1);
        assertThat(get("y".repeat(ByteTable.LONGEST + 1))).isNull();
    }
}
