package io.rayoperator.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.rayoperator.conversion.ApiVersion;
import io.rayoperator.conversion.RayClusterConverter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Manifests of both versions applied to one object, by one manager or by several. */
class ApplyIT extends WithWebhooks {

  /** What v1alpha1 cannot say, outside of lists. */
  private static final String V1_ONLY =
      """
      {"spec": {"authOptions": {"mode": "disabled"}, "upgradeStrategy": {"type": "None"},
        "headGroupSpec": {"labels": {"zone": "a"}}}}
      """;

  private void serverSideApply(String manager, String manifest) {
    kubectl.apply(manifest, "--server-side", "--field-manager=" + manager).succeeds();
  }

  /** None is ever forced, though each writes what the other one's version cannot say. */
  @ParameterizedTest
  @EnumSource
  void managersOfTwoVersionsNeverConflict(OldManifest old) {
    String ofV1 =
        """
        apiVersion: ray.io/v1
        kind: RayCluster
        metadata: {name: demo}
        spec:
          upgradeStrategy: {type: ROUND_UPGRADE}
          headGroupSpec: {labels: {zone: ROUND}}
          workerGroupSpecs:
          - {groupName: cpu, numOfHosts: 4, labels: {size: ROUND}}
        """;
    for (String round : List.of("one", "two", "three")) {
      serverSideApply("old", old.yaml().replace("team: one", "team: " + round));
      String upgrade = round.equals("two") ? "Recreate" : "None";
      serverSideApply("new", ofV1.replace("ROUND_UPGRADE", upgrade).replace("ROUND", round));
    }
    ObjectNode both = served.v1("demo");

    assertThat(both.at("/metadata/labels/team").asText()).isEqualTo("three");
    assertThat(both.at("/spec/headGroupSpec/labels/zone").asText()).isEqualTo("three");
    assertThat(both.at("/spec/workerGroupSpecs/0/labels/size").asText()).isEqualTo("three");
    assertThat(
            Written.missing(
                Serialization.unmarshal(old.yaml(), ObjectNode.class).path("spec"),
                served.v1alpha1("demo").path("spec")))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void managerOfTheOldVersionGivesUpWhatItSaid(OldManifest old) {
    serverSideApply("old", old.yaml());
    api.patch("v1", "demo", "", RawApi.MERGE_PATCH, V1_ONLY).object();
    ObjectNode before = served.v1("demo");

    serverSideApply("old", old.yaml().replace("labels: {team: one}", ""));

    assertThat(Served.changes(before, served.v1("demo")))
        .isEqualTo(Map.of("/metadata/labels", "gone"));
  }

  /** So the absence of conflicts above says something. */
  @Test
  void disputeOverAFieldThatBothVersionsShowIsAConflict() {
    serverSideApply("old", OldManifest.KUBERAY.yaml());
    String other =
        """
        apiVersion: ray.io/v1
        kind: RayCluster
        metadata: {name: demo}
        spec:
          workerGroupSpecs:
          - groupName: cpu
            template: {spec: {containers: [{name: ray-worker, env: [{name: COLOR, value: green}]}]}}
        """;

    assertThat(kubectl.apply(other, "--server-side", "--field-manager=new").fails().stderr())
        .contains("conflict with \"old\"", "COLOR");
  }

  @ParameterizedTest
  @EnumSource
  void managerThatMovesToV1LosesNothingAndMayGiveUpWhatItSaid(OldManifest old) {
    serverSideApply("gitops", old.yaml());
    api.patch("v1", "demo", "", RawApi.MERGE_PATCH, V1_ONLY).object();
    ObjectNode before = served.v1("demo");
    ObjectNode beforeInOld = served.v1alpha1("demo");

    serverSideApply("gitops", asV1(old.yaml()).toString());
    assertThat(Served.changes(before, served.v1("demo"))).isEmpty();
    assertThat(Served.changes(beforeInOld, served.v1alpha1("demo"))).isEmpty();

    ObjectNode withoutLabel = asV1(old.yaml());
    ((ObjectNode) withoutLabel.path("metadata")).remove("labels");
    serverSideApply("gitops", withoutLabel.toString());
    assertThat(Served.changes(before, served.v1("demo")))
        .isEqualTo(Map.of("/metadata/labels", "gone"));
  }

  /**
   * Applying on the client's side replaces a list as a whole, in any custom resource; besides that
   * a manifest of the new version changes nothing.
   */
  @ParameterizedTest
  @EnumSource
  void v1ManifestIsAppliedToAnObjectBornAsV1alpha1(OldManifest old) {
    kubectl.apply(old.yaml()).succeeds();
    api.patch("v1", "demo", "", RawApi.MERGE_PATCH, V1_ONLY).object();
    ObjectNode before = served.v1("demo");
    ObjectNode beforeInOld = served.v1alpha1("demo");
    String manifest = asV1(old.yaml()).toString();

    kubectl.apply(manifest).succeeds();

    assertThat(Served.changes(before, served.v1("demo"))).isEmpty();
    assertThat(Served.changes(beforeInOld, served.v1alpha1("demo"))).isEmpty();
    JsonNode generation = served.v1("demo").at("/metadata/generation");
    kubectl.apply(manifest).succeeds();
    assertThat(served.v1("demo").at("/metadata/generation")).isEqualTo(generation);
  }

  @Test
  void v1alpha1ManifestIsAppliedToAnObjectBornAsV1() {
    String old = OldManifest.KUBERAY.yaml();
    kubectl.apply(asV1(old).toString()).succeeds();
    api.patch("v1", "demo", "", RawApi.MERGE_PATCH, V1_ONLY).object();
    ObjectNode before = served.v1("demo");

    kubectl.apply(old.replace("value: red", "value: green")).succeeds();

    assertThat(Served.changes(before, served.v1("demo")))
        .isEqualTo(
            Map.of("/spec/workerGroupSpecs/0/template/spec/containers/0/env/0/value", "\"green\""));
  }

  /** The random writers apply by it. */
  @ParameterizedTest
  @EnumSource
  void threeWayMergeOfTheTestsIsKubectls(OldManifest old) {
    kubectl.apply(old.yaml()).succeeds();
    api.patch("v1", "demo", "", RawApi.MERGE_PATCH, V1_ONLY).object();
    String manifest = old.yaml().replace("labels: {team: one}", "annotations: {a: b}");
    ObjectNode live = served.v1alpha1("demo");

    String shown = kubectl.apply(manifest, "--dry-run=server", "-o", "json").succeeds().stdout();
    ObjectNode patch =
        ThreeWayMerge.patch(Serialization.unmarshal(manifest, ObjectNode.class), live);
    ObjectNode patched =
        api.patch("v1alpha1", "demo", "?dryRun=All", RawApi.MERGE_PATCH, patch.toString()).object();

    ObjectNode shownByKubectl = Serialization.unmarshal(shown, ObjectNode.class);
    assertThat(Served.changes(live, patched)).isNotEmpty();
    assertThat(Served.changes(shownByKubectl, patched)).isEmpty();
  }

  private static ObjectNode asV1(String manifest) {
    return RayClusterConverter.offline()
        .convert(Serialization.unmarshal(manifest, ObjectNode.class), ApiVersion.V1);
  }
}
