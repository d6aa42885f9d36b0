package io.rayoperator.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class GeneratedFileTest {

  private static final Path ROOT = Path.of("..");

  @TestFactory
  Stream<DynamicTest> committedFileIsUpToDate() throws IOException {
    return GeneratedFile.all(ROOT).stream()
        .map(file -> DynamicTest.dynamicTest(file.path(), () -> assertUpToDate(file)));
  }

  @Test
  void generatingTwiceGivesTheSame() throws IOException {
    assertThat(GeneratedFile.all(ROOT)).isEqualTo(GeneratedFile.all(ROOT));
  }

  private static void assertUpToDate(GeneratedFile file) throws IOException {
    Path committed = ROOT.resolve(file.path());
    boolean same = Files.exists(committed) && Files.readString(committed).equals(file.content());
    assertThat(same)
        .as("%s is stale: run `make generate` and commit the result", file.path())
        .isTrue();
  }
}
