package io.rayoperator.config.contract;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Reads from the sources of all modules which tests mention the contract, or a guide. Sources,
 * because they are all there whichever modules have been compiled, and never older than what was
 * committed.
 */
final class TestSources {

  private static final String SECTIONS = "Contract";
  private static final String CASES = "AcceptanceCase";
  private static final String ROWS = "GuideRow";
  private static final Set<String> TESTS =
      Set.of("Test", "ParameterizedTest", "RepeatedTest", "TestFactory", "Property");

  private TestSources() {}

  /**
   * All mentions, by file and in the order in which they are written there.
   *
   * @param root of the repository
   * @throws IllegalArgumentException if an annotation is on something that is no test, or has a
   *     value that is no literal
   */
  static List<Mention> mentions(Path root) throws IOException {
    List<Path> files;
    try (Stream<Path> modules = Files.list(root)) {
      files =
          modules.flatMap(TestSources::tests).sorted(Comparator.comparing(Path::toString)).toList();
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  null,
                  List.of("-proc:none"),
                  null,
                  manager.getJavaFileObjectsFromPaths(files));
      List<Mention> mentions = new ArrayList<>();
      for (CompilationUnitTree unit : task.parse()) {
        Path file = root.toAbsolutePath().relativize(Path.of(unit.getSourceFile().toUri()));
        unit.accept(new Reader(file.toString().replace('\\', '/')), mentions);
      }
      return mentions;
    }
  }

  private static Stream<Path> tests(Path module) {
    Path sources = module.resolve("src/test/java");
    if (!Files.isDirectory(sources)) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.walk(sources)) {
      return files.filter(TestSources::mayMention).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean mayMention(Path file) {
    try {
      return file.toString().endsWith(".java")
          && Files.readString(file).contains("io.rayoperator.testing.");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Reader extends TreeScanner<@Nullable Void, List<Mention>> {

    private final String file;
    private final Deque<String> classes = new ArrayDeque<>();

    Reader(String file) {
      this.file = file;
    }

    @Override
    public @Nullable Void visitClass(ClassTree tree, List<Mention> mentions) {
      classes.addLast(tree.getSimpleName().toString());
      take(tree.getModifiers(), "", mentions);
      super.visitClass(tree, mentions);
      classes.removeLast();
      return null;
    }

    @Override
    public @Nullable Void visitMethod(MethodTree tree, List<Mention> mentions) {
      if (take(tree.getModifiers(), tree.getName().toString(), mentions)
          && tree.getModifiers().getAnnotations().stream().noneMatch(Reader::isTest)) {
        throw new IllegalArgumentException(file + ": " + tree.getName() + " is no test");
      }
      return super.visitMethod(tree, mentions);
    }

    /** Whether there was something to take. */
    private boolean take(ModifiersTree modifiers, String method, List<Mention> mentions) {
      List<String> sections = values(modifiers, SECTIONS);
      List<Integer> cases = values(modifiers, CASES).stream().map(Integer::valueOf).toList();
      List<String> rows = values(modifiers, ROWS);
      if (sections.isEmpty() && cases.isEmpty() && rows.isEmpty()) {
        return false;
      }
      mentions.add(new Mention(file, String.join(".", classes), method, sections, cases, rows));
      return true;
    }

    private static boolean isTest(AnnotationTree annotation) {
      return TESTS.contains(annotation.getAnnotationType().toString());
    }

    private List<String> values(ModifiersTree modifiers, String annotationName) {
      return modifiers.getAnnotations().stream()
          .filter(annotation -> annotation.getAnnotationType().toString().equals(annotationName))
          .flatMap(annotation -> annotation.getArguments().stream())
          .flatMap(this::literals)
          .toList();
    }

    private Stream<String> literals(ExpressionTree value) {
      return switch (value) {
        case AssignmentTree assignment -> literals(assignment.getExpression());
        case NewArrayTree array -> array.getInitializers().stream().flatMap(this::literals);
        case LiteralTree literal -> Stream.of(String.valueOf(literal.getValue()));
        default -> throw new IllegalArgumentException(file + ": " + value + " is no literal");
      };
    }
  }
}
