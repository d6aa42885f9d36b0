package io.rayoperator.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.api.v1.validation.RayClusterValidator;
import io.rayoperator.api.v1.validation.Violation;
import io.rayoperator.conversion.ApiVersion;
import io.rayoperator.conversion.RayClusterConverter;
import io.rayoperator.testing.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The {@link Corpus} says of itself what is true. */
class CorpusTest {

  private static final RayClusterConverter CONVERTER = RayClusterConverter.create();

  /** Those that no rule of ours but the API server refuses are left out. */
  static Stream<CorpusCase> refusedByRules() {
    return Corpus.invalid()
        .filter(
            document ->
                !Set.of(CorpusCase.SCHEMA, CorpusCase.STRICT, CorpusCase.LAYOUT)
                    .contains(document.rule()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusedByRules")
  void documentBreaksItsRule(CorpusCase document) {
    assertThat(errors(document)).contains(document.rule());
  }

  private static List<String> errors(CorpusCase document) {
    return RayClusterValidator.validate(CONVERTER.convert(document.manifest(), ApiVersion.V1))
        .stream()
        .filter(Violation::isError)
        .map(violation -> violation.rule().id())
        .toList();
  }

  @Test
  void namesTellDocumentsApart() {
    assertThat(Corpus.invalid().map(CorpusCase::toString)).doesNotHaveDuplicates();
    assertThat(Corpus.valid().map(CorpusCase::toString)).doesNotHaveDuplicates();
  }

  @Test
  void pageOnTestingHasItsNumbers() throws IOException {
    long invalid = Corpus.invalid().count();
    long valid = Corpus.valid().count();
    long refusedByCrd = Corpus.invalid().filter(CorpusCase::isRefusedByCrd).count();

    assertThat(Files.readString(Repository.root().resolve("docs/testing.md")))
        .contains(
            "| With the webhooks | refused with the right field: %d of %d | accepted: %d of %d |"
                .formatted(invalid, invalid, valid, valid),
            "| The CRD alone | refused: %d of %d | accepted: %d of %d |"
                .formatted(refusedByCrd, invalid, valid, valid));
  }
}
