package io.rayoperator.legacy;

import static io.rayoperator.legacy.Manifests.example;
import static io.rayoperator.legacy.Manifests.spec;
import static io.rayoperator.legacy.Manifests.translated;
import static io.rayoperator.legacy.Manifests.type;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LegacyTranslatorTest {

  @Test
  void theExampleBecomesOneHeadAndOneGroup() {
    JsonNode v1 = translated(example());
    assertThat(v1.path("apiVersion").asText()).isEqualTo("ray.io/v1");
    assertThat(v1.at("/metadata/name").asText()).isEqualTo("example-cluster");
    assertThat(v1.at("/metadata/namespace").asText()).isEqualTo("ray");
    assertThat(v1.at("/spec/enableInTreeAutoscaling").asBoolean()).isTrue();
    assertThat(v1.at("/spec/autoscalerOptions/idleTimeoutSeconds").asInt()).isEqualTo(300);
    assertThat(v1.at("/spec/autoscalerOptions/upscalingMode").asText()).isEqualTo("Conservative");
    assertThat(v1.at("/spec/workerGroupSpecs")).hasSize(1);
    JsonNode group = v1.at("/spec/workerGroupSpecs/0");
    assertThat(group.path("groupName").asText()).isEqualTo("worker-nodes");
    assertThat(group.path("minReplicas").asInt()).isEqualTo(2);
    assertThat(group.path("maxReplicas").asInt()).isEqualTo(3);
    assertThat(group.has("replicas")).as("the autoscaler's").isFalse();
  }

  @Test
  void resourcesReachRayAndTheAutoscaler() {
    JsonNode v1 = translated(example());
    assertThat(environment(v1.at("/spec/headGroupSpec"), "RAY_OVERRIDE_RESOURCES"))
        .as("a request without a limit counts, memory is 70 %% of its limit")
        .isEqualTo("{\"CPU\":1,\"memory\":375809638}");
    JsonNode group = v1.at("/spec/workerGroupSpecs/0");
    assertThat(environment(group, "RAY_OVERRIDE_RESOURCES"))
        .isEqualTo("{\"CPU\":2,\"GPU\":2,\"memory\":751619276,\"Custom1\":1,\"is_spot\":1}");
    assertThat(group.at("/rayStartParams/num-cpus").asText()).isEqualTo("2");
    assertThat(group.at("/rayStartParams/num-gpus").asText()).isEqualTo("2");
    assertThat(group.at("/rayStartParams/memory").asText()).isEqualTo("751619276");
    assertThat(group.at("/rayStartParams/resources").asText())
        .isEqualTo("'{\"Custom1\":1,\"is_spot\":1}'");
  }

  @Test
  void whatTheUserSaysOfResourcesWins() {
    ObjectNode manifest = example();
    type(manifest, 0).putObject("rayResources").put("CPU", 0).put("object_store_memory", 100);
    JsonNode head = translated(manifest).at("/spec/headGroupSpec");
    assertThat(head.at("/rayStartParams/num-cpus").asText()).isEqualTo("0");
    assertThat(head.at("/rayStartParams/object-store-memory").asText()).isEqualTo("100");
    assertThat(environment(head, "RAY_OVERRIDE_RESOURCES")).contains("\"CPU\":0");
  }

  @Test
  void podsAreLabelledAsThePythonOperatorDid() {
    JsonNode v1 = translated(example());
    assertThat(texts(v1.at("/spec/headGroupSpec/template/metadata/labels")))
        .containsOnly(
            Map.entry("ray-cluster-name", "example-cluster"),
            Map.entry("ray-node-type", "head"),
            Map.entry("ray-user-node-type", "head-node"),
            Map.entry("ray-node-name", "ray-example-cluster-head"),
            Map.entry("cluster.ray.io/component", "example-cluster-ray-head"));
    assertThat(texts(v1.at("/spec/workerGroupSpecs/0/template/metadata/labels")))
        .containsEntry("team", "a")
        .containsEntry("ray-node-type", "worker")
        .containsEntry("ray-user-node-type", "worker-nodes")
        .doesNotContainKey("cluster.ray.io/component");
  }

  @Test
  void theRestOfThePodIsLeftAsItIs() {
    JsonNode spec = translated(example()).at("/spec/headGroupSpec/template/spec");
    assertThat(spec.path("restartPolicy").asText()).isEqualTo("Never");
    assertThat(spec.at("/containers/0/resources/requests/memory").asText()).isEqualTo("512Mi");
    assertThat(spec.at("/containers/0/args/0").asText())
        .contains("tail -f /tmp/raylogs")
        .contains("ray start --block --no-monitor --head --port=6379");
    assertThat(spec.path("containers")).hasSize(1);
  }

  @Test
  void setupCommandsAreRunOnWorkersOnly() {
    JsonNode v1 = translated(example());
    assertThat(script(v1.at("/spec/workerGroupSpecs/0"))).contains("pip install numpy");
    assertThat(script(v1.at("/spec/headGroupSpec"))).doesNotContain("pip");
  }

  @Test
  void setupCommandsOfTheClusterAreRunWhereTheirNamesSay() {
    ObjectNode manifest = example();
    spec(manifest).putArray("SetupCommands").add("echo all");
    spec(manifest).putArray("headSetupCommands").add("echo head");
    spec(manifest).putArray("workerSetupCommands").add("echo workers");
    assertThat(script(translated(manifest).at("/spec/headGroupSpec")))
        .containsSubsequence("echo all", "echo head", "ray start")
        .doesNotContain("echo workers");
    assertThat(script(translated(manifest).at("/spec/workerGroupSpecs/0")))
        .as("the type has its own")
        .doesNotContain("echo");
    type(manifest, 1).remove("setupCommands");
    assertThat(script(translated(manifest).at("/spec/workerGroupSpecs/0")))
        .containsSubsequence("echo all", "echo workers", "ray start")
        .doesNotContain("echo head");
    type(manifest, 1).putArray("setupCommands").add("echo older");
    type(manifest, 1).putArray("workerSetupCommands").add("echo newer");
    assertThat(script(translated(manifest).at("/spec/workerGroupSpecs/0")))
        .contains("echo newer")
        .doesNotContain("echo older");
  }

  @Test
  void theHeadServiceHasItsOldNameAndPorts() {
    ObjectNode manifest = example();
    spec(manifest)
        .putArray("headServicePorts")
        .addObject()
        .put("name", "client")
        .put("port", 10002)
        .put("targetPort", 10001);
    JsonNode service = translated(manifest).at("/spec/headGroupSpec/headService");
    assertThat(service.at("/metadata/name").asText()).isEqualTo("example-cluster-ray-head");
    assertThat(service.at("/spec/ports").valueStream().map(JsonNode::toString))
        .containsExactly(
            "{\"name\":\"client\",\"port\":10002,\"targetPort\":10001}",
            "{\"name\":\"dashboard\",\"port\":8265,\"targetPort\":8265}",
            "{\"name\":\"ray-serve\",\"port\":8000,\"targetPort\":8000}",
            "{\"name\":\"gcs-server\",\"port\":6379,\"targetPort\":6379}");
  }

  @Test
  void workersFindAHeadOnAnotherPort() {
    ObjectNode manifest = example();
    spec(manifest).putArray("headStartRayCommands").add("ray start --head --port=7000");
    JsonNode v1 = translated(manifest);
    assertThat(v1.at("/spec/headGroupSpec/rayStartParams/port").asText()).isEqualTo("7000");
    assertThat(v1.at("/spec/headGroupSpec/headService/spec/ports/3/port").asInt()).isEqualTo(7000);
    assertThat(script(v1.at("/spec/workerGroupSpecs/0"))).contains("$RAY_HEAD_IP/7000");
  }

  @Test
  void theHeadsTypeCanHaveWorkersToo() {
    ObjectNode manifest = example();
    type(manifest, 0).put("minWorkers", 1).put("maxWorkers", 2);
    JsonNode v1 = translated(manifest);
    assertThat(v1.at("/spec/workerGroupSpecs")).hasSize(2);
    assertThat(v1.at("/spec/workerGroupSpecs/0/groupName").asText()).isEqualTo("head-node");
    assertThat(script(v1.at("/spec/workerGroupSpecs/0"))).contains("--address=$RAY_HEAD_IP:6379");
  }

  @Test
  void absentNumbersMeanWhatTheyMeant() {
    ObjectNode manifest = example();
    spec(manifest).remove(List.of("maxWorkers", "idleTimeoutMinutes", "upscalingSpeed"));
    type(manifest, 1).remove(List.of("minWorkers", "maxWorkers"));
    JsonNode v1 = translated(manifest);
    assertThat(v1.at("/spec/workerGroupSpecs/0/minReplicas").asInt()).isZero();
    assertThat(v1.at("/spec/workerGroupSpecs/0/maxReplicas").asInt()).isEqualTo(2);
    assertThat(v1.at("/metadata/annotations/cluster.ray.io~1max-workers").asText()).isEqualTo("2");
  }

  @Test
  void absentCommandsAreThoseOfThePythonOperator() {
    ObjectNode manifest = example();
    spec(manifest).remove(List.of("headStartRayCommands", "workerStartRayCommands"));
    JsonNode v1 = translated(manifest);
    assertThat(script(v1.at("/spec/headGroupSpec")))
        .contains("ray start --block --head --port=6379");
    assertThat(script(v1.at("/spec/workerGroupSpecs/0")))
        .contains("ray start --block --address=$RAY_HEAD_IP:6379");
  }

  @Test
  void userMetadataRestartsRayAndThatOfToolsDoesNot() {
    JsonNode plain = translated(example());
    assertThat(restart(plain)).isEmpty();

    ObjectNode tools = example();
    ((ObjectNode) tools.get("metadata"))
        .putObject("annotations")
        .put("kubectl.kubernetes.io/last-applied-configuration", "{}")
        .put("meta.helm.sh/release-name", "x")
        .put("kopf.zalando.org/last-handled-configuration", "{}");
    assertThat(translated(tools)).isEqualTo(plain);

    ObjectNode again = example();
    ((ObjectNode) again.get("metadata")).putObject("annotations").put("try", "again");
    ObjectNode label = example();
    ((ObjectNode) label.get("metadata")).putObject("labels").put("try", "again");
    assertThat(restart(translated(again))).isNotEmpty().isNotEqualTo(restart(translated(label)));
    assertThat(
            translated(again)
                .at(
                    "/spec/workerGroupSpecs/0/template/metadata/annotations/cluster.ray.io~1restart")
                .asText())
        .isEqualTo(restart(translated(again)));
  }

  @Test
  void limitsOfTypesFollowWhatTheOthersUse() {
    ObjectNode manifest = example();
    spec(manifest).put("maxWorkers", 4);
    ObjectNode second = type(manifest, 1).deepCopy();
    second.put("name", "second").put("minWorkers", 0).put("maxWorkers", 10);
    ((ArrayNode) spec(manifest).get("podTypes")).add(second);

    assertThat(limits(manifest, Map.of())).containsExactly(3, 2);
    assertThat(limits(manifest, Map.of("worker-nodes", 3))).containsExactly(3, 1);
    assertThat(limits(manifest, Map.of("second", 2))).containsExactly(2, 2);
    assertThat(limits(manifest, Map.of("worker-nodes", 3, "second", 9))).containsExactly(3, 1);
  }

  @Test
  void namesThatGroupsCannotHaveAreChanged() {
    ObjectNode manifest = example();
    type(manifest, 1).put("name", "cpu_worker");
    ObjectNode second = type(manifest, 1).deepCopy();
    second.put("name", "cpu-worker");
    ((ArrayNode) spec(manifest).get("podTypes")).add(second);
    JsonNode v1 = translated(manifest);
    assertThat(v1.at("/spec/workerGroupSpecs/0/groupName").asText()).isEqualTo("cpu-worker");
    assertThat(v1.at("/spec/workerGroupSpecs/1/groupName").asText()).isEqualTo("cpu-worker-2");
    assertThat(notices(manifest))
        .anySatisfy(notice -> assertThat(notice).contains("cpu_worker").contains("cpu-worker"));
  }

  @Test
  void saysWhatHasNoEqual() {
    assertThat(notices(example())).isEmpty();
    ObjectNode manifest = example();
    spec(manifest).put("upscalingSpeed", 3.5).put("maxWorkers", 1);
    spec(manifest).putArray("headStartRayCommands").add("ray start --head --autoscaling-config=x");
    ObjectNode second = type(manifest, 1).deepCopy().put("name", "second");
    ((ArrayNode) spec(manifest).get("podTypes")).add(second);
    assertThat(notices(manifest))
        .satisfiesExactly(
            cap -> assertThat(cap).startsWith("spec.maxWorkers: 1"),
            speed -> assertThat(speed).startsWith("spec.upscalingSpeed: 3.5"),
            file -> assertThat(file).startsWith("spec.headStartRayCommands"));
    assertThat(translated(manifest).at("/spec/autoscalerOptions/upscalingMode").asText())
        .isEqualTo("Default");
  }

  @Test
  void refusesWhatCannotWorkAndNamesEveryField() {
    ObjectNode manifest = example();
    ((ObjectNode) manifest.get("metadata")).put("name", "2nd.cluster");
    spec(manifest).put("headPodType", "nobody");
    type(manifest, 0).put("name", "worker-nodes");
    ((ObjectNode) type(manifest, 1).at("/podConfig/spec")).putArray("containers");
    assertThat(LegacyTranslator.translate(manifest, Map.of()))
        .isInstanceOfSatisfying(
            Translation.Refused.class,
            refused ->
                assertThat(refused.problems())
                    .satisfiesExactly(
                        name -> assertThat(name).startsWith("metadata.name"),
                        head -> assertThat(head).startsWith("spec.headPodType"),
                        duplicate -> assertThat(duplicate).startsWith("spec.podTypes[1].name"),
                        container ->
                            assertThat(container)
                                .startsWith("spec.podTypes[1].podConfig.spec.containers")));
  }

  @Test
  void anythingAtAllIsRefusedRatherThanBroken() {
    for (String yaml :
        List.of(
            "{}",
            "{spec: null}",
            "{spec: []}",
            "{metadata: 1, spec: {podTypes: {a: 1}}}",
            "{metadata: {name: a}, spec: {headPodType: x, podTypes: [1, null, {name: x}]}}",
            "{metadata: {name: a}, spec: {headPodType: x, podTypes: [{name: x, podConfig: {spec:"
                + " {containers: [1]}}}]}}")) {
      assertThat(LegacyTranslator.translate(Manifests.parse(yaml), Map.of()))
          .as(yaml)
          .isInstanceOf(Translation.Refused.class);
    }
  }

  /**
   * As large as etcd lets an object be; each took minutes when it was looked at again and again.
   */
  @Test
  void hugeObjectsTakeSeconds() {
    ObjectNode line = example();
    spec(line).putArray("headStartRayCommands").add("ray start ".repeat(140_000));
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> assertThat(script(translated(line).at("/spec/headGroupSpec"))).contains("--block"));

    ObjectNode types = example();
    ArrayNode list = (ArrayNode) spec(types).get("podTypes");
    for (int i = 0; i < 15_000; i++) {
      ObjectNode type = list.addObject().put("name", "x".repeat(63) + i).put("maxWorkers", 1);
      type.putObject("podConfig").putObject("spec").putArray("containers").addObject();
    }
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> assertThat(translated(types).at("/spec/workerGroupSpecs")).hasSize(15_001));
  }

  @Test
  void tellsOfAFewProblemsAmongThousands() {
    ObjectNode manifest = example();
    ArrayNode list = (ArrayNode) spec(manifest).get("podTypes");
    for (int i = 0; i < 1000; i++) {
      list.addObject();
    }
    assertThat(LegacyTranslator.translate(manifest, Map.of()))
        .isInstanceOfSatisfying(
            Translation.Refused.class,
            refused ->
                assertThat(refused.problems()).hasSize(21).last().isEqualTo("and 1980 more"));
  }

  @Test
  void theInputIsNotTouched() {
    ObjectNode manifest = example();
    translated(manifest);
    assertThat(manifest).isEqualTo(example());
  }

  @Test
  void oldImagesAreNotAskedForWhatTheyDoNotKnow() {
    for (Map.Entry<String, Boolean> image :
        Map.of(
                "rayproject/ray:1.2.0",
                false,
                "rayproject/ray:1.3.0-py38",
                false,
                "rayproject/ray:1.13.1",
                true,
                "rayproject/ray:2.9.0",
                true)
            .entrySet()) {
      ObjectNode manifest = example();
      ((ObjectNode) type(manifest, 0).at("/podConfig/spec/containers/0"))
          .put("image", image.getKey());
      assertThat(script(translated(manifest).at("/spec/headGroupSpec")).contains("--no-monitor"))
          .as(image.getKey())
          .isEqualTo(image.getValue());
    }
  }

  private static List<Integer> limits(ObjectNode manifest, Map<String, Integer> replicas) {
    return ((Translation.Translated) LegacyTranslator.translate(manifest, replicas))
        .object()
        .at("/spec/workerGroupSpecs")
        .valueStream()
        .map(group -> group.path("maxReplicas").asInt())
        .toList();
  }

  private static List<String> notices(ObjectNode manifest) {
    return ((Translation.Translated) LegacyTranslator.translate(manifest, Map.of())).notices();
  }

  private static String restart(JsonNode v1) {
    return v1.at("/spec/headGroupSpec/template/metadata/annotations/cluster.ray.io~1restart")
        .asText();
  }

  private static String script(JsonNode group) {
    return group.at("/template/spec/containers/0/args/0").asText();
  }

  private static String environment(JsonNode group, String name) {
    return group
        .at("/template/spec/containers/0/env")
        .valueStream()
        .filter(variable -> variable.path("name").asText().equals(name))
        .map(variable -> variable.path("value").asText())
        .findFirst()
        .orElse("");
  }

  private static Map<String, String> texts(JsonNode map) {
    Map<String, String> texts = new LinkedHashMap<>();
    map.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }
}
