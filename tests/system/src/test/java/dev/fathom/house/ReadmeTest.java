package dev.fathom.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README shows code that compiles and commands that exist. */
class ReadmeTest {
    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    private final Path root = Checkout.root();

    @Test
    void itsFirstProgramIsTheOneThatIsCompiled() throws IOException {
        Matcher block = JAVA_BLOCK.matcher(read("README.md"));

        assertThat(block.find()).isTrue();
        assertThat(block.group(1).strip())
                .isEqualTo(
                        read("tests/system/src/test/java/dev/fathom/system/example/FirstProgram.java")
                                .replaceFirst("package [^;]+;", "")
                                .strip());
    }

    @Test
    void itSaysWhatItIsInThreeLinesAndShowsRunningCodeByLineTwenty() throws IOException {
        String top = String.join("\n", read("README.md").lines().limit(20).toList());

        assertThat(top).contains("./fathom demo");
        assertThat(top.indexOf("```")).isPositive();
    }

    @Test
    void itNamesBothCommands() throws IOException {
        assertThat(read("README.md")).contains("./fathom demo", "./check");
    }

    private String read(String file) throws IOException {
        return Files.readString(root.resolve(file));
    }
}
