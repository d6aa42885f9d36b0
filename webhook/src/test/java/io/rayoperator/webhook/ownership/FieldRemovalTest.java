package io.rayoperator.webhook.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class FieldRemovalTest {

  private static final ObjectNode NOTHING = Json.object("{}");

  /** What is left where nothing has changed and nobody else says anything. */
  private static ObjectNode left(String fields, String object) {
    return left(fields, object, object, "{}");
  }

  private static ObjectNode left(String fields, String object, String before, String others) {
    ObjectNode from = Json.object(object);
    ObjectNode rest =
        FieldRemoval.remove(
            FieldSet.parse(Json.object(fields)), from, Json.object(before), Json.object(others));
    assertThat(from).as("the argument").isEqualTo(Json.object(object));
    return rest;
  }

  @Test
  void fieldGoesWithAllThatIsInIt() {
    assertThat(left("{'f:a': {'f:b': {}}}", "{'a': {'b': 1, 'unowned': 2}, 'c': 3}"))
        .isEqualTo(Json.object("{'c': 3}"));
  }

  @Test
  void fieldThatIsNotThereIsNoMatter() {
    assertThat(left("{'f:a': {'f:b': {}}, 'v:\"x\"': {}}", "{'c': 3}"))
        .isEqualTo(Json.object("{'c': 3}"));
  }

  @Test
  void aroundWhatIsKeptOnlyTheRestGoes() {
    FieldSet owned = FieldSet.parse(Json.object("{'f:a': {'f:b': {}}}"));
    FieldSet givenUp = FieldSet.parse(Json.object("{'f:a': {'f:b': {}, 'f:c': {}}}")).minus(owned);
    ObjectNode object = Json.object("{'a': {'b': 1, 'c': 2, 'unowned': 3}}");

    assertThat(FieldRemoval.remove(givenUp, object, object, NOTHING))
        .isEqualTo(Json.object("{'a': {'b': 1, 'unowned': 3}}"));
  }

  @Test
  void elementOfAListIsFoundByItsKeysWhereverItStands() {
    String fields =
        "{'f:ports': {'k:{\"port\":80,\"protocol\":\"TCP\"}': {'.': {}, 'f:name': {}}}}";
    String object =
        "{'ports': [{'port': 80, 'protocol': 'UDP'}, {'protocol': 'TCP', 'port': 80, 'name': 'a'}, {'port': 80}]}";

    assertThat(left(fields, object, object, "{'ports': []}"))
        .isEqualTo(Json.object("{'ports': [{'port': 80, 'protocol': 'UDP'}, {'port': 80}]}"));
  }

  @Test
  void elementThatIsNotInTheSetStaysWithoutTheField() {
    String fields = "{'f:groups': {'k:{\"name\":\"gpu\"}': {'f:labels': {}}}}";
    String object = "{'groups': [{'name': 'gpu', 'labels': {'a': 'b'}, 'replicas': 1}]}";

    assertThat(left(fields, object, object, "{'groups': [{'name': 'gpu'}]}"))
        .isEqualTo(Json.object("{'groups': [{'name': 'gpu', 'replicas': 1}]}"));
  }

  @Test
  void elementsThatCannotBeToldApartStay() {
    String fields = "{'f:env': {'k:{\"name\":\"A\"}': {'.': {}}}}";
    String twice = "{'env': [{'name': 'A', 'value': '1'}, {'name': 'A', 'value': '2'}, 7]}";

    assertThat(left(fields, twice, twice, "{'env': []}")).isEqualTo(Json.object(twice));
  }

  @Test
  void whatHasChangedStays() {
    assertThat(left("{'f:a': {}, 'f:b': {}}", "{'a': 1, 'b': 2}", "{'a': 0, 'b': 2}", "{}"))
        .isEqualTo(Json.object("{'a': 1}"));
  }

  @Test
  void whatOthersSayStays() {
    assertThat(
            left(
                "{'f:a': {'f:shown': {}, 'f:hidden': {}}}",
                "{'a': {'shown': 1, 'hidden': 2}}",
                "{'a': {'shown': 1, 'hidden': 2}}",
                "{'a': {'shown': 1}}"))
        .isEqualTo(Json.object("{'a': {'shown': 1}}"));
  }

  /** Others may know a default where the object says something else. */
  @Test
  void valueThatOthersSayOtherwiseGoes() {
    assertThat(left("{'f:hosts': {}}", "{'hosts': 4}", "{'hosts': 4}", "{'hosts': 1}"))
        .isEqualTo(Json.object("{}"));
  }

  @Test
  void elementThatOthersShowInPartStaysInPart() {
    String fields =
        "{'f:groups': {'k:{\"name\":\"gpu\"}': {'.': {}, 'f:name': {}, 'f:labels': {}}}}";
    String object = "{'groups': [{'name': 'gpu', 'labels': {'a': 'b'}}]}";

    assertThat(left(fields, object, object, "{'groups': [{'name': 'cpu'}, {'name': 'gpu'}]}"))
        .isEqualTo(Json.object("{'groups': [{'name': 'gpu'}]}"));
  }
}
