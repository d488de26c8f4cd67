package dev.fathom.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Rules about the sources themselves that no compiler checks. */
class SourceRulesTest {
    /** Taken apart, so that this file does not break its own rule. */
    private static final Pattern MARK = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|X" + "XX)\\b");

    @Test
    void everyPublicTypeOfTheLibrariesIsDocumented() throws IOException {
        List<String> bare = new ArrayList<>();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var units = files.getJavaFileObjectsFromPaths(sources("libraries/*/src/main"));
            var task = (JavacTask) compiler.getTask(null, files, null, List.of(), null, units);
            DocTrees docs = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                new TreePathScanner<Void, Void>() {
                    @Override
                    public Void visitClass(ClassTree type, Void unused) {
                        if (type.getModifiers().getFlags().contains(Modifier.PUBLIC)
                                && docs.getDocCommentTree(getCurrentPath()) == null) {
                            bare.add(unit.getSourceFile().getName() + ": " + type.getSimpleName());
                        }
                        return super.visitClass(type, unused);
                    }
                }.scan(unit, null);
            }
        }

        assertThat(bare).as("public types without a doc comment").isEmpty();
    }

    @Test
    void everyPackageForbidsNull() throws IOException {
        List<Path> open = new ArrayList<>();
        for (Path source : sources("{libraries,applications}/*/src/main")) {
            Path info = source.resolveSibling("package-info.java");
            boolean inPackage = !source.endsWith("module-info.java");
            if (inPackage
                    && !(Files.exists(info) && Files.readString(info).contains("@NullMarked"))) {
                open.add(source);
            }
        }

        assertThat(open).as("sources in a package that is not @NullMarked").isEmpty();
    }

    @Test
    void nothingIsLeftForLater() throws IOException {
        List<String> marks = new ArrayList<>();
        for (Path source : sources("{libraries,applications,tests}/*/src")) {
            for (String line : Files.readAllLines(source)) {
                if (MARK.matcher(line).find()) {
                    marks.add(source + ": " + line.strip());
                }
            }
        }

        assertThat(marks).isEmpty();
    }

    /** The Java files below the folders that match, in order. */
    private static List<Path> sources(String folders) throws IOException {
        Path root = Checkout.root();
        var matcher =
                root.getFileSystem().getPathMatcher("glob:" + root + "/" + folders + "/**.java");
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> found = files.filter(matcher::matches).sorted().toList();
            assertThat(found).as("sources in " + folders).isNotEmpty();
            return found;
        }
    }
}
