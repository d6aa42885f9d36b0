package io.rayoperator.api.v1.defaulting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RayClusterDefaultsTest {

  private static final ObjectMapper YAML = new YAMLMapper();

  private static ObjectNode cluster(String spec) throws JsonProcessingException {
    return (ObjectNode)
        YAML.readTree("{apiVersion: ray.io/v1, kind: RayCluster, spec: " + spec + "}");
  }

  private static void assertDefaults(@Nullable String stored, String given, String expected)
      throws JsonProcessingException {
    ObjectNode before = stored == null ? null : cluster(stored);
    ObjectNode completed = RayClusterDefaults.apply(before, cluster(given));
    assertThat(completed).isEqualTo(cluster(expected));
    assertThat(RayClusterDefaults.apply(before, completed)).as("again").isSameAs(completed);
  }

  @Test
  void autoscalerFindsGroupsAndParameters() throws JsonProcessingException {
    assertDefaults(
        null,
        "{enableInTreeAutoscaling: true, headGroupSpec: {}}",
        "{enableInTreeAutoscaling: true, headGroupSpec: {rayStartParams: {}}, workerGroupSpecs: []}");
    assertDefaults(
        null,
        "{enableInTreeAutoscaling: true, workerGroupSpecs: [{groupName: a}, {groupName: b, rayStartParams: {x: y}}]}",
        "{enableInTreeAutoscaling: true, workerGroupSpecs: [{groupName: a, rayStartParams: {}}, {groupName: b,"
            + " rayStartParams: {x: y}}]}");
  }

  @Test
  void nothingIsWrittenWithoutAutoscaling() throws JsonProcessingException {
    assertDefaults(null, "{headGroupSpec: {}}", "{headGroupSpec: {}}");
    assertDefaults(null, "{enableInTreeAutoscaling: false}", "{enableInTreeAutoscaling: false}");
  }

  @Test
  void runningGroupGoesOnWithoutWhatItNeverHad() throws JsonProcessingException {
    assertDefaults(
        "{enableInTreeAutoscaling: true, headGroupSpec: {}, workerGroupSpecs: [{groupName: a}]}",
        "{enableInTreeAutoscaling: true, headGroupSpec: {}, workerGroupSpecs: [{groupName: a, replicas: 2}]}",
        "{enableInTreeAutoscaling: true, headGroupSpec: {}, workerGroupSpecs: [{groupName: a, replicas: 2}]}");
  }

  @Test
  void replacedGroupKeepsItsDefaultsAndANewOneGetsThem() throws JsonProcessingException {
    assertDefaults(
        "{enableInTreeAutoscaling: true, workerGroupSpecs: [{groupName: a, rayStartParams: {}}]}",
        "{enableInTreeAutoscaling: true, workerGroupSpecs: [{groupName: b}, {groupName: a}]}",
        "{enableInTreeAutoscaling: true, workerGroupSpecs: [{groupName: b, rayStartParams: {}}, {groupName: a,"
            + " rayStartParams: {}}]}");
  }

  @Test
  void autoscalingThatIsSwitchedOnCompletesWhatWasThereBefore() throws JsonProcessingException {
    assertDefaults(
        "{workerGroupSpecs: [{groupName: a}]}",
        "{enableInTreeAutoscaling: true, workerGroupSpecs: [{groupName: a}]}",
        "{enableInTreeAutoscaling: true, workerGroupSpecs: [{groupName: a, rayStartParams: {}}]}");
  }

  @Test
  void wrongTypesPassThrough() throws JsonProcessingException {
    assertDefaults(null, "7", "7");
    assertDefaults(
        null,
        "{enableInTreeAutoscaling: true, headGroupSpec: 1, workerGroupSpecs: [2, null]}",
        "{enableInTreeAutoscaling: true, headGroupSpec: 1, workerGroupSpecs: [2, null]}");
  }

  @Test
  void givenObjectIsNotChanged() throws JsonProcessingException {
    ObjectNode given = cluster("{enableInTreeAutoscaling: true, headGroupSpec: {}}");
    ObjectNode before = given.deepCopy();
    RayClusterDefaults.apply(null, given);
    assertThat(given).isEqualTo(before);
  }
}
