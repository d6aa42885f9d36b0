package io.rayoperator.config.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestSourcesTest {

  private static final String FILE = "module/src/test/java/a/SomeTest.java";

  private final Path root;

  TestSourcesTest(@TempDir Path root) {
    this.root = root;
  }

  @BeforeEach
  void makeDirectories() throws IOException {
    Files.createDirectories(root.resolve(FILE).getParent());
  }

  @Test
  void annotationsOfMethodsAndClassesAreRead() throws IOException {
    write(
        """
        package a;
        import io.rayoperator.testing.Contract;
        @Contract("1.1")
        class SomeTest {
          @Test
          @Contract({"1.2", "1.3"})
          @AcceptanceCase(7)
          @GuideRow("003-1")
          void works() {}

          @Test
          void says() {}

          @Nested
          class Inside {
            @ParameterizedTest
            @AcceptanceCase({8, 9})
            void worksToo(int times) {}
          }
        }
        """);
    assertThat(TestSources.mentions(root))
        .containsExactly(
            new Mention(FILE, "SomeTest", "", List.of("1.1"), List.of(), List.of()),
            new Mention(
                FILE, "SomeTest", "works", List.of("1.2", "1.3"), List.of(7), List.of("003-1")),
            new Mention(FILE, "SomeTest.Inside", "worksToo", List.of(), List.of(8, 9), List.of()));
  }

  @Test
  void annotationOnSomethingElseThanATestIsAMistake() throws IOException {
    write(
        """
        package a;
        import io.rayoperator.testing.Contract;
        class SomeTest {
          @Contract("1.1")
          void prepare() {}
        }
        """);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TestSources.mentions(root))
        .withMessage(FILE + ": prepare is no test");
  }

  private void write(String source) throws IOException {
    Files.writeString(root.resolve(FILE), source);
  }
}
