package io.rayoperator.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Replays every input that was ever interesting. */
class CorpusTest {
  private static final Map<String, Consumer<byte[]>> TARGETS =
      new TreeMap<>(
          Map.of(
              "conversion", ConversionTarget::fuzzerTestOneInput,
              "residual", ResidualTarget::fuzzerTestOneInput,
              "conversion-review", ConversionReviewTarget::fuzzerTestOneInput,
              "admission-review", AdmissionReviewTarget::fuzzerTestOneInput));

  @TestFactory
  Stream<DynamicTest> savedInputsBreakNoPromise() throws IOException {
    List<Path> inputs;
    try (Stream<Path> files = Files.walk(Path.of("src", "test", "corpus"))) {
      inputs = files.filter(Files::isRegularFile).sorted().toList();
    }
    assertThat(inputs)
        .extracting(CorpusTest::target)
        .containsAll(TARGETS.keySet())
        .allMatch(TARGETS::containsKey);
    return inputs.stream()
        .map(
            input ->
                DynamicTest.dynamicTest(
                    target(input) + "/" + input.getFileName(),
                    () ->
                        TARGETS
                            .getOrDefault(target(input), any -> {})
                            .accept(Files.readAllBytes(input))));
  }

  private static String target(Path input) {
    return String.valueOf(input.getName(input.getNameCount() - 2));
  }
}
