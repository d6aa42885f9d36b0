package io.rayoperator.webhook.autoscaling;

import static io.rayoperator.webhook.admission.Requests.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.ApiVersion;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Applies on the server's side. {@code GitOpsIT} of the system tests shows the API server's part.
 */
class AutoscalerMergeTest {

  private static final String ANNOTATION = "autoscaling.ray.io/applied";
  private static final String FLUX_SAYS_ONE = "{\"flux\":{\"g\":{\"replicas\":1}}}";
  private static final String FLUX_HAS_REPLICAS = entry("flux", "Apply", "f:replicas: {}");
  private static final String FLUX_HAS_OTHERS = entry("flux", "Apply", "f:maxReplicas: {}");
  private static final String NOBODY_SCALED = entry("python", "Update", "f:maxReplicas: {}");
  private static final String AUTOSCALER =
      entry("python", "Update", "f:maxReplicas: {}, f:replicas: {}");

  private static String entry(String manager, String operation, String fields) {
    return """
        {manager: %s, operation: %s, apiVersion: ray.io/v1, fieldsType: FieldsV1,
         fieldsV1: {f:spec: {f:workerGroupSpecs: {'k:{"groupName":"g"}': {.: {}, %s}}}}}
        """
        .formatted(manager, operation, fields);
  }

  private static ObjectNode cluster(int replicas, String noted, String... entries) {
    ObjectNode cluster = withGroups("{groupName: g, replicas: %d}".formatted(replicas), entries);
    if (!noted.isEmpty()) {
      ((ObjectNode) cluster.at("/metadata/annotations")).put(ANNOTATION, noted);
    }
    return cluster;
  }

  /** What becomes of an update; and nothing else does if it is looked at again. */
  private static ObjectNode merged(ObjectNode stored, ObjectNode updated, String manager) {
    ObjectNode argument = updated.deepCopy();
    ObjectNode merged = AutoscalerMerge.merge(stored, updated, ApiVersion.V1, manager);
    assertThat(updated).as("the argument").isEqualTo(argument);
    assertThat(AutoscalerMerge.merge(stored, merged, ApiVersion.V1, manager))
        .as("again")
        .isEqualTo(merged);
    return merged;
  }

  @Test
  void autoscalersWriteIsNotedAndBelongsToNobody() {
    assertThat(
            merged(
                cluster(1, "", FLUX_HAS_REPLICAS, NOBODY_SCALED),
                cluster(4, "", FLUX_HAS_OTHERS, AUTOSCALER),
                ""))
        .isEqualTo(cluster(4, FLUX_SAYS_ONE, FLUX_HAS_OTHERS, NOBODY_SCALED));
  }

  @Test
  void whatWasNotedBeforeStays() {
    assertThat(
            merged(
                cluster(4, FLUX_SAYS_ONE, FLUX_HAS_REPLICAS, NOBODY_SCALED),
                cluster(5, FLUX_SAYS_ONE, FLUX_HAS_OTHERS, AUTOSCALER),
                "kubectl-edit"))
        .isEqualTo(cluster(5, FLUX_SAYS_ONE, FLUX_HAS_OTHERS, NOBODY_SCALED));
  }

  @Test
  void withoutAnApplyOnTheServersSideNothingIsTouched() {
    ObjectNode updated = cluster(4, "", AUTOSCALER);
    assertThat(merged(cluster(1, "", NOBODY_SCALED), updated, "")).isSameAs(updated);
  }

  @Test
  void updateOfAnotherManagerWithANameKeepsItsFields() {
    ObjectNode updated = cluster(4, "", FLUX_HAS_OTHERS, AUTOSCALER);
    assertThat(merged(cluster(1, "", FLUX_HAS_REPLICAS, NOBODY_SCALED), updated, "python"))
        .isSameAs(updated);
  }

  @Test
  void sameManifestKeepsTheValueAndOwnsItNot() {
    assertThat(
            merged(
                cluster(4, FLUX_SAYS_ONE, FLUX_HAS_OTHERS),
                cluster(
                    1, FLUX_SAYS_ONE, entry("flux", "Apply", "f:maxReplicas: {}, f:replicas: {}")),
                "flux"))
        .isEqualTo(cluster(4, FLUX_SAYS_ONE, FLUX_HAS_OTHERS));
  }

  @Test
  void entryOfWhichNothingIsLeftGoes() {
    String alone = entry("python", "Update", "f:replicas: {}").replace(".: {}, ", "");
    assertThat(
            merged(cluster(1, "", FLUX_HAS_REPLICAS), cluster(4, "", FLUX_HAS_OTHERS, alone), ""))
        .isEqualTo(cluster(4, FLUX_SAYS_ONE, FLUX_HAS_OTHERS));
  }

  @Test
  void manifestThatSaysWhatTheObjectSaysOwnsItAndIsNotedNoMore() {
    assertThat(
            merged(
                cluster(1, FLUX_SAYS_ONE, FLUX_HAS_OTHERS),
                cluster(1, FLUX_SAYS_ONE, FLUX_HAS_REPLICAS),
                "flux"))
        .isEqualTo(cluster(1, "", FLUX_HAS_REPLICAS));
  }

  @Test
  void changedIntentWins() {
    assertThat(
            merged(
                cluster(4, FLUX_SAYS_ONE, FLUX_HAS_OTHERS),
                cluster(2, FLUX_SAYS_ONE, FLUX_HAS_REPLICAS),
                "flux"))
        .isEqualTo(cluster(2, "", FLUX_HAS_REPLICAS));
  }

  @Test
  void removedFieldIsHandedOver() {
    assertThat(merged(cluster(4, "", FLUX_HAS_REPLICAS), cluster(0, "", FLUX_HAS_OTHERS), "flux"))
        .isEqualTo(cluster(4, "", FLUX_HAS_OTHERS));
  }

  @Test
  void whatIsNotedOfManagersAndGroupsThatAreGoneIsForgotten() {
    String noted =
        "{\"flux\":{\"g\":{\"replicas\":1},\"gone\":{\"replicas\":2}},\"gone\":{\"g\":{\"replicas\":3}}}";
    JsonNode left =
        merged(
                cluster(4, noted, FLUX_HAS_OTHERS, NOBODY_SCALED),
                cluster(5, noted, FLUX_HAS_OTHERS, AUTOSCALER),
                "")
            .at("/metadata/annotations");
    assertThat(left.path(ANNOTATION).asText()).isEqualTo(FLUX_SAYS_ONE);
  }

  @Test
  void annotationIsNotTheClients() {
    ObjectNode stored = cluster(4, FLUX_SAYS_ONE, FLUX_HAS_OTHERS);
    for (String forged : new String[] {"", "garbage", "[]", "{\"flux\":7}"}) {
      assertThat(merged(stored, cluster(4, forged, FLUX_HAS_OTHERS), "flux")).isEqualTo(stored);
    }
  }

  @Test
  void unreadableAnnotationSaysNothing() {
    for (String noted : new String[] {"garbage", "[]", "{\"flux\":7}", "{\"flux\":{\"g\":[1]}}"}) {
      assertThat(
              merged(
                  cluster(4, noted, FLUX_HAS_OTHERS), cluster(1, noted, FLUX_HAS_REPLICAS), "flux"))
          .isEqualTo(cluster(1, "", FLUX_HAS_REPLICAS));
    }
  }

  @Test
  void withoutAutoscalingNothingIsNoted() {
    ObjectNode updated = cluster(1, FLUX_SAYS_ONE, FLUX_HAS_REPLICAS);
    updated.withObject("/spec").put("enableInTreeAutoscaling", false);
    ObjectNode merged = merged(cluster(4, FLUX_SAYS_ONE, FLUX_HAS_OTHERS), updated, "flux");
    assertThat(merged.at("/spec")).isEqualTo(updated.at("/spec"));
    assertThat(merged.at("/metadata/annotations")).isEmpty();
  }

  @Test
  void whatAWriterHadBeforeItKeeps() {
    assertThat(
            merged(
                cluster(1, "", FLUX_HAS_REPLICAS, AUTOSCALER),
                cluster(4, "", FLUX_HAS_OTHERS, AUTOSCALER),
                ""))
        .isEqualTo(cluster(4, FLUX_SAYS_ONE, FLUX_HAS_OTHERS, AUTOSCALER));
  }

  @Test
  void applyLeavesAloneWhatItNeverSaid() {
    ObjectNode updated = cluster(2, "", FLUX_HAS_OTHERS);
    assertThat(merged(cluster(4, "", FLUX_HAS_OTHERS), updated, "flux")).isSameAs(updated);
  }

  @Test
  void whatAWholeListSaysAsTheObjectDoesStaysNoted() {
    String whole =
        "{manager: flux, operation: Apply, apiVersion: ray.io/v1, fieldsV1: {f:spec: {f:extensions: {}}}}";
    ObjectNode updated = cluster(4, FLUX_SAYS_ONE, whole);
    assertThat(merged(cluster(4, FLUX_SAYS_ONE, whole), updated, "flux")).isSameAs(updated);
  }

  @Test
  void updateByOneWhoAppliedBeforeIsNoApply() {
    ObjectNode updated = cluster(4, "", FLUX_HAS_OTHERS, entry("flux", "Update", "f:replicas: {}"));
    assertThat(merged(cluster(1, "", FLUX_HAS_REPLICAS), updated, "flux")).isSameAs(updated);
  }

  @Test
  void everyChangedGroupLosesItsOwnerAtOnce() {
    ObjectNode merged =
        merged(
            groups(30, 1, manyEntry("flux", "Apply", 30)),
            groups(30, 4, FLUX_HAS_OTHERS, manyEntry("python", "Update", 30)),
            "");

    assertThat(merged.at("/metadata/managedFields"))
        .isEqualTo(cluster(1, "", FLUX_HAS_OTHERS).at("/metadata/managedFields"));
    JsonNode noted = noted(merged).path("flux");
    assertThat(noted).hasSize(30);
    assertThat(noted.at("/g29/replicas").intValue()).isEqualTo(1);
  }

  @Test
  void onlySoMuchIsNoted() {
    String[] managers =
        IntStream.range(0, 50)
            .mapToObj(
                manager ->
                    "{manager: m%d, operation: Apply, apiVersion: ray.io/v1alpha1, fieldsV1: {f:spec: {f:extensions: {}}}}"
                        .formatted(manager))
            .toArray(String[]::new);

    ObjectNode merged = merged(groups(100, 1, managers), groups(100, 4, managers), "");

    int count = 0;
    for (JsonNode manager : noted(merged)) {
      count += manager.size();
    }
    assertThat(count).isEqualTo(1000);
  }

  private static JsonNode noted(ObjectNode cluster) {
    return yaml(cluster.at("/metadata/annotations").path(ANNOTATION).textValue());
  }

  private static ObjectNode groups(int count, int replicas, String... entries) {
    return withGroups(each(count, "{groupName: g%d, replicas: " + replicas + "}"), entries);
  }

  private static ObjectNode withGroups(String groups, String... entries) {
    return yaml(
        """
        {apiVersion: ray.io/v1, kind: RayCluster,
         metadata: {name: a, annotations: {}, managedFields: [%s]},
         spec: {enableInTreeAutoscaling: true, headGroupSpec: {}, workerGroupSpecs: [%s]}}
        """
            .formatted(String.join(", ", entries), groups));
  }

  private static String manyEntry(String manager, String operation, int groups) {
    return "{manager: %s, operation: %s, apiVersion: ray.io/v1, fieldsV1: {f:spec: {f:workerGroupSpecs: {%s}}}}"
        .formatted(
            manager, operation, each(groups, "'k:{\"groupName\":\"g%d\"}': {f:replicas: {}}"));
  }

  private static String each(int count, String format) {
    return IntStream.range(0, count).mapToObj(format::formatted).collect(Collectors.joining(", "));
  }
}
