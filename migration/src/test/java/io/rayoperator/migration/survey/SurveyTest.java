package io.rayoperator.migration.survey;

import static io.rayoperator.migration.definition.TestDefinitions.kubeRay;
import static io.rayoperator.migration.definition.TestDefinitions.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SurveyTest {

  private static final String SPEC =
      """
      spec:
        headGroupSpec:
          rayStartParams: {}
          template: {spec: {containers: [{name: head, image: 'rayproject/ray:2.52.0'}]}}
      """;

  private final Survey survey = new Survey();

  private static ObjectNode object(String version, String namespace, String name, String rest) {
    return tree(
        """
        apiVersion: ray.io/%s
        kind: RayCluster
        metadata: {namespace: %s, name: %s}
        """
                .formatted(version, namespace, name)
            + rest);
  }

  @Test
  void objectsAreCountedByNamespaceAndLayout() {
    survey.add(object("v1", "a", "one", SPEC));
    survey.add(object("v1alpha1", "a", "two", SPEC));
    survey.add(object("v1alpha1", "b", "three", "spec: {extensions: [], images: {}}"));
    survey.add(object("v1alpha1", "b", "four", "spec: {odd: 1}"));

    assertThat(report().namespaces())
        .containsExactly(
            new SurveyReport.Namespace("a", Map.of("kuberay", 2L)),
            new SurveyReport.Namespace("b", Map.of("ant", 1L, "unrecognised", 1L)));
  }

  @Test
  void objectThatAdmissionWouldRefuseIsNamedWithFieldAndReason() {
    survey.add(object("v1", "a", "fine", SPEC));
    survey.add(
        object(
            "v1",
            "a",
            "wrong",
            SPEC
                + """
                  workerGroupSpecs:
                  - groupName: cpu
                    minReplicas: 3
                    maxReplicas: 1
                    template: {spec: {containers: [{name: w, image: i}]}}
                """));

    assertThat(report().refusedToday().count()).isEqualTo(1);
    assertThat(report().refusedToday().findings().getFirst().object()).isEqualTo("a/wrong");
    assertThat(report().refusedToday().findings().getFirst().reasons().toString())
        .contains("spec.workerGroupSpecs[0]");
    assertThat(report().hasFindings()).isTrue();
  }

  @Test
  void objectThatIsBeingDeletedIsNotJudged() {
    ObjectNode deleted = object("v1", "a", "gone", "spec: {}");
    deleted.withObject("/metadata").put("deletionTimestamp", "2026-01-01T00:00:00Z");

    survey.add(deleted);

    assertThat(report().refusedToday().count()).isZero();
  }

  @Test
  void fieldThatTheReleaseDoesNotKnowIsALossInV1AndAResidualInV1alpha1() {
    String newer = SPEC + "  fieldOfTomorrow: 1\n";
    survey.add(object("v1", "a", "one", newer));
    survey.add(object("v1alpha1", "a", "two", newer));

    assertThat(report().losingFields().findings())
        .singleElement()
        .hasToString("Finding[object=a/one, reasons=[spec.fieldOfTomorrow]]");
  }

  @Test
  void annotationsThatWouldBeTooLargeAreMeasured() {
    ObjectNode large = object("v1", "a", "large", SPEC);
    large.withObject("/metadata/annotations").put("note", "x".repeat(262_144));

    survey.add(large);

    assertThat(report().oversized().findings())
        .singleElement()
        .satisfies(
            finding -> assertThat(finding.reasons().getFirst()).contains("262,148", "262,144"));
  }

  @Test
  void writersOfV1alpha1AreCountedWithTheTimeOfTheirLastWrite() {
    survey.add(object("v1", "a", "one", SPEC + ""));
    for (String time : new String[] {"2024-05-05T00:00:00Z", "2025-05-05T00:00:00Z"}) {
      ObjectNode object = object("v1", "a", "at-" + time.substring(0, 4), SPEC);
      object
          .withObject("/metadata")
          .set(
              "managedFields",
              tree("""
                      list:
                      - {manager: autoscaler, operation: Update, apiVersion: ray.io/v1alpha1, time: "%s"}
                      - {manager: autoscaler, operation: Update, apiVersion: ray.io/v1, time: "2026-05-05T00:00:00Z"}
                      """
                      .formatted(time))
                  .get("list"));
      survey.add(object);
    }

    assertThat(report().v1alpha1Writers())
        .containsExactly(
            new SurveyReport.Writer("autoscaler", "Update", "", 2, "2025-05-05T00:00:00Z"));
    assertThat(report().moreV1alpha1Writes()).isZero();
  }

  @Test
  void reportOfManyWritersIsBounded() {
    for (int writer = 0; writer < 1_500; writer++) {
      ObjectNode object = object("v1", "a", "c" + writer, SPEC);
      object
          .withObject("/metadata")
          .putArray("managedFields")
          .addObject()
          .put("manager", "m" + writer)
          .put("apiVersion", "ray.io/v1alpha1");
      survey.add(object);
    }

    assertThat(report().v1alpha1Writers()).hasSize(20);
    assertThat(report().moreV1alpha1Writes()).isEqualTo(1_480);
  }

  @Test
  void textSaysWhatTheReportHolds() {
    survey.add(object("v1", "a", "one", SPEC));

    assertThat(SurveyText.of(report()))
        .contains(
            "Definition rayclusters.ray.io: KubeRay",
            "written by          helm, argocd",
            "v1 served stored, v1alpha1 served",
            "may lie in etcd as  v1alpha1, v1",
            "RayClusters: 1",
            "a                   1 kuberay",
            "Written through v1alpha1: by nobody",
            "would be refused if they were created today (they keep running, and can be edited): 0");
  }

  private SurveyReport report() {
    return survey.report(kubeRay());
  }
}
