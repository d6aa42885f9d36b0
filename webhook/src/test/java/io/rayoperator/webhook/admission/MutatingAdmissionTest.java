package io.rayoperator.webhook.admission;

import static io.rayoperator.webhook.admission.Requests.CONVERTER;
import static io.rayoperator.webhook.admission.Requests.creation;
import static io.rayoperator.webhook.admission.Requests.replacement;
import static io.rayoperator.webhook.admission.Requests.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.flipkart.zjsonpatch.JsonPatch;
import io.rayoperator.conversion.ApiVersion;
import io.rayoperator.webhook.autoscaling.LastApplied;
import java.util.List;
import org.junit.jupiter.api.Test;

class MutatingAdmissionTest {

  private static final String FULL =
      """
      apiVersion: ray.io/v1
      kind: RayCluster
      metadata: {name: demo, namespace: default, resourceVersion: "7"}
      spec:
        authOptions: {mode: token}
        upgradeStrategy: {type: Recreate}
        headGroupSpec: {template: {spec: {containers: [{name: h, image: i}]}}, labels: {a: b}, rayStartParams: {}}
        workerGroupSpecs:
          - {groupName: w, replicas: 1, minReplicas: 0, maxReplicas: 5, numOfHosts: 4, idleTimeoutSeconds: 60,
             rayStartParams: {}, template: {spec: {containers: [{name: w, image: i}]}}}
      """;

  private final MutatingAdmission admission = new MutatingAdmission(CONVERTER);

  /** The object after the patch, applied by a library that takes RFC 6902 literally. */
  private JsonNode patched(AdmissionRequest request) {
    ObjectNode object = java.util.Objects.requireNonNull(request.object());
    AdmissionAnswer answer = admission.decide(request);
    JsonNode patched =
        answer instanceof AdmissionAnswer.Patched(var patch)
            ? JsonPatch.apply(patch, object)
            : object;
    AdmissionRequest again =
        new AdmissionRequest(
            request.operation(),
            request.userVersion(),
            request.fieldManager(),
            (ObjectNode) patched,
            request.oldObject());
    assertThat(admission.decide(again)).as("again").isEqualTo(AdmissionAnswer.allowed());
    return patched;
  }

  @Test
  void completeObjectIsLeftAlone() {
    assertThat(admission.decide(creation(yaml(FULL)))).isEqualTo(AdmissionAnswer.allowed());
    assertThat(admission.decide(replacement(yaml(FULL), yaml(FULL), "")))
        .isEqualTo(AdmissionAnswer.allowed());
  }

  @Test
  void defaultsAreASmallPatch() {
    ObjectNode object =
        yaml("{apiVersion: ray.io/v1, spec: {enableInTreeAutoscaling: true, headGroupSpec: {}}}");
    assertThat(admission.decide(creation(object)))
        .isEqualTo(
            new AdmissionAnswer.Patched(
                yaml("""
                        patch:
                          - {op: add, path: /spec/headGroupSpec/rayStartParams, value: {}}
                          - {op: add, path: /spec/workerGroupSpecs, value: []}
                        """)
                    .withArray("patch")));
    assertThat(patched(creation(object)).at("/spec/workerGroupSpecs").isArray()).isTrue();
  }

  @Test
  void replaceInTheOldVersionThatDropsTheResidualLosesNothing() {
    ObjectNode stored = yaml(FULL);
    ObjectNode view = CONVERTER.convert(stored, ApiVersion.V1ALPHA1);
    ObjectNode written = view.deepCopy();
    ((ObjectNode) written.path("metadata")).remove("annotations");
    ((ObjectNode) written.at("/spec/workerGroupSpecs/0")).put("replicas", 3);

    ObjectNode expected = stored.deepCopy();
    ((ObjectNode) expected.at("/spec/workerGroupSpecs/0")).put("replicas", 3);
    assertThat(patched(replacement(stored, written, "kubectl-replace"))).isEqualTo(expected);
  }

  @Test
  void applyAfterTheAutoscalerKeepsReplicas() {
    String manifest =
        "{\\\"apiVersion\\\":\\\"ray.io/v1\\\",\\\"spec\\\":{\\\"workerGroupSpecs\\\":[{\\\"groupName\\\":\\\"w\\\"}]}}";
    String annotated = "{%s: \"%s\"}".formatted(LastApplied.ANNOTATION, manifest);
    ObjectNode stored = yaml(FULL);
    stored.withObject("/spec").put("enableInTreeAutoscaling", true);
    stored.withObject("/metadata").set("annotations", yaml(annotated));
    ObjectNode scaled = stored.deepCopy();
    ((ObjectNode) scaled.at("/spec/workerGroupSpecs/0")).put("replicas", 4);
    ObjectNode applied = stored.deepCopy();
    ((ObjectNode) applied.at("/spec/workerGroupSpecs/0")).put("replicas", 0);
    assertThat(patched(replacement(scaled, applied, "kubectl-client-side-apply")))
        .isEqualTo(scaled);
  }

  @Test
  void keysWithSlashesAndTildesArePatched() {
    ObjectNode from = yaml("{a/b: {c~d: 1, gone: 2}, list: [1, 2], same: [{x: 1}, {x: 2}]}");
    ObjectNode to = yaml("{a/b: {c~d: 2, new: null}, list: [1], same: [{x: 1}, {x: 3}]}");
    assertThat(JsonPatch.apply(MinimalPatch.between(from, to), from)).isEqualTo(to);
    assertThat(MinimalPatch.between(from, to)).hasSize(5);
  }

  @Test
  void strangeLayoutIsRefusedBeforeTheSchemaIsChecked() {
    ObjectNode object =
        yaml(
            "{apiVersion: ray.io/v1alpha1, metadata: {name: a}, spec: {extensions: [], headNodeSpec: {}}}");
    assertThat(admission.decide(creation(object))).isInstanceOf(AdmissionAnswer.Denied.class);
  }

  @Test
  void wrongTypesAreLeftToTheSchema() {
    for (String spec :
        List.of(
            "7", "[]", "{headGroupSpec: 1, workerGroupSpecs: {}, enableInTreeAutoscaling: [1]}")) {
      ObjectNode object = yaml("{apiVersion: ray.io/v1, metadata: {name: a}, spec: " + spec + "}");
      assertThat(admission.decide(creation(object))).isEqualTo(AdmissionAnswer.allowed());
      assertThat(admission.decide(replacement(yaml(FULL), object, "")))
          .isEqualTo(AdmissionAnswer.allowed());
    }
  }

  @Test
  void objectThatIsBeingDeletedIsLeftAlone() {
    ObjectNode object =
        yaml(
            "{apiVersion: ray.io/v1, metadata: {deletionTimestamp: x}, spec: {enableInTreeAutoscaling: true}}");
    assertThat(admission.decide(replacement(yaml(FULL), object, "")))
        .isEqualTo(AdmissionAnswer.allowed());
  }
}
