package dev.fathom.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may use whom. Maven keeps the arrows between modules, this those between packages. */
class ArchitectureTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.fathom");

    /** Each package of the libraries and the packages of ours that it may use beside itself. */
    private static final Map<String, List<String>> ARROWS =
            Map.of(
                    "book", List.of(),
                    "market", List.of("book"),
                    "net", List.of(),
                    "sync", List.of("market", "book"),
                    "account", List.of("market", "book"),
                    "venue", List.of("account", "sync", "net", "market", "book"),
                    "feed", List.of("venue", "account", "sync", "net", "market", "book"),
                    "capture", List.of("feed", "venue", "account", "sync", "net", "market", "book"),
                    "simulator", List.of("book"));

    /** Packages that only a program may use. */
    private static final Set<String> PROGRAMS = Set.of("cli", "benchmarks");

    /**
     * Packages that know no clock, socket or thread, so that a test, a file or a socket can drive
     * them.
     */
    private static final String[] PURE = {
        "dev.fathom.book..",
        "dev.fathom.market..",
        "dev.fathom.sync..",
        "dev.fathom.account..",
        "dev.fathom.venue.."
    };

    static Stream<Arguments> arrows() {
        return ARROWS.entrySet().stream().map(arrow -> arguments(arrow.getKey(), arrow.getValue()));
    }

    @ParameterizedTest
    @MethodSource("arrows")
    void aPackageUsesOnlyThoseItMay(String name, List<String> others) {
        List<String> allowed =
                Stream.concat(Stream.of(name), others.stream())
                        .map(used -> "dev.fathom." + used + "..")
                        .toList();

        noClasses()
                .that()
                .resideInAPackage("dev.fathom." + name + "..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("dev.fathom..")
                                .and(resideOutsideOfPackages(allowed.toArray(String[]::new))))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void everyPackageHasItsPlace() {
        Set<String> found = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            found.add(type.getPackageName().split("\\.")[2]);
        }

        assertThat(found).contains("book", "net", "simulator");
        found.removeAll(ARROWS.keySet());
        found.removeAll(PROGRAMS);
        assertThat(found).as("packages without a line in this test's table").isEmpty();
    }

    @Test
    void theBookNeedsNothing() {
        noClasses()
                .that()
                .resideInAPackage("dev.fathom.book..")
                .should()
                .dependOnClassesThat(
                        resideOutsideOfPackages("java..", "org.jspecify..", "dev.fathom.book.."))
                .check(CLASSES);
    }

    @Test
    void onlyTheNetPackageOfTheFeedUsesNetty() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.fathom.net..", "dev.fathom.simulator..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty..")
                .check(CLASSES);
    }

    @Test
    void onlyTheFeedNamesVenues() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.fathom.feed..", "dev.fathom.venue.*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.fathom.venue.*..")
                .check(CLASSES);
    }

    @Test
    void noVenueUsesAnother() {
        slices().matching("dev.fathom.venue.(*)..")
                .should()
                .notDependOnEachOther()
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.fathom.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void thePureCoreKnowsNoSocketAndNoThread() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("java.net.http..", "java.nio.channels..")
                                .or(named("java.net.Socket", "java.net.ServerSocket"))
                                .or(named("java.net.DatagramSocket", "java.time.Clock"))
                                .or(named("java.lang.Thread", "java.util.Timer"))
                                .or(named("java.util.concurrent.Executors"))
                                .or(named("java.util.concurrent.ExecutorService")))
                .check(CLASSES);
    }

    @Test
    void thePureCoreAsksNoClock() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .callCodeUnitWhere(asksAClock())
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> named(String... names) {
        Set<String> wanted = Set.of(names);
        return describe(String.join(" or ", names), type -> wanted.contains(type.getName()));
    }

    private static DescribedPredicate<JavaCall<?>> asksAClock() {
        Set<String> clocks = Set.of("nanoTime", "currentTimeMillis", "now", "random");
        return describe(
                "a clock or a source of chance is asked",
                call ->
                        clocks.contains(call.getName())
                                && call.getTargetOwner()
                                        .getName()
                                        .matches("java\\.(lang|time)\\..*"));
    }
}
