package io.rayoperator.api.v1.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The examples in the list of rules are what users learn from: each must break the rule that it
 * stands at.
 */
class RuleExamplesTest {

  private static List<Rule> rules() {
    return RayClusterValidator.rules().stream()
        .flatMap(chapter -> chapter.rules().stream())
        .toList();
  }

  /** Examples of rules about updates are sentences, since they take two objects. */
  private static Stream<Rule> rulesOfOneObject() {
    return rules().stream().filter(rule -> rule.example().contains(":\n"));
  }

  @TestFactory
  Stream<DynamicTest> exampleBreaksItsRule() {
    return rulesOfOneObject()
        .map(
            rule ->
                DynamicTest.dynamicTest(
                    rule.id(),
                    () ->
                        assertThat(
                                RayClusterValidator.validate(Clusters.changedTree(rule.example())))
                            .extracting(violation -> violation.rule().id())
                            .contains(rule.id())));
  }

  @TestFactory
  Stream<DynamicTest> exampleBreaksNoOtherErrorRule() {
    List<String> unavoidable = List.of("head-group-present", "worker-group-name-present");
    return rulesOfOneObject()
        .filter(rule -> !unavoidable.contains(rule.id()))
        .map(
            rule ->
                DynamicTest.dynamicTest(
                    rule.id(),
                    () ->
                        assertThat(
                                RayClusterValidator.validate(Clusters.changedTree(rule.example())))
                            .filteredOn(Violation::isError)
                            .extracting(violation -> violation.rule().id())
                            .allMatch(rule.id()::equals)));
  }

  @Test
  void idsAreUniqueAndInKebabCase() {
    List<String> ids = new ArrayList<>(rules().stream().map(Rule::id).toList());
    assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z0-9]+(-[a-z0-9]+)*"));
  }

  @Test
  void everyRuleButThoseOfUpdatesHasAnExampleInYaml() {
    assertThat(rulesOfOneObject()).hasSize(rules().size() - 4);
  }
}
