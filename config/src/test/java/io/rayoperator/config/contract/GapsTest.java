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
            "a/src/test/java/ATest.java",
            "ATest",
            "works",
            List.of("1.1", "9.9"),
            List.of(7),
            List.of());
    assertThat(Gaps.between(sections, cases, List.of(mention)))
        .containsExactlyInAnyOrder(
            "ATest.works names section 9.9, which does not exist",
            "ATest.works names case 7, which does not exist",
            "No test names section 1.2: Forgotten",
            "No test names case 1: Forgotten");
  }

  @Test
  void everyPromiseHasATest() throws IOException {
    assertThat(Gaps.between(Promises.all(), TestSources.mentions(Path.of("..")))).isEmpty();
  }

  @Test
  void bothGuidesAreThereToTheirLastRow() {
    assertThat(Promises.all()).extracting(Promise::id).doesNotHaveDuplicates();
    assertThat(Promises.all()).filteredOn(promise -> promise.guide().equals("003")).hasSize(18);
    assertThat(Promises.all()).filteredOn(promise -> promise.guide().equals("004")).hasSize(26);
  }

  @Test
  void whatIsKeptInAnotherWayHasItsReason() {
    assertThat(Promises.all())
        .filteredOn(promise -> promise.result() == Promise.Result.IN_ANOTHER_WAY)
        .allSatisfy(promise -> assertThat(promise.note()).as(promise.id()).isNotEmpty());
  }

  @Test
  void rowsThatAreNotTestedOrDoNotExistAreFound() {
    List<Promise> promises =
        List.of(
            new Promise("1-1", "Tested", Promise.Result.AS_PROMISED, ""),
            new Promise("1-2", "Forgotten", Promise.Result.IN_ANOTHER_WAY, "why"));
    Mention mention =
        new Mention(
            "a/src/test/java/ATest.java",
            "ATest",
            "works",
            List.of(),
            List.of(),
            List.of("1-1", "9-9"));
    assertThat(Gaps.between(promises, List.of(mention)))
        .containsExactlyInAnyOrder(
            "ATest.works names row 9-9, which does not exist", "No test names row 1-2: Forgotten");
  }
}
