package io.rayoperator.config.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class GapsTest {

  @Test
  void everySectionAndCaseHasATest() throws IOException {
    assertThat(Gaps.between(Chapters.sections(), Cases.all(), TestSources.mentions(Path.of(".."))))
        .isEmpty();
  }

  @Test
  void whatIsNotTestedOrDoesNotExistIsFound() {
    List<Section> sections =
        List.of(
            Section.of("1.1", "Tested"),
            Section.of("1.2", "Forgotten"),
            Section.missing("1.3", "Later", "Not yet."));
    List<Case> cases = List.of(new Case(1, "Forgotten", ""), new Case(2, "Later", "Feature"));
    Mention mention =
        new Mention(
            "a/src/test/java/ATest.java", "ATest", "works", List.of("1.1", "9.9"), List.of(7));
    assertThat(Gaps.between(sections, cases, List.of(mention)))
        .containsExactlyInAnyOrder(
            "ATest.works names section 9.9, which does not exist",
            "ATest.works names case 7, which does not exist",
            "No test names section 1.2: Forgotten",
            "No test names case 1: Forgotten");
  }
}
