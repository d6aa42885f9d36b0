package io.rayoperator.webhook.admission;

import static io.rayoperator.conversion.ConversionAnnotations.LAYOUT;
import static io.rayoperator.conversion.ConversionAnnotations.V1ALPHA1_RESIDUAL;
import static io.rayoperator.conversion.ConversionAnnotations.V1_RESIDUAL;
import static io.rayoperator.webhook.admission.Requests.CONVERTER;
import static io.rayoperator.webhook.admission.Requests.creation;
import static io.rayoperator.webhook.admission.Requests.hub;
import static io.rayoperator.webhook.admission.Requests.replacement;
import static io.rayoperator.webhook.admission.Requests.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.residual.Annotations;
import io.rayoperator.webhook.autoscaling.LastApplied;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What conversion cannot keep is refused with the reason. */
class ResidualGuardTest {
  private static final String ANT =
      """
      apiVersion: ray.io/v1alpha1
      kind: RayCluster
      metadata: {name: demo}
      spec:
        clusterName: demo
        images: {defaultImage: rayproject/ray}
        extensions:
        - {groupName: h, type: head, replicas: 1, command: ray start --head}
        - {groupName: w, type: worker, replicas: 1, command: ray start, idList: [a]}
      """;

  private static final String V1 =
      """
      apiVersion: ray.io/v1
      kind: RayCluster
      metadata: {name: demo}
      spec:
        managedBy: ray.io/kuberay-operator
        headGroupSpec: {rayStartParams: {}, template: {spec: {containers: [{name: h, image: i}]}}}
      """;

  private static ObjectNode annotated(ObjectNode object, String key, String value) {
    object.withObject("/metadata").withObject("/annotations").put(key, value);
    return object;
  }

  private static ObjectNode full(String object, String key, int free) {
    int bytes = Annotations.MAX_TOTAL_BYTES - key.length() - free;
    String manyIds = object.replace("[a]", "[" + "a".repeat(700) + "]");
    return annotated(yaml(manyIds), key, "x".repeat(bytes));
  }

  private static List<String> causes(AdmissionRequest request) {
    Change change = Change.of(request, Objects.requireNonNull(request.object()), CONVERTER);
    return ResidualGuard.causes(change).stream().map(Refusals.Cause::toString).toList();
  }

  @Test
  void usualObjectsOfBothVersionsArePassed() {
    assertThat(causes(creation(yaml(ANT)))).isEmpty();
    assertThat(causes(creation(yaml(V1)))).isEmpty();
    assertThat(causes(replacement(hub(yaml(ANT)), yaml(ANT), ""))).isEmpty();
  }

  @Test
  void annotationsThatLeaveNoRoomForTheResidualAreRefusedWithTheLargest() {
    assertThat(causes(creation(full(ANT, "example.com/notes", 600))))
        .singleElement()
        .asString()
        .startsWith("metadata.annotations: Too long: of 262144 bytes the annotations leave ")
        .contains("too few for what ray.io/v1 has no place for")
        .contains("shorten example.com/notes (261527 bytes)");
  }

  @Test
  void kubectlsAnnotationIsAvoidedByServerSideApply() {
    assertThat(causes(creation(full(ANT, LastApplied.ANNOTATION, 600))))
        .singleElement()
        .asString()
        .contains("apply with --server-side, which needs no " + LastApplied.ANNOTATION);
  }

  @Test
  void annotationsThatLeaveNoRoomForAMarkAreRefusedInBothVersions() {
    for (String object : List.of(ANT, V1)) {
      assertThat(causes(creation(full(object, "a", 20))))
          .anySatisfy(cause -> assertThat(cause).contains("leave 20 bytes, conversion needs 512"));
    }
  }

  @Test
  void v1ObjectThatV1alpha1CannotShowWholeIsRefused() {
    ObjectNode object = full(V1, "a", 2_000);
    Random random = new Random(1);
    StringBuilder image = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      image.append((char) ('a' + random.nextInt(26)));
    }
    object.withObject("/spec").putObject("authOptions").put("mode", image.toString());
    assertThat(causes(creation(object)))
        .singleElement()
        .asString()
        .contains("leave 2000 bytes, too few for what ray.io/v1alpha1 has no place for");
  }

  @Test
  void whatIsStoredAlreadyDoesNotBlockAnEdit() {
    ObjectNode object = full(ANT, "a", 600);
    ObjectNode edited = object.deepCopy();
    ((ObjectNode) edited.at("/spec/extensions/1")).put("replicas", 2);
    assertThat(causes(replacement(hub(object), edited, ""))).isEmpty();
  }

  @Test
  void forgedResidualIsRefusedWhereItIsNew() {
    ObjectNode forged = annotated(yaml(V1), V1ALPHA1_RESIDUAL, "garbage");
    assertThat(causes(creation(forged)))
        .singleElement()
        .asString()
        .startsWith(
            "metadata.annotations[conversion.ray.io/v1alpha1]: Invalid value: is not what conversion wrote");
    assertThat(causes(replacement(forged, forged, ""))).isEmpty();
    ObjectNode inV1alpha1 = annotated(yaml(ANT), V1_RESIDUAL, "{\"format\":2}");
    assertThat(causes(creation(inV1alpha1)))
        .singleElement()
        .asString()
        .startsWith("metadata.annotations[conversion.ray.io/v1]: Invalid value: ");
  }

  @Test
  void unknownLayoutIsRefusedWithTheKnownOnes() {
    assertThat(causes(creation(annotated(yaml(V1), LAYOUT, "aunt"))))
        .containsExactly(
            "metadata.annotations[conversion.ray.io/layout]: Unsupported value: \"aunt\": supported values: \"ant\","
                + " \"bytedance\", \"microsoft\", \"kuberay\"");
  }

  @Test
  void layoutChangesOnlyTogetherWithTheResidualOfTheFormerOne() {
    ObjectNode stored = hub(yaml(ANT));
    ObjectNode moved = annotated(stored.deepCopy(), LAYOUT, "kuberay");
    assertThat(causes(replacement(stored, moved, "")))
        .singleElement()
        .asString()
        .contains("the annotation conversion.ray.io/v1alpha1 holds what only Ant's layout can say");
    ObjectNode given = moved.deepCopy();
    given.withObject("/metadata/annotations").remove(V1ALPHA1_RESIDUAL);
    assertThat(causes(replacement(stored, given, ""))).isEmpty();
  }

  @Test
  void residualThatCouldNotBeGivenBackIsNotLostInSilence() {
    ObjectNode stored = hub(yaml(ANT));
    ObjectNode replaced = stored.deepCopy();
    replaced.withObject("/metadata").remove("annotations");
    annotated(replaced, "a", "x".repeat(Annotations.MAX_TOTAL_BYTES - 1 - 520));
    assertThat(causes(replacement(stored, replaced, "")))
        .anySatisfy(
            cause ->
                assertThat(cause)
                    .contains("leave no room for conversion.ray.io/v1alpha1 of the stored object"));
  }

  @Test
  void managedByCannotBeRemovedWithTheWholeSpec() {
    ObjectNode stored = yaml(V1);
    stored.withObject("/spec").put("managedBy", "kueue.x-k8s.io/multikueue");
    ValidatingAdmission admission = new ValidatingAdmission(CONVERTER, any -> {});
    for (String version : List.of("ray.io/v1", "ray.io/v1alpha1")) {
      ObjectNode without =
          yaml("{kind: RayCluster, metadata: {name: demo}}").put("apiVersion", version);
      assertThat(admission.decide(replacement(stored, without, "")))
          .isInstanceOfSatisfying(
              AdmissionAnswer.Denied.class,
              denied -> assertThat(denied.status().path("code").asInt()).isEqualTo(422));
    }
    AdmissionAnswer answer =
        admission.decide(
            replacement(stored, yaml("{apiVersion: ray.io/v1, metadata: {name: demo}}"), ""));
    assertThat(((AdmissionAnswer.Denied) answer).status().path("message").asText())
        .contains("spec.managedBy: Invalid value: \"ray.io/kuberay-operator\": cannot be changed");
  }

  @Test
  void antGroupsOfOneNameAreWarnedOfWithTheNamesTheyGet() {
    ObjectNode object = yaml(ANT);
    ((ArrayNode) object.at("/spec/extensions"))
        .addObject()
        .put("groupName", "w")
        .put("type", "worker")
        .put("replicas", 1)
        .put("command", "ray start");
    AdmissionAnswer answer = new ValidatingAdmission(CONVERTER, any -> {}).decide(creation(object));
    assertThat(answer)
        .isInstanceOfSatisfying(
            AdmissionAnswer.Allowed.class,
            allowed ->
                assertThat(allowed.warnings())
                    .contains(
                        "spec.extensions[2].groupName: names no group of its own, ray.io/v1 and the pods call it"
                            + " \"w-2\"; give every group another name"));
  }

  @Test
  void antHeadsThatNeverStartAreWarnedOf() {
    ObjectNode object = yaml(ANT);
    ArrayNode groups = (ArrayNode) object.at("/spec/extensions");
    int head = groups.get(0).path("type").asText().equals("head") ? 0 : 1;
    ObjectNode second = groups.get(head).deepCopy();
    groups.add(second);
    ((ObjectNode) groups.get(head)).put("replicas", 3);
    AdmissionAnswer answer = new ValidatingAdmission(CONVERTER, any -> {}).decide(creation(object));
    assertThat(answer)
        .isInstanceOfSatisfying(
            AdmissionAnswer.Allowed.class,
            allowed ->
                assertThat(allowed.warnings())
                    .contains(
                        "spec.extensions["
                            + head
                            + "].replicas: 3 is not looked at: a cluster has one head; write 1",
                        "spec.extensions[2].type: is another head, which is not started: a cluster has one;"
                            + " remove the group"));
  }
}
