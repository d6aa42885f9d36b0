package io.rayoperator.webhook.autoscaling;

import static io.rayoperator.webhook.admission.Requests.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.ApiVersion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientSideApplyTest {

  private static final String APPLY = "kubectl-client-side-apply";

  /** A v1 object with these groups, whose last applied manifest had those. */
  private static ObjectNode cluster(String groups, @Nullable String appliedGroups) {
    ObjectNode cluster = yaml(manifest("ray.io/v1", groups));
    if (appliedGroups != null) {
      annotate(cluster, yaml(manifest("ray.io/v1", appliedGroups)).toString());
    }
    return cluster;
  }

  private static void annotate(ObjectNode cluster, String applied) {
    cluster.withObject("/metadata").putObject("annotations").put(LastApplied.ANNOTATION, applied);
  }

  private static String manifest(String version, String groups) {
    return """
        {apiVersion: %s, kind: RayCluster, metadata: {name: a},
         spec: {enableInTreeAutoscaling: true, headGroupSpec: {}, workerGroupSpecs: [%s]}}
        """
        .formatted(version, groups);
  }

  private static void assertMerged(
      ObjectNode stored, ObjectNode updated, String manager, String groups) {
    ObjectNode before = updated.deepCopy();
    ObjectNode merged = ClientSideApply.merge(stored, updated, manager);
    assertThat(merged.at("/spec/workerGroupSpecs"))
        .isEqualTo(yaml(manifest("ray.io/v1", groups)).at("/spec/workerGroupSpecs"));
    assertThat(updated).as("the argument").isEqualTo(before);
    assertThat(ClientSideApply.merge(stored, merged, manager)).as("again").isEqualTo(merged);
  }

  @ParameterizedTest
  @ValueSource(strings = {APPLY, "argocd-controller"})
  void sameManifestAppliedAgainKeepsWhatTheAutoscalerSet(String manager) {
    String manifest = "{groupName: g, replicas: 1}";
    assertMerged(
        cluster("{groupName: g, replicas: 4, scaleStrategy: {workersToDelete: [p]}}", manifest),
        cluster(manifest, manifest),
        manager,
        "{groupName: g, replicas: 4, scaleStrategy: {workersToDelete: [p]}}");
  }

  @Test
  void otherEditOfTheManifestKeepsWhatTheAutoscalerSet() {
    assertMerged(
        cluster(
            "{groupName: g, replicas: 4, maxReplicas: 5}",
            "{groupName: g, replicas: 1, maxReplicas: 5}"),
        cluster(
            "{groupName: g, replicas: 1, maxReplicas: 9}",
            "{groupName: g, replicas: 1, maxReplicas: 9}"),
        APPLY,
        "{groupName: g, replicas: 4, maxReplicas: 9}");
  }

  @Test
  void changedIntentWins() {
    assertMerged(
        cluster("{groupName: g, replicas: 4}", "{groupName: g, replicas: 1}"),
        cluster("{groupName: g, replicas: 2}", "{groupName: g, replicas: 2}"),
        APPLY,
        "{groupName: g, replicas: 2}");
  }

  @Test
  void removedFieldIsHandedOverToTheAutoscaler() {
    assertMerged(
        cluster("{groupName: g, replicas: 4}", "{groupName: g, replicas: 1}"),
        cluster("{groupName: g, replicas: 0}", "{groupName: g}"),
        APPLY,
        "{groupName: g, replicas: 4}");
  }

  @Test
  void fieldThatTheManifestNeverHadIsTheAutoscalers() {
    assertMerged(
        cluster(
            "{groupName: g, replicas: 4, scaleStrategy: {workersToDelete: []}}", "{groupName: g}"),
        cluster("{groupName: g, replicas: 0}", "{groupName: g}"),
        APPLY,
        "{groupName: g, replicas: 4, scaleStrategy: {workersToDelete: []}}");
  }

  @Test
  void fieldThatIsAddedToTheManifestWins() {
    assertMerged(
        cluster("{groupName: g, replicas: 4}", "{groupName: g}"),
        cluster("{groupName: g, replicas: 2}", "{groupName: g, replicas: 2}"),
        APPLY,
        "{groupName: g, replicas: 2}");
  }

  @Test
  void groupsAreFoundByNameAndNewOnesAreAsTheManifestSays() {
    assertMerged(
        cluster(
            "{groupName: a, replicas: 4}, {groupName: b, replicas: 5}",
            "{groupName: a}, {groupName: b}"),
        cluster(
            "{groupName: c, replicas: 0}, {groupName: b, replicas: 0}, {groupName: a, replicas: 0}",
            "{groupName: c}, {groupName: b}, {groupName: a}"),
        APPLY,
        "{groupName: c, replicas: 0}, {groupName: b, replicas: 5}, {groupName: a, replicas: 4}");
  }

  @Test
  void firstApplyOfAManifestWinsWithWhatItSaysOnly() {
    assertMerged(
        cluster("{groupName: a, replicas: 4}, {groupName: b, replicas: 5}", null),
        cluster(
            "{groupName: a, replicas: 1}, {groupName: b, replicas: 0}",
            "{groupName: a, replicas: 1}, {groupName: b}"),
        APPLY,
        "{groupName: a, replicas: 1}, {groupName: b, replicas: 5}");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 3, the autoscaler scales up",
    "'', 1, the autoscaler scales back to what the manifest says",
    "kubectl-patch, 1, a user sets what the manifest says",
    "kubectl-edit, 7, a user sets something else",
    "argocd-controller, 7, an update beside the manifest"
  })
  void writeBesideTheManifestIsLeftAlone(String manager, int replicas, String who) {
    String manifest = "{groupName: g, replicas: 1}";
    String written = "{groupName: g, replicas: " + replicas + "}";
    assertMerged(
        cluster("{groupName: g, replicas: 4}", manifest),
        cluster(written, manifest),
        manager,
        written);
  }

  @Test
  void autoscalersListOfWorkersToDeleteIsLeftAlone() {
    String manifest = "{groupName: g, replicas: 1}";
    String cleared = "{groupName: g, replicas: 1, scaleStrategy: {workersToDelete: []}}";
    assertMerged(
        cluster("{groupName: g, replicas: 1, scaleStrategy: {workersToDelete: [p]}}", manifest),
        cluster(cleared, manifest),
        "",
        cleared);
  }

  @ParameterizedTest
  @ValueSource(strings = {"garbage", "[]", "{}", "{\"apiVersion\":\"v1\",\"kind\":\"Pod\"}", ""})
  void unreadableManifestChangesNothing(String applied) {
    ObjectNode stored = cluster("{groupName: g, replicas: 4}", "{groupName: g}");
    ObjectNode updated = cluster("{groupName: g, replicas: 0}", null);
    annotate(updated, applied);
    assertMerged(stored, updated, APPLY, "{groupName: g, replicas: 0}");
  }

  @Test
  void unreadableFormerManifestIsLikeNone() {
    ObjectNode stored = cluster("{groupName: g, replicas: 4}", null);
    annotate(stored, "garbage");
    assertMerged(
        stored,
        cluster("{groupName: g, replicas: 2}", "{groupName: g, replicas: 2}"),
        APPLY,
        "{groupName: g, replicas: 2}");
  }

  @Test
  void manifestInTheOldVersionIsUnderstood() {
    ObjectNode stored = cluster("{groupName: g, replicas: 4}", null);
    String applied = yaml(manifest("ray.io/v1alpha1", "{groupName: g, replicas: 1}")).toString();
    annotate(stored, applied);
    ObjectNode updated = cluster("{groupName: g, replicas: 1}", null);
    annotate(updated, applied);
    assertMerged(stored, updated, APPLY, "{groupName: g, replicas: 4}");
  }

  @Test
  void nothingIsKeptWithoutAutoscaling() {
    ObjectNode stored = cluster("{groupName: g, replicas: 4}", "{groupName: g, replicas: 1}");
    ObjectNode updated = cluster("{groupName: g, replicas: 1}", "{groupName: g, replicas: 1}");
    updated.withObject("/spec").put("enableInTreeAutoscaling", false);
    assertThat(AutoscalerMerge.merge(stored, updated, ApiVersion.V1, APPLY)).isSameAs(updated);
    assertThat(AutoscalerMerge.merge(updated, stored, ApiVersion.V1, APPLY)).isSameAs(stored);
  }
}
