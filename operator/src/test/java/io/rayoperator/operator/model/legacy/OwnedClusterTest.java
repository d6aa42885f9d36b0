package io.rayoperator.operator.model.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnedClusterTest {

  private static final String TRANSLATION =
      """
      {"metadata": {"annotations": {"a": "b"}},
       "spec": {"headGroupSpec": {"template": {"x": 1}},
                "workerGroupSpecs": [{"groupName": "one", "maxReplicas": 3},
                                     {"groupName": "two", "maxReplicas": 1}]}}
      """;
  private static final String LIVE =
      """
      {"headGroupSpec": {"template": {"x": 1, "defaulted": true}},
       "workerGroupSpecs": [{"groupName": "gone", "replicas": 9},
                            {"groupName": "two", "maxReplicas": 1, "replicas": 0},
                            {"groupName": "one", "maxReplicas": 3, "replicas": 2,
                             "scaleStrategy": {"workersToDelete": ["pod"]}}]}
      """;

  @Test
  void whatTheAutoscalerDecidedIsKept() {
    JsonNode spec = OwnedCluster.specFor(parse(TRANSLATION), parse(LIVE));
    assertThat(spec.path("workerGroupSpecs")).hasSize(2);
    assertThat(spec.at("/workerGroupSpecs/0/replicas").asInt()).isEqualTo(2);
    assertThat(spec.at("/workerGroupSpecs/0/scaleStrategy/workersToDelete/0").asText())
        .isEqualTo("pod");
    assertThat(spec.at("/workerGroupSpecs/1/replicas").isIntegralNumber()).isTrue();
    assertThat(OwnedCluster.replicas(parse(LIVE))).isEqualTo(Map.of("gone", 9, "two", 0, "one", 2));
  }

  @Test
  void defaultsAndTheAutoscalersFieldsAreNoDrift() {
    ObjectNode translation = parse(TRANSLATION);
    OwnedCluster.sign(translation);
    Map<String, String> annotations = annotations(translation);
    assertThat(OwnedCluster.matches(translation, parse(LIVE), annotations)).isTrue();

    JsonNode edited = parse(LIVE.replace("\"maxReplicas\": 3", "\"maxReplicas\": 50"));
    assertThat(OwnedCluster.matches(translation, edited, annotations)).isFalse();
  }

  @Test
  void whatIsNoLongerWantedIsNoticed() {
    ObjectNode before = parse(TRANSLATION);
    OwnedCluster.sign(before);
    Map<String, String> annotations = annotations(before);
    ObjectNode after = parse(TRANSLATION.replace("\"x\": 1", ""));
    OwnedCluster.sign(after);
    assertThat(OwnedCluster.matches(after, parse(LIVE), annotations)).isFalse();
  }

  @Test
  void theHeadsConfigurationIsThatOfItsTemplate() {
    String head = OwnedCluster.headConfiguration(parse(TRANSLATION));
    assertThat(
            OwnedCluster.headConfiguration(
                parse(TRANSLATION.replace("\"maxReplicas\": 3", "\"maxReplicas\": 4"))))
        .isEqualTo(head);
    assertThat(OwnedCluster.headConfiguration(parse(TRANSLATION.replace("\"x\": 1", "\"x\": 2"))))
        .isNotEqualTo(head);
  }

  private static Map<String, String> annotations(ObjectNode translation) {
    Map<String, String> annotations = new HashMap<>();
    translation
        .at("/metadata/annotations")
        .properties()
        .forEach(entry -> annotations.put(entry.getKey(), entry.getValue().asText()));
    return annotations;
  }

  private static ObjectNode parse(String json) {
    try {
      return (ObjectNode) new JsonMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(json, e);
    }
  }
}
