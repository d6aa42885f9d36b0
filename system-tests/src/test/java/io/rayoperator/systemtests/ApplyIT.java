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

  /**
   * In v1alpha1 these fields are a part of an annotation, where the API server leaves them; that of
   * a default value gets it back.
   */
  @ParameterizedTest
  @EnumSource
  void managerOfV1GivesUpWhatV1AloneSays(OldManifest old) {
    serverSideApply("old", old.yaml());
    ObjectNode before = served.v1("demo");
    ObjectNode beforeInOld = served.v1alpha1("demo");
    String kept =
        """
        apiVersion: ray.io/v1
        kind: RayCluster
        metadata: {name: demo}
        spec:
          headGroupSpec: {labels: {zone: a}}
          workerGroupSpecs:
          - {groupName: cpu, labels: {size: small}}
        """;
    String more =
        kept.replace("{zone: a}", "{zone: a, rack: b}")
                .replace("{size: small}", "{size: small, disk: ssd}, numOfHosts: 4")
            + "  upgradeStrategy: {type: None}\n  authOptions: {mode: disabled}\n";

    serverSideApply("new", more);
    assertThat(Served.changes(before, served.v1("demo"))).hasSize(5);
    serverSideApply("new", kept);

    assertThat(Served.changes(before, served.v1("demo")))
        .isEqualTo(
            Map.of(
                "/spec/headGroupSpec/labels",
                "{\"zone\":\"a\"}",
                "/spec/workerGroupSpecs/0/labels",
                "{\"size\":\"small\"}"));
    assertThat(served.v1alpha1("demo").path("spec")).isEqualTo(beforeInOld.path("spec"));
  }

  @Test
  void whatTwoManagersOfV1SayStaysUntilBothGiveItUp() {
    serverSideApply("old", OldManifest.KUBERAY.yaml());
    ObjectNode before = served.v1("demo");
    String something =
        """
        apiVersion: ray.io/v1
        kind: RayCluster
        metadata: {name: demo}
        spec: {upgradeStrategy: {type: None}}
        """;
    String nothing = something.replace("{upgradeStrategy: {type: None}}", "{}");
    serverSideApply("one", something);
    serverSideApply("two", something);

    serverSideApply("one", nothing);
    assertThat(Served.changes(before, served.v1("demo")))
        .isEqualTo(Map.of("/spec/upgradeStrategy", "{\"type\":\"None\"}"));
    serverSideApply("two", nothing);
    assertThat(Served.changes(before, served.v1("demo"))).isEmpty();
  }

  @Test
  void managerOfV1GivesUpAllThatItSaid() {
    serverSideApply("old", OldManifest.KUBERAY.yaml());
    api.patch("v1", "demo", "", RawApi.MERGE_PATCH, V1_ONLY).object();
    ObjectNode before = served.v1("demo");
    String label =
        """
        apiVersion: ray.io/v1
        kind: RayCluster
        metadata: {name: demo}
        spec: {workerGroupSpecs: [{groupName: cpu, labels: {size: small}}]}
        """;

    serverSideApply("new", label);
    assertThat(Served.changes(before, served.v1("demo"))).hasSize(1);
    serverSideApply(
        "new",
        label.replace("{workerGroupSpecs: [{groupName: cpu, labels: {size: small}}]}", "{}"));

    assertThat(Served.changes(before, served.v1("demo"))).isEmpty();
  }

  /** The API server takes the fields from their owner before the webhook gives them back. */
  @Test
  void replaceWithoutTheResidualLeavesWhatIsInItWithoutAnOwner() {
    String old = OldManifest.KUBERAY.yaml();
    serverSideApply("old", old);
    String something =
        """
        apiVersion: ray.io/v1
        kind: RayCluster
        metadata: {name: demo}
        spec: {rayVersion: 2.9.0, upgradeStrategy: {type: None}}
        """;
    serverSideApply("new", something);
    kubectl.runWithInput(old, "replace", "-f", "-").succeeds();
    ObjectNode before = served.v1("demo");

    serverSideApply("new", something.replace(", upgradeStrategy: {type: None}", ""));

    assertThat(before.at("/spec/upgradeStrategy/type").asText()).isEqualTo("None");
    assertThat(Served.changes(before, served.v1("demo"))).isEmpty();
  }

  @Test
  void managerOfTheOldVersionGivesUpWhatItsLayoutAloneSays() {
    String old = OldManifest.ANT.yaml();
    serverSideApply("old", old);
    api.patch("v1", "demo", "", RawApi.MERGE_PATCH, V1_ONLY).object();
    ObjectNode before = served.v1("demo");
    ObjectNode beforeInOld = served.v1alpha1("demo");

    serverSideApply("old", old.replace("  clusterName: never read\n", ""));

    assertThat(Served.changes(beforeInOld, served.v1alpha1("demo")))
        .isEqualTo(Map.of("/spec/clusterName", "gone"));
    assertThat(served.v1("demo").path("spec")).isEqualTo(before.path("spec"));
  }

  /** Whoever applies what a read has shown him applies the residual with all that is in it. */
  @Test
  void whoAppliesTheResidualOwnsAllThatIsInIt() {
    serverSideApply("new", asV1(OldManifest.KUBERAY.yaml()).toString());
    String something =
        """
        apiVersion: ray.io/v1
        kind: RayCluster
        metadata: {name: demo}
        spec: {upgradeStrategy: {type: None}}
        """;
    serverSideApply("one", something);
    ObjectNode shown = served.v1alpha1("demo");
    ((ObjectNode) shown.path("metadata")).retain("name", "annotations");
    serverSideApply("old", shown.without("status").toString());
    ObjectNode before = served.v1("demo");

    serverSideApply("one", something.replace("{upgradeStrategy: {type: None}}", "{}"));

    assertThat(Served.changes(before, served.v1("demo"))).isEmpty();
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
