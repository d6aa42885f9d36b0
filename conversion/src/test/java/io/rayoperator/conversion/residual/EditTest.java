package io.rayoperator.conversion.residual;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What recorder writes for a difference, and what applier makes of it after other changes. */
class EditTest {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final EditRecorder RECORDER =
      new EditRecorder(ListIdentity.BY_KEY, ListIdentity.BY_KEY, Map.of("replicas", "size"));
  private static final EditApplier APPLIER = new EditApplier(ListIdentity.BY_KEY);

  private static ObjectNode yaml(String text) {
    try {
      return (ObjectNode) YAML.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(text, e);
    }
  }

  private static ObjectNode recorded(ObjectNode shown, ObjectNode actual) {
    return Objects.requireNonNull(RECORDER.record(shown, actual));
  }

  private static ObjectNode groups(String elements) {
    return yaml("{workerGroups: [" + elements + "]}");
  }

  private static final String TABLE =
      """
      {a: 1}                 | {a: 1}                    | null
      {}                     | {a: 1}                    | {'+': {a: 1}}
      {a: 1}                 | {}                        | {'-': {a: 1}}
      {a: 1}                 | {a: 2}                    | {'=': {a: [1, 2]}}
      {a: {}}                | {a: []}                   | {'=': {a: [{}, []]}}
      {a: x}                 | {a: null}                 | {'=': {a: [x, null]}}
      {replicas: 3}          | {size: 3}                 | {'>': {replicas: size}}
      {replicas: 3}          | {size: 4}                 | {'+': {size: 4}, '-': {replicas: 3}}
      {a: {b: 1, c: 2}}      | {a: {b: 1, c: 3}}         | {'.': {a: {'=': {c: [2, 3]}}}}
      {list: [1]}            | {list: [1, 2]}            | {'=': {list: [[1], [1, 2]]}}
      {env: [{name: x}]}     | {env: [{name: x, v: 1}]}  | {'[]': {env: {'.': {x: {'+': {v: 1}}}}}}
      {env: [{name: x}]}     | {env: []}                 | {'[]': {env: {'-': {x: {name: x}}}}}
      {env: [{name: x}]}     | {env: [{name: x}, {name: y}]} | {'[]': {env: {'+': {y: {name: y}}}}}
      {env: [{name: x}]}     | {env: [{name: y}, {name: x}]} | {'[]': {env: {'+': {y: {name: y}}, order: [y, x]}}}
      {env: [{name: x}, {name: y}]} | {env: [{name: y}, {name: x}]} | {'[]': {env: {order: [y, x], moved: [x]}}}
      {env: [{name: ''}, {name: x}]} | {env: [{name: ''}, {name: y}, {name: x}]} | {'[]': {env: {'+': {y: {name: y}}, order: ['', y, x]}}}
      {env: [{name: x}, {name: x}]} | {env: [{name: x}]} | {'[]': {env: {'-': {'*2:x': {name: x}}}}}
      """;

  @ParameterizedTest
  @CsvSource(textBlock = TABLE, delimiter = '|', quoteCharacter = '`', nullValues = "null")
  void differenceBecomesTheseEditsAndTheyMakeItAgain(
      String shown, String actual, @Nullable String edits) {
    ObjectNode recorded = RECORDER.record(yaml(shown), yaml(actual));
    assertThat(recorded).isEqualTo(edits == null ? null : yaml(edits));
    if (recorded != null) {
      assertThat(APPLIER.apply(yaml(shown), recorded)).isEqualTo(yaml(actual));
    }
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          {'+': {a: 1}}                | {a: 2}       | {a: 2}
          {'-': {a: 1}}                | {a: 2}       | {a: 2}
          {'-': {a: 1}}                | {b: 2}       | {b: 2}
          {'=': {a: [1, 2]}}           | {a: 3}       | {a: 3}
          {'=': {a: [1, 2]}}           | {}           | {}
          {'>': {replicas: size}}      | {replicas: 5} | {size: 5}
          {'>': {replicas: size}}      | {replicas: 5, size: 6} | {replicas: 5, size: 6}
          {'.': {a: {'+': {b: 1}}}}    | {}           | {}
          {'.': {a: {'+': {b: 1}}}}    | {a: text}    | {a: text}
          {'[]': {env: {'+': {y: {name: y}}}}} | {}   | {}
          {'[]': {env: {'+': {y: {name: y}}}}} | {env: [{name: y, v: 1}]} | {env: [{name: y, v: 1}]}
          {'[]': {list: {'+': {y: 1}}}} | {list: [1]} | {list: [1]}
          """,
      delimiter = '|',
      quoteCharacter = '`')
  void whatIsVisibleWins(String edits, String shown, String expected) {
    assertThat(APPLIER.apply(yaml(shown), yaml(edits))).isEqualTo(yaml(expected));
  }

  @Test
  void editsFindTheirGroupWhereverItHasMoved() {
    ObjectNode edits =
        recorded(
            groups("{groupName: a}, {groupName: b}"),
            groups("{groupName: a}, {groupName: b, x: 1}"));
    assertThat(APPLIER.apply(groups("{groupName: b}, {groupName: c}, {groupName: a}"), edits))
        .isEqualTo(groups("{groupName: b, x: 1}, {groupName: c}, {groupName: a}"));
  }

  @Test
  void hiddenElementStaysBehindItsPredecessor() {
    ObjectNode edits =
        recorded(
            groups("{groupName: a}, {groupName: b}"),
            groups("{groupName: a}, {groupName: hidden}, {groupName: b}"));
    assertThat(APPLIER.apply(groups("{groupName: new}, {groupName: a}, {groupName: b}"), edits))
        .isEqualTo(groups("{groupName: new}, {groupName: a}, {groupName: hidden}, {groupName: b}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'+': 1, '-': [], '=': x, '>': null, '.': [], '[]': 3}",
        "{'=': {workerGroups: [1]}, '>': {workerGroups: 7}}",
        "{'.': {workerGroups: {'+': {a: 1}}}}",
        "{'[]': {workerGroups: {order: {}, moved: 5, '+': [], '.': {a: 7}}}}",
        "{'[]': {workerGroups: {order: [1, null, {}], moved: [x, x, 2]}}}",
        "{order: [a], moved: [b]}"
      })
  void editsOfWrongTypesDoNothing(String edits) {
    ObjectNode shown = groups("{groupName: a}, {groupName: b}");
    assertThat(APPLIER.apply(shown, yaml(edits))).isEqualTo(shown);
  }

  @Test
  void collidingIdentitiesDoNotDoubleOrDropAnElement() {
    ObjectNode shown = groups("{groupName: a}, {groupName: a}, {groupName: '*2:a'}, {}");
    ObjectNode edits =
        yaml(
            "{'[]': {workerGroups: {'+': {a: {x: 1}, '*2:a': {x: 2}, '*1:*2:a': {x: 3}, '*1': {x: 4}},"
                + " order: [a, a, '*1', '*2:a'], moved: [a, '*2:a', a]}}}");
    assertThat(APPLIER.apply(shown, edits).path("workerGroups"))
        .containsExactlyInAnyOrderElementsOf(shown.path("workerGroups"));
  }
}
