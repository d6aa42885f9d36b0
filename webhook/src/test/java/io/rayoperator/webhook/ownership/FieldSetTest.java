package io.rayoperator.webhook.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldSetTest {

  private static final Step.Field SPEC = new Step.Field("spec");

  private static FieldSet set(String fieldsV1) {
    return FieldSet.parse(Json.object(fieldsV1));
  }

  @Test
  void namedFieldIsAMemberWheneverSomethingInItIs() {
    FieldSet spec = set("{'f:spec': {'f:suspend': {}}}").at(SPEC);

    assertThat(spec.isMember()).isTrue();
    assertThat(spec.at("suspend").isMember()).isTrue();
    assertThat(spec.at("rayVersion")).isEqualTo(FieldSet.EMPTY);
  }

  @Test
  void elementOfAListIsAMemberIfTheSetSaysSo() {
    Step gpu = new Step.Element(Json.object("{'groupName': 'gpu'}"));
    String groups = "{'f:groups': {'k:{\"groupName\":\"gpu\"}': %s}}";

    assertThat(set(groups.formatted("{}")).at("groups").at(gpu).isMember()).isTrue();
    assertThat(set(groups.formatted("{'.': {}, 'f:a': {}}")).at("groups").at(gpu).isMember())
        .isTrue();
    assertThat(set(groups.formatted("{'f:a': {}}")).at("groups").at(gpu).isMember()).isFalse();
  }

  @Test
  void pathsLeadToMembers() {
    Step gpu = new Step.Element(Json.object("{'groupName': 'gpu'}"));
    FieldSet set = FieldSet.of(List.of(List.of(SPEC, gpu), List.of(SPEC, new Step.Field("a"))));

    assertThat(set.at(SPEC).isMember()).isFalse();
    assertThat(set.at(SPEC).at(gpu).isMember()).isTrue();
    assertThat(set.at("spec", "a").isMember()).isTrue();
    assertThat(set.at(SPEC).below()).hasSize(2);
    assertThat(FieldSet.of(List.of()).isEmpty()).isTrue();
  }

  @Test
  void unionHasWhatOneOfTheTwoHas() {
    FieldSet union = set("{'f:a': {'f:b': {}}}").union(set("{'f:a': {'f:c': {}}, 'f:d': {}}"));

    assertThat(union).isEqualTo(set("{'f:a': {'f:b': {}, 'f:c': {}}, 'f:d': {}}"));
  }

  @Test
  void differenceLeavesNothingThatTheOtherHasSomethingIn() {
    FieldSet left =
        set("{'f:a': {'f:b': {}, 'f:c': {}}, 'f:d': {}}").minus(set("{'f:a': {'f:b': {}}}"));

    assertThat(left.at("a").isMember()).isFalse();
    assertThat(left.at("a", "b").isEmpty()).isTrue();
    assertThat(left.at("a", "c").isMember()).isTrue();
    assertThat(left.at("d").isMember()).isTrue();
  }

  @Test
  void differenceOfEqualSetsIsEmpty() {
    String fields =
        "{'f:a': {'.': {}, 'k:{\"name\":\"x\"}': {'.': {}, 'f:name': {}}, 'v:\"y\"': {}}}";

    assertThat(set(fields).minus(set(fields)).isEmpty()).isTrue();
    assertThat(set(fields).minus(FieldSet.EMPTY)).isEqualTo(set(fields));
  }

  /** Tenants may write metadata.managedFields, too. */
  @Test
  void whatIsNoFieldsV1IsReadAllTheSame() {
    assertThat(FieldSet.parse(Json.object("{'a': 7}").path("a")).isEmpty()).isTrue();
    assertThat(set("{'k:[1': {}, 'k:7': {}, 'x': [], '': {}}").below().keySet())
        .allSatisfy(step -> assertThat(step).isInstanceOf(Step.Other.class));
  }

  @Test
  void entriesAreFoundByManagerVersionAndOperation() {
    ObjectNode object =
        Json.object(
            """
            {'metadata': {'managedFields': [
              {'manager': 'a', 'operation': 'Update', 'apiVersion': 'ray.io/v1', 'fieldsV1': {'f:spec': {'f:a': {}}}},
              {'manager': 'a', 'operation': 'Apply', 'apiVersion': 'ray.io/v1', 'subresource': 'status', 'fieldsV1': {}},
              {'manager': 'a', 'operation': 'Apply', 'apiVersion': 'ray.io/v1', 'fieldsV1': {'f:spec': {'f:b': {}}}},
              {'manager': 'b', 'operation': 'Apply', 'apiVersion': 'ray.io/v1', 'fieldsV1': {'f:spec': {'f:c': {}}}}]}}
            """);
    ManagedFields fields = ManagedFields.of(object);

    assertThat(fields.applied("a", "ray.io/v1"))
        .isNotNull()
        .satisfies(entry -> assertThat(entry.fields()).isEqualTo(set("{'f:spec': {'f:b': {}}}")));
    assertThat(fields.applied("a", "ray.io/v1alpha1")).isNull();
    assertThat(fields.union(entry -> entry.manager().equals("a")))
        .isEqualTo(set("{'f:spec': {'f:a': {}, 'f:b': {}}}"));
  }
}
