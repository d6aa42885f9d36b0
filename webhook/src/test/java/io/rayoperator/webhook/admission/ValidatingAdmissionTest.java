package io.rayoperator.webhook.admission;

import static io.rayoperator.webhook.admission.Requests.CONVERTER;
import static io.rayoperator.webhook.admission.Requests.creation;
import static io.rayoperator.webhook.admission.Requests.hub;
import static io.rayoperator.webhook.admission.Requests.replacement;
import static io.rayoperator.webhook.admission.Requests.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValidatingAdmissionTest {

  private static final String VALID =
      """
      apiVersion: %s
      kind: RayCluster
      metadata: {name: demo, namespace: default}
      spec:
        headGroupSpec:
          rayStartParams: {}
          template: {spec: {containers: [{name: h, image: i}]}}
        workerGroupSpecs:
          - groupName: w
            replicas: 1
            minReplicas: %d
            maxReplicas: 2
            rayStartParams: {}
            template: {spec: {containers: [{name: w, image: i}]}}
      """;

  private final List<String> counted = new ArrayList<>();
  private final ValidatingAdmission admission =
      new ValidatingAdmission(CONVERTER, violation -> counted.add(violation.rule().id()));

  private static ObjectNode valid(String version) {
    return yaml(VALID.formatted(version, 0));
  }

  private static ObjectNode invalid(String version) {
    return yaml(VALID.formatted(version, 3));
  }

  private JsonNode denied(AdmissionRequest request) {
    AdmissionAnswer answer = admission.decide(request);
    assertThat(answer).isInstanceOf(AdmissionAnswer.Denied.class);
    return ((AdmissionAnswer.Denied) answer).status();
  }

  private List<String> warnings(AdmissionRequest request) {
    AdmissionAnswer answer = admission.decide(request);
    assertThat(answer).isInstanceOf(AdmissionAnswer.Allowed.class);
    return ((AdmissionAnswer.Allowed) answer).warnings();
  }

  @Test
  void validObjectIsAllowedInBothVersionsWithoutAWord() {
    assertThat(warnings(creation(valid("ray.io/v1")))).isEmpty();
    assertThat(warnings(creation(valid("ray.io/v1alpha1")))).isEmpty();
  }

  @Test
  void refusalReadsLikeTheApiServersOwn() {
    JsonNode status = denied(creation(invalid("ray.io/v1")));
    String detail =
        "Invalid value: 3: is more than maxReplicas 2; lower minReplicas or raise maxReplicas";
    assertThat(status)
        .isEqualTo(
            yaml(
                """
                status: Failure
                message: 'RayCluster.ray.io "demo" is invalid: spec.workerGroupSpecs[0].minReplicas: %s'
                reason: Invalid
                code: 422
                details:
                  name: demo
                  group: ray.io
                  kind: RayCluster
                  causes:
                    - reason: FieldValueInvalid
                      message: '%s'
                      field: spec.workerGroupSpecs[0].minReplicas
                """
                    .formatted(detail, detail)));
    assertThat(counted).containsExactly("min-replicas-at-most-max");
  }

  @Test
  void severalMistakesAreOneMessage() {
    ObjectNode object = invalid("ray.io/v1");
    object.withObject("/metadata").put("name", "Demo");
    JsonNode status = denied(creation(object));
    assertThat(status.path("message").asText())
        .startsWith("RayCluster.ray.io \"Demo\" is invalid: [metadata.name: Invalid value: ")
        .contains(", spec.workerGroupSpecs[0].minReplicas: Invalid value: 3: ")
        .endsWith("]");
    assertThat(status.at("/details/causes")).hasSize(2);
  }

  @Test
  void wrongTypesAreRefusalsNotFailures() {
    ObjectNode object = valid("ray.io/v1");
    object.withObject("/spec").put("suspend", "yes");
    ((ObjectNode) object.at("/spec/workerGroupSpecs/0")).put("replicas", 3_000_000_000L);
    assertThat(denied(creation(object)).at("/details/causes"))
        .extracting(cause -> cause.path("field").asText() + " " + cause.path("reason").asText())
        .containsExactlyInAnyOrder(
            "spec.suspend FieldValueTypeInvalid",
            "spec.workerGroupSpecs[0].replicas FieldValueTypeInvalid");
  }

  @Test
  void mixedLayoutsAreRefusedWithTheWayOut() {
    ObjectNode object = valid("ray.io/v1alpha1");
    object.withObject("/spec").putArray("extensions");
    JsonNode status = denied(creation(object));
    assertThat(status.path("code").asInt()).isEqualTo(422);
    assertThat(status.path("message").asText())
        .startsWith(
            "RayCluster.ray.io \"demo\" is invalid: spec: Invalid value: must have exactly one layout, and mixes those of Ant"
                + " and KubeRay (")
        .contains("extensions")
        .contains("keep the fields of one");
  }

  @Test
  void unrecognisedLayoutIsRefusedWithTheChoice() {
    ObjectNode object =
        yaml(
            "{apiVersion: ray.io/v1alpha1, kind: RayCluster, metadata: {name: a}, spec: {rayVersion: x}}");
    assertThat(denied(creation(object)).path("message").asText())
        .contains(
            "must have exactly one layout, and no layout has only rayVersion; write Ant's (clusterName,");
    object.set("spec", yaml("{}"));
    assertThat(denied(creation(object)).path("message").asText()).contains("and is empty; write ");
  }

  @Test
  void olderLayoutUnderV1IsRefusedWithTheWayOut() {
    ObjectNode object =
        yaml(
            "{apiVersion: ray.io/v1, kind: RayCluster, metadata: {name: a}, spec: {clusterName: a, images: {}, extensions:"
                + " []}}");
    assertThat(denied(creation(object)).path("message").asText())
        .contains(
            "has Ant's layout, which ray.io/v1 does not know; write apiVersion: ray.io/v1alpha1");
  }

  @Test
  void residualThatPutsAnOlderLayoutIntoV1IsRefused() {
    ObjectNode object = valid("ray.io/v1alpha1");
    object
        .withObject("/metadata/annotations")
        .put(
            "conversion.ray.io/v1",
            "{\"format\":1,\"edits\":{\".\":{\"spec\":{\"+\":{\"headNodeSpec\":{}}}}}}");
    assertThat(denied(creation(object)).path("message").asText())
        .contains("mixes the layouts of ByteDance and KubeRay (");
  }

  @Test
  void mistakesInPodsOfAntsLayoutAreNamedAsItsUsersCallThem() {
    String manifest =
        """
        apiVersion: ray.io/v1alpha1
        kind: RayCluster
        metadata: {name: demo, namespace: default}
        spec:
          clusterName: demo
          images: {defaultImage: i}
          extensions:
          - {groupName: head, type: head, replicas: 1, image: i, command: ray start --head}
          - groupName: w
            type: worker
            replicas: %d
            image: i
            command: ray start
            resources: {limits: {cpu: "1"}, requests: {cpu: "2"}}
            volumeMounts: [{name: logs, mountPath: /logs}]
            tolerations: [{key: a, operator: Exists, value: b}]
        """;
    assertThat(denied(creation(yaml(manifest.formatted(1)))).at("/details/causes"))
        .extracting(cause -> cause.path("field").asText())
        .containsExactly(
            "spec.extensions[1].resources.requests.cpu",
            "spec.extensions[1].volumeMounts[0].name",
            "spec.extensions[1].tolerations[0].value");
    assertThat(
            warnings(
                replacement(hub(yaml(manifest.formatted(1))), yaml(manifest.formatted(2)), "")))
        .filteredOn(warning -> warning.endsWith(" (accepted, because it was so before)"))
        .hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytedance", "microsoft"})
  void mistakesInOlderLayoutsAreNamedAsTheirUsersCallThem(String layout) {
    ObjectNode object =
        yaml(
            layout.equals("bytedance")
                ? """
                apiVersion: ray.io/v1alpha1
                kind: RayCluster
                metadata: {name: demo}
                spec:
                  headNodeSpec:
                    params: {}
                    template: {spec: {containers: [{name: ray, image: ray}]}}
                  workerNodeSpec:
                  - {groupName: cpu, replicas: 1, minReplicas: 3, maxReplicas: 2, params: {},
                     template: {spec: {containers: [{name: ray, image: ray}]}}}
                """
                : """
                apiVersion: ray.io/v1alpha1
                kind: RayCluster
                metadata: {name: demo}
                spec:
                  headService: {metadata: {name: svc}, spec: {ports: [{port: 6379}]}}
                  headGroupSpec:
                    replicas: 1
                    rayStartParams: {}
                    template: {spec: {containers: [{name: ray, image: ray}]}}
                  workerGroupsSpec:
                  - {groupName: cpu, replicas: 1, minReplicas: 3, maxReplicas: 2, rayStartParams: {},
                     template: {spec: {containers: [{name: ray, image: ray}]}}}
                """);
    String list = layout.equals("bytedance") ? "workerNodeSpec" : "workerGroupsSpec";
    assertThat(denied(creation(object)).at("/details/causes"))
        .extracting(cause -> cause.path("field").asText())
        .containsExactly("spec." + list + "[0].minReplicas");
  }

  @Test
  void v1ObjectWithoutAHeadIsToldWhatIsMissing() {
    ObjectNode object =
        yaml("{apiVersion: ray.io/v1, kind: RayCluster, metadata: {name: a}, spec: {}}");
    assertThat(denied(creation(object)).path("message").asText())
        .isEqualTo(
            "RayCluster.ray.io \"a\" is invalid: spec.headGroupSpec: Required value: describe the head pod here");
  }

  @Test
  void storedMistakeIsAWarningWhenSomethingElseChanges() {
    ObjectNode stored = hub(invalid("ray.io/v1"));
    ObjectNode updated = invalid("ray.io/v1");
    updated.withObject("/spec").put("rayVersion", "2.50.0");
    assertThat(warnings(replacement(stored, updated, "")))
        .containsExactly(
            "spec.workerGroupSpecs[0].minReplicas: 3 is more than maxReplicas 2; lower minReplicas or raise maxReplicas"
                + " (accepted, because it was so before)");
  }

  @Test
  void finalizersOfAnInvalidObjectComeAndGoInSilence() {
    ObjectNode stored = hub(invalid("ray.io/v1"));
    ObjectNode updated = invalid("ray.io/v1");
    updated.withObject("/metadata").putArray("finalizers").add("x");
    assertThat(warnings(replacement(stored, updated, ""))).isEmpty();
    assertThat(counted).isEmpty();
  }

  @Test
  void deletionIsNeverInTheWay() {
    ObjectNode updated = yaml("{apiVersion: ray.io/v1, metadata: {deletionTimestamp: x}, spec: 7}");
    assertThat(warnings(replacement(hub(valid("ray.io/v1")), updated, ""))).isEmpty();
  }

  @Test
  void storedStrangeLayoutDoesNotBlockAnEdit() {
    ObjectNode stored = valid("ray.io/v1alpha1");
    stored.withObject("/spec").putArray("extensions");
    ObjectNode updated = stored.deepCopy();
    updated.withObject("/metadata").putObject("labels").put("a", "b");
    assertThat(admission.decide(replacement(hub(stored), updated, "")))
        .isInstanceOf(AdmissionAnswer.Allowed.class);
  }

  @Test
  void fewWarningsAreShownAndTheRestIsCounted() {
    ObjectNode object = valid("ray.io/v1");
    ObjectNode spec = object.withObject("/spec");
    spec.putObject("historyServerOptions").putObject("collectorOptions").put("image", "c");
    spec.withObject("/historyServerOptions/collectorOptions")
        .putArray("env")
        .addObject()
        .put("name", "STORAGE_BACKEND")
        .put("value", "x");
    spec.putObject("authOptions");
    spec.putObject("networkPolicy");
    spec.putObject("gcsFaultToleranceOptions");
    object.withObject("/metadata/labels").put("ray.io/gang-scheduling-enabled", "true");
    ((ObjectNode) spec.path("headGroupSpec")).put("replicas", 1);
    assertThat(warnings(creation(object)))
        .hasSize(Warnings.MAX)
        .startsWith(
            "spec.headGroupSpec.replicas: 1 is deprecated and ignored, there is always one head; remove it")
        .endsWith("and 2 more warnings; `ray-operator validate` shows all");
  }

  @Test
  void reviewWithoutAnObjectIsAllowed() {
    AdmissionRequest request = AdmissionRequest.of(yaml("{uid: a, operation: DELETE}"));
    assertThat(admission.decide(request)).isEqualTo(AdmissionAnswer.allowed());
  }
}
