package dev.fathom.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.house.LauncherFixture.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The `fathom` script, on a checkout of one class whose Maven is a script that only compiles it.
 */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherTest {
    @TempDir Path folder;
    LauncherFixture launcher;

    @BeforeEach
    void prepare() throws IOException {
        launcher = new LauncherFixture(folder.toRealPath());
    }

    @Test
    void buildsOnFirstUseAndNotAgain() throws Exception {
        Outcome first = launcher.run("one", "two words");
        Outcome second = launcher.run("three");

        assertThat(first.output()).isEqualTo("args [one, two words]\n");
        assertThat(first.errors()).contains("fathom: building (log: ", "fathom: built in ");
        assertThat(second.output()).isEqualTo("args [three]\n");
        assertThat(second.errors()).isEmpty();
        assertThat(launcher.builds()).isEqualTo(1);
    }

    @Test
    void passesOnTheCodeOfTheProgram() throws Exception {
        assertThat(launcher.run("exit", "3").code()).isEqualTo(3);
    }

    @Test
    void buildsAgainWhenASourceIsNewer() throws Exception {
        launcher.run();
        Files.setLastModifiedTime(launcher.source(), FileTime.from(Instant.now().plusSeconds(1)));

        launcher.run();

        assertThat(launcher.builds()).isEqualTo(2);
    }

    @Test
    void buildsAgainWhenASourceIsGone() throws Exception {
        Path other = launcher.source().resolveSibling("Other.java");
        Files.writeString(other, "class Other {}");
        launcher.run();
        Files.delete(other);

        launcher.run();

        assertThat(launcher.builds()).isEqualTo(2);
    }

    @Test
    void showsWhyTheBuildFailedAndRecovers() throws Exception {
        String good = Files.readString(launcher.source());
        Files.writeString(launcher.source(), good.replace("String[] args", "Strin args"));
        Outcome broken = launcher.run();
        Files.writeString(launcher.source(), good);
        Outcome mended = launcher.run("well");

        assertThat(broken.code()).isEqualTo(70);
        assertThat(broken.output()).isEmpty();
        assertThat(broken.errors())
                .contains("[ERROR]", "Strin args")
                .endsWith("the whole log is in " + launcher.root() + "/target/build.log\n");
        assertThat(mended.output()).isEqualTo("args [well]\n");
    }

    @Test
    void keepsTheOldBuildForThoseWhoRunIt() throws Exception {
        launcher.run();
        Path old = launcher.currentBuild();
        Files.setLastModifiedTime(launcher.source(), FileTime.from(Instant.now().plusSeconds(1)));

        launcher.run();

        assertThat(launcher.currentBuild()).isNotEqualTo(old);
        assertThat(old.resolve("fathom-cli-1.jar")).exists();
    }

    @Test
    void worksThroughSymbolicLinksFromAnyFolder() throws Exception {
        Path elsewhere = Files.createDirectory(folder.resolve("else where"));
        Path near = Files.createSymbolicLink(elsewhere.resolve("near"), Path.of("../far"));
        Files.createSymbolicLink(folder.resolve("far"), launcher.root().resolve("fathom"));

        Outcome outcome = launcher.start(near, elsewhere, "x").outcome();

        assertThat(outcome.output()).isEqualTo("args [x]\n");
    }

    @Test
    void twoFirstStartsBuildOnce() throws Exception {
        var first = launcher.start("first");
        var second = launcher.start("second");

        assertThat(first.outcome().output()).isEqualTo("args [first]\n");
        assertThat(second.outcome().output()).isEqualTo("args [second]\n");
        assertThat(launcher.builds()).isEqualTo(1);
    }

    @Test
    void aSignalReachesTheProgram() throws Exception {
        var running = launcher.start("wait");
        assertThat(running.nextLine()).isEqualTo("waiting");

        running.terminate();

        assertThat(running.outcome().output()).isEqualTo("stopped\n");
    }

    @Test
    void startsARealJavaWhichGetsTheSignalsItself() throws Exception {
        launcher.useThisJdk();
        assertThat(launcher.run("one", "two words"))
                .extracting(Outcome::code, Outcome::output)
                .containsExactly(0, "args [one, two words]\n");
        var running = launcher.start("wait");
        assertThat(running.nextLine()).isEqualTo("waiting");

        running.terminate();

        assertThat(running.outcome()).isEqualTo(new Outcome(143, "stopped\n", ""));
    }

    @Test
    void saysSoWhenThereIsNoJdk() throws Exception {
        launcher.environment().remove("JAVA_HOME");
        launcher.environment().put("FATHOM_JDK_SEARCH", folder.toString());

        Outcome outcome = launcher.run();

        assertThat(outcome.code()).isEqualTo(78);
        assertThat(outcome.errors())
                .isEqualTo(
                        "fathom: needs a JDK 25 and found none;"
                                + " install one or set JAVA_HOME to its folder.\n");
    }

    @Test
    void saysSoWhenThereIsNoMaven() throws Exception {
        launcher.withoutMaven();

        Outcome outcome = launcher.run();

        assertThat(outcome.code()).isEqualTo(78);
        assertThat(outcome.errors())
                .isEqualTo(
                        "fathom: needs Maven to build and found no mvn in PATH;"
                                + " install Maven 3.8 or newer.\n");
    }

    @Test
    void needsNoMavenOnceBuilt() throws Exception {
        launcher.run();
        launcher.withoutMaven();

        assertThat(launcher.run("again").output()).isEqualTo("args [again]\n");
    }

    @Test
    void looksFurtherWhenJavaHomeIsWrong() throws Exception {
        launcher.environment().put("JAVA_HOME", "/nowhere");
        launcher.environment()
                .put("FATHOM_JDK_SEARCH", "/nowhere/else:" + launcher.jdk().getParent());

        assertThat(launcher.run("found").output()).isEqualTo("args [found]\n");
    }

    @Test
    void looksBehindTheJavaOfThePath() throws Exception {
        launcher.environment().remove("JAVA_HOME");
        launcher.environment().remove("FATHOM_JDK_SEARCH");
        launcher.environment().put("HOME", folder.toString());
        launcher.tool("java", launcher.jdk().resolve("bin/java"));

        assertThat(launcher.run("found").output()).isEqualTo("args [found]\n");
    }
}
