package io.rayoperator.api.v1.validation;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.rayoperator.api.v1.RayClusterSpec;
import io.rayoperator.api.v1.WorkerGroupSpec;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelBindingTest {

  private static final ObjectMapper YAML = new YAMLMapper();

  private static List<String> misfits(String yaml) throws JsonProcessingException {
    return ModelBinding.of(YAML.readTree(yaml)).misfits().stream()
        .map(Violation::toString)
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "spec: {workerGroupSpecs: [{replicas: 3000000000}]} | spec.workerGroupSpecs[0].replicas: Invalid value: 3000000000:"
            + " must be a whole number of at most 32 bits",
        "spec: {workerGroupSpecs: [{}, {replicas: '3'}]} | spec.workerGroupSpecs[1].replicas: Invalid value: \"3\": must be a"
            + " whole number",
        "spec: {workerGroupSpecs: [{replicas: 1.5}]} | spec.workerGroupSpecs[0].replicas: Invalid value: 1.5: must be a whole"
            + " number",
        "spec: {suspend: 'yes'} | spec.suspend: Invalid value: \"yes\": must be true or false",
        "spec: {rayVersion: 2.9} | spec.rayVersion: Invalid value: 2.9: must be text; write it in quotes",
        "spec: {workerGroupSpecs: {}} | spec.workerGroupSpecs: Invalid value: {}: must be a list",
        "spec: {headGroupSpec: []} | spec.headGroupSpec: Invalid value: []: must be an object",
        "spec: 7 | spec: Invalid value: 7: must be an object",
        "spec: {headGroupSpec: {template: {spec: {containers: [{env: [{name: A, value: 1}]}]}}}} |"
            + " spec.headGroupSpec.template.spec.containers[0].env[0].value: Invalid value: 1: must be text; write it in"
            + " quotes"
      })
  void misfitNamesFieldValueAndWhatIsExpected(String yaml, String violation)
      throws JsonProcessingException {
    assertThat(misfits(yaml)).containsExactly(violation);
  }

  @Test
  void wholeNumberFitsHoweverItIsWritten() throws JsonProcessingException {
    ModelBinding bound =
        ModelBinding.of(
            YAML.readTree(
                "spec: {workerGroupSpecs: [{replicas: 3.0, minReplicas: 1e0, maxReplicas: 0.5}]}"));
    assertThat(bound.cluster().getSpec().getWorkerGroupSpecs())
        .singleElement()
        .extracting(WorkerGroupSpec::getReplicas)
        .isEqualTo(3);
    assertThat(bound.misfits())
        .singleElement()
        .asString()
        .startsWith("spec.workerGroupSpecs[0].maxReplicas: Invalid value: 0.5");
  }

  @Test
  void allMisfitsAreFoundAndTheRestIsBound() throws JsonProcessingException {
    ModelBinding bound =
        ModelBinding.of(
            YAML.readTree(
                """
                metadata: {name: demo}
                spec: {suspend: 1, rayVersion: [], workerGroupSpecs: [{groupName: 5}, 6, {groupName: c, replicas: 2}]}
                """));
    assertThat(bound.misfits())
        .extracting(violation -> violation.field().toString())
        .containsExactlyInAnyOrder(
            "spec.suspend",
            "spec.rayVersion",
            "spec.workerGroupSpecs[0].groupName",
            "spec.workerGroupSpecs[1]");
    assertThat(bound.cluster().getMetadata().getName()).isEqualTo("demo");
    assertThat(bound.cluster().getSpec())
        .extracting(RayClusterSpec::getWorkerGroupSpecs, as(LIST))
        .last()
        .extracting("replicas")
        .isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "7", "text", "null", "{}", "{metadata: 1, spec: null, status: []}"})
  void anyJsonIsBound(String yaml) throws JsonProcessingException {
    assertThat(ModelBinding.of(YAML.readTree(yaml)).cluster()).isNotNull();
  }

  @Test
  void givenTreeIsNotChangedAndManyMisfitsEnd() throws JsonProcessingException {
    ObjectNode object = YAML.createObjectNode();
    IntStream.range(0, 1000)
        .forEach(i -> object.withObject("/spec").withArray("workerGroupSpecs").add(i));
    JsonNode before = object.deepCopy();
    assertThat(ModelBinding.of(object).misfits()).hasSizeBetween(10, 100);
    assertThat(object).isEqualTo(before);
  }

  @Test
  void storedMisfitDoesNotBlockAnUnrelatedEdit() throws JsonProcessingException {
    JsonNode stored =
        YAML.readTree(
            "{metadata: {name: a}, spec: {workerGroupSpecs: [{groupName: w, replicas: 3000000000}]}}");
    JsonNode updated =
        YAML.readTree(
            "{metadata: {name: a}, spec: {rayVersion: x, workerGroupSpecs: [{groupName: w, replicas: 3000000000}]}}");
    assertThat(RayClusterValidator.validateUpdate(stored, updated)).noneMatch(Violation::isError);
    assertThat(RayClusterValidator.validate(updated).get(0).rule().id()).isEqualTo("field-type");
  }
}
