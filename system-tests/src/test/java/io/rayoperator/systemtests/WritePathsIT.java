package io.rayoperator.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.rayoperator.testing.Etcd;
import io.rayoperator.testing.RayClusterApi;
import io.rayoperator.testing.TestNamespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * No write through one version loses a field of the other: every way of writing, through a real API
 * server, on an object that was born as v1alpha1 and has got fields since that only v1 knows.
 */
class WritePathsIT extends WithWebhooks {

  private static final String OLD = "rayclusters.v1alpha1.ray.io";
  private static final String NEW = "rayclusters.v1.ray.io";

  /** Fields that v1alpha1 has no place for in any layout. */
  private static final String V1_ONLY =
      """
      [{"op": "add", "path": "/spec/authOptions", "value": {"mode": "disabled"}},
       {"op": "add", "path": "/spec/upgradeStrategy", "value": {"type": "None"}},
       {"op": "add", "path": "/spec/headGroupSpec/labels", "value": {"zone": "a"}},
       {"op": "add", "path": "/spec/workerGroupSpecs/0/resources", "value": {"disk": "1"}},
       {"op": "add", "path": "/spec/workerGroupSpecs/0/labels", "value": {"size": "small"}},
       {"op": "replace", "path": "/spec/workerGroupSpecs/0/numOfHosts", "value": 4}]
      """;

  /** Applies the old manifest and adds the fields that only v1 knows. Returns the object as v1. */
  private ObjectNode grown(OldManifest old) {
    kubectl.apply(old.yaml()).succeeds();
    kubectl.run("patch", NEW, "demo", "--type=json", "--patch=" + V1_ONLY).succeeds();
    return served.v1("demo");
  }

  @ParameterizedTest
  @EnumSource
  void objectReadsBackAsItWasWritten(OldManifest old) {
    grown(old);
    ObjectNode written = Serialization.unmarshal(old.yaml(), ObjectNode.class);

    assertThat(served.v1alpha1("demo").at("/metadata/labels"))
        .isEqualTo(written.at("/metadata/labels"));
    assertThat(Written.missing(written.path("spec"), served.v1alpha1("demo").path("spec")))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void etcdHoldsV1Only(OldManifest old, Etcd etcd, TestNamespace namespace) {
    grown(old);

    assertThat(etcd.customResource("ray.io", "rayclusters", namespace, "demo"))
        .hasValueSatisfying(
            stored ->
                assertThat(
                        Serialization.unmarshal(stored, JsonNode.class).path("apiVersion").asText())
                    .isEqualTo("ray.io/v1"));
  }

  /** What the Ray autoscaler does every few seconds. */
  @ParameterizedTest
  @EnumSource
  void jsonPatchOfReplicasChangesNothingElse(OldManifest old) {
    ObjectNode before = grown(old);
    String patch = "[{\"op\": \"replace\", \"path\": \"" + old.replicas() + "\", \"value\": 3}]";

    kubectl.run("patch", OLD, "demo", "--type=json", "--patch=" + patch).succeeds();

    assertThat(Served.changes(before, served.v1("demo")))
        .isEqualTo(Map.of("/spec/workerGroupSpecs/0/replicas", "3"));
  }

  @ParameterizedTest
  @EnumSource
  void mergePatchChangesOnlyWhatItNames(OldManifest old) {
    ObjectNode before = grown(old);

    kubectl.run("patch", OLD, "demo", "--type=merge", "--patch=" + old.mergePatch()).succeeds();

    assertThat(Served.changes(before, served.v1("demo")))
        .isEqualTo(Map.of(old.mergePatchedPath(), old.mergePatchedValue()));
  }

  @ParameterizedTest
  @EnumSource
  void editInAnEditorChangesOnlyTheEditedLine(OldManifest old) {
    ObjectNode before = grown(old);

    kubectl.editingWith("sed -i s/value:.red/value:\\ green/").run("edit", OLD, "demo").succeeds();

    assertThat(Served.changes(before, served.v1("demo")))
        .containsExactly(
            Map.entry(
                "/spec/workerGroupSpecs/0/template/spec/containers/0/env/0/value", "\"green\""));
  }

  @ParameterizedTest
  @EnumSource
  void applyOfTheSameManifestChangesNothing(OldManifest old) {
    ObjectNode before = grown(old);

    assertThat(kubectl.apply(old.yaml()).succeeds().stdout())
        .isEqualTo("raycluster.ray.io/demo unchanged\n");
    assertThat(Served.changes(before, served.v1("demo"))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void applyOfAChangedManifestChangesOnlyWhatChanged(OldManifest old) {
    ObjectNode before = grown(old);

    kubectl
        .apply(old.yaml().replace("value: red", "value: green").replace("team: one", "team: two"))
        .succeeds();

    assertThat(Served.changes(before, served.v1("demo")))
        .isEqualTo(
            Map.of(
                "/metadata/labels/team",
                "\"two\"",
                "/spec/workerGroupSpecs/0/template/spec/containers/0/env/0/value",
                "\"green\""));
  }

  @ParameterizedTest
  @EnumSource
  void replaceByAManifestWithoutTheResidualLosesNothing(OldManifest old) {
    ObjectNode before = grown(old);

    kubectl
        .runWithInput(old.yaml().replace("team: one", "team: two"), "replace", "-f", "-")
        .succeeds();

    assertThat(Served.changes(before, served.v1("demo")))
        .isEqualTo(Map.of("/metadata/labels/team", "\"two\""));
    assertThat(served.v1alpha1("demo").path("spec")).isEqualTo(grownAgain(old).path("spec"));
  }

  @ParameterizedTest
  @EnumSource
  void twoManagersApplyOnTheServerInTwoVersions(OldManifest old) {
    kubectl.apply(old.yaml(), "--server-side", "--field-manager=old").succeeds();
    String newFields =
        """
        apiVersion: ray.io/v1
        kind: RayCluster
        metadata: {name: demo}
        spec:
          upgradeStrategy: {type: None}
          workerGroupSpecs:
          - groupName: cpu
            labels: {size: small}
        """;
    kubectl.apply(newFields, "--server-side", "--field-manager=new").succeeds();
    ObjectNode before = served.v1("demo");

    kubectl
        .apply(old.yaml().replace("team: one", "team: two"), "--server-side", "--field-manager=old")
        .succeeds();
    kubectl
        .apply(newFields.replace("small", "large"), "--server-side", "--field-manager=new")
        .succeeds();

    assertThat(before.at("/spec/workerGroupSpecs/0/labels/size").asText()).isEqualTo("small");
    assertThat(Served.changes(before, served.v1("demo")))
        .isEqualTo(
            Map.of(
                "/metadata/labels/team",
                "\"two\"",
                "/spec/workerGroupSpecs/0/labels/size",
                "\"large\""));
  }

  @ParameterizedTest
  @EnumSource
  void statusWrittenThroughTheOldVersionKeepsTheRest(OldManifest old) {
    grown(old);
    String status =
        """
        {"status": {"state": "", "desiredWorkerReplicas": 1, "observedGeneration": 1,
          "head": {"podIP": "10.0.0.1", "podName": "demo-head"},
          "conditions": [{"type": "HeadPodReady", "status": "True", "reason": "HeadPodRunningAndReady",
            "message": "", "lastTransitionTime": "2026-01-01T00:00:00Z"}]}}
        """;
    kubectl
        .run("patch", NEW, "demo", "--subresource=status", "--type=merge", "--patch=" + status)
        .succeeds();
    ObjectNode before = served.v1("demo");

    kubectl
        .run(
            "patch",
            OLD,
            "demo",
            "--subresource=status",
            "--type=merge",
            "--patch={\"status\": {\"state\": \"ready\"}}")
        .succeeds();

    assertThat(before.at("/status/conditions/0/type").asText()).isEqualTo("HeadPodReady");
    assertThat(Served.changes(before, served.v1("demo")))
        .isEqualTo(Map.of("/status/state", "\"ready\""));
  }

  @ParameterizedTest
  @EnumSource
  void statusWrittenThroughV1KeepsWhatOnlyTheOldVersionSays(OldManifest old) {
    grown(old);
    patchStatus(OLD, "{\"status\": {\"state\": \"ready\", \"availableReplicas\": 3}}");
    ObjectNode before = served.v1("demo");

    patchStatus(NEW, "{\"status\": {\"state\": \"suspended\", \"reason\": \"test\"}}");

    assertThat(Served.changes(before, served.v1("demo")))
        .isEqualTo(Map.of("/status/state", "\"suspended\"", "/status/reason", "\"test\""));
    assertThat(served.v1alpha1("demo").at("/status/availableReplicas").asInt()).isEqualTo(3);
  }

  private void patchStatus(String version, String patch) {
    kubectl
        .run("patch", version, "demo", "--subresource=status", "--type=merge", "--patch=" + patch)
        .succeeds();
  }

  @ParameterizedTest
  @EnumSource
  void fieldThatOnlyV1KnowsStaysRemovedWhenTheOldVersionWrites(OldManifest old) {
    grown(old);
    String removal = "{\"spec\": {\"authOptions\": null, \"headGroupSpec\": {\"labels\": null}}}";
    kubectl.run("patch", NEW, "demo", "--type=merge", "--patch=" + removal).succeeds();
    ObjectNode before = served.v1("demo");

    kubectl.run("patch", OLD, "demo", "--type=merge", "--patch=" + old.mergePatch()).succeeds();

    assertThat(before.at("/spec/authOptions").isMissingNode()).isTrue();
    assertThat(before.at("/spec/headGroupSpec/labels").isMissingNode()).isTrue();
    assertThat(Served.changes(before, served.v1("demo")))
        .isEqualTo(Map.of(old.mergePatchedPath(), old.mergePatchedValue()));
  }

  @ParameterizedTest
  @EnumSource
  void fieldRemovedThroughTheOldVersionStaysRemovedWhenV1Writes(OldManifest old) {
    ObjectNode before = grown(old);
    String removal =
        "[{\"op\": \"remove\", \"path\": \""
            + old.env()
            + "/0\"}, {\"op\": \"remove\", \"path\":"
            + " \"/metadata/labels/team\"}]";
    kubectl.run("patch", OLD, "demo", "--type=json", "--patch=" + removal).succeeds();
    kubectl
        .run(
            "patch",
            NEW,
            "demo",
            "--type=merge",
            "--patch={\"spec\": {\"upgradeStrategy\": {\"type\": \"Recreate\"}}}")
        .succeeds();

    assertThat(Served.changes(before, served.v1("demo")))
        .isEqualTo(
            Map.of(
                "/metadata/labels",
                "gone",
                "/spec/upgradeStrategy/type",
                "\"Recreate\"",
                "/spec/workerGroupSpecs/0/template/spec/containers/0/env/0",
                "gone"));
    assertThat(served.v1alpha1("demo").at(old.env() + "/0").isMissingNode()).isTrue();
    assertThat(served.v1alpha1("demo").at("/metadata/labels").isMissingNode()).isTrue();
  }

  /** Moves groups, which is what an editor's user sees as lines that change places. */
  @ParameterizedTest
  @EnumSource
  void editThatReordersGroupsTakesTheirV1FieldsAlong(OldManifest old, @TempDir Path directory)
      throws IOException {
    grown(old);
    kubectl
        .run(
            "patch",
            NEW,
            "demo",
            "--type=json",
            "--patch=[{\"op\": \"copy\", \"from\": \"/spec/workerGroupSpecs/0\", \"path\":"
                + " \"/spec/workerGroupSpecs/-\"}, {\"op\": \"replace\", \"path\":"
                + " \"/spec/workerGroupSpecs/1/groupName\", \"value\": \"gpu\"}, {\"op\": \"replace\","
                + " \"path\": \"/spec/workerGroupSpecs/1/numOfHosts\", \"value\": 2}]")
        .succeeds();
    ObjectNode before = served.v1("demo");
    ObjectNode shown = served.v1alpha1("demo");
    ArrayNode groups = (ArrayNode) shown.at(old.groups());
    List<JsonNode> reversed = new ArrayList<>();
    groups.forEach(reversed::addFirst);
    groups.removeAll().addAll(reversed);
    Path edited = Files.writeString(directory.resolve("edited.yaml"), shown.toString());

    kubectl.editingWith("cp " + edited).run("edit", OLD, "demo").succeeds();

    assertThat(served.v1alpha1("demo").at(old.groups())).isEqualTo(groups);
    ObjectNode expected = before.deepCopy();
    ArrayNode expectedGroups = (ArrayNode) expected.at("/spec/workerGroupSpecs");
    expectedGroups.add(expectedGroups.remove(0));
    assertThat(Served.changes(expected, served.v1("demo"))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void forcedReplaceMakesANewObjectOfTheManifestAlone(OldManifest old) {
    kubectl.apply(old.yaml()).succeeds();
    ObjectNode fresh = served.v1("demo");
    kubectl.run("patch", NEW, "demo", "--type=json", "--patch=" + V1_ONLY).succeeds();

    kubectl.runWithInput(old.yaml(), "replace", "--force", "-f", "-").succeeds();

    assertThat(Served.changes(fresh, served.v1("demo")).keySet())
        .contains("/metadata/uid")
        .isSubsetOf("/metadata/uid", "/metadata/creationTimestamp");
  }

  @ParameterizedTest
  @EnumSource
  void dryRunShowsWhatWouldBeStoredAndLeavesNoTrace(
      OldManifest old, Etcd etcd, TestNamespace namespace) {
    ObjectNode before = grown(old);
    Optional<String> stored = etcd.customResource("ray.io", "rayclusters", namespace, "demo");
    String oldPatch = "{\"metadata\": {\"labels\": {\"team\": \"two\"}}}";

    for (String version : List.of("v1", "v1alpha1")) {
      ObjectNode shown =
          api.patch(version, "demo", "?dryRun=All", RawApi.MERGE_PATCH, oldPatch).object();
      ObjectNode now = version.equals("v1") ? before : served.v1alpha1("demo");
      assertThat(Served.changes(now, shown)).isEqualTo(Map.of("/metadata/labels/team", "\"two\""));
      String other = old.yaml().replace("name: demo", "name: other");
      assertThat(kubectl.apply(other, "--dry-run=server").succeeds().stdout())
          .contains("other created (server dry run)");
    }

    assertThat(etcd.customResource("ray.io", "rayclusters", namespace, "demo")).isEqualTo(stored);
    assertThat(etcd.customResource("ray.io", "rayclusters", namespace, "other")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void collectionIsDeletedInTheOldVersion(OldManifest old) {
    for (String team : List.of("one", "two", "three")) {
      kubectl
          .apply(old.yaml().replace("team: one", "team: " + team).replace("demo", team))
          .succeeds();
    }

    api.deleteCollection("v1alpha1", "?labelSelector=team%20in%20(one,two)").object();

    assertThat(kubectl.run("get", NEW, "-o", "name").succeeds().stdout())
        .isEqualTo("raycluster.ray.io/three\n");
  }

  @ParameterizedTest
  @EnumSource
  void watchAndListShowWhatGetShows(
      OldManifest old, KubernetesClient client, TestNamespace namespace) {
    List<JsonNode> watched = new CopyOnWriteArrayList<>();
    try (Watch _ = watch(client, namespace, watched)) {
      grown(old);
      ObjectNode last = served.v1alpha1("demo");

      await().untilAsserted(() -> assertThat(watched).last().isEqualTo(last));
      assertThat(watched)
          .allSatisfy(
              seen -> assertThat(seen.path("apiVersion").asText()).isEqualTo("ray.io/v1alpha1"));
      assertThat(
              client
                  .genericKubernetesResources(RayClusterApi.V1ALPHA1)
                  .inNamespace(namespace.name())
                  .list()
                  .getItems())
          .extracting(item -> json(item))
          .containsExactly(last);
      assertThat(
              client
                  .genericKubernetesResources(RayClusterApi.V1)
                  .inNamespace(namespace.name())
                  .list()
                  .getItems())
          .extracting(item -> json(item))
          .containsExactly(served.v1("demo"));
    }
  }

  /** The old view of the same manifest with the same v1 fields, made the usual way. */
  private ObjectNode grownAgain(OldManifest old) {
    kubectl.run("delete", NEW, "demo").succeeds();
    grown(old);
    return served.v1alpha1("demo");
  }

  private static JsonNode json(GenericKubernetesResource object) {
    return Serialization.unmarshal(Serialization.asJson(object), JsonNode.class);
  }

  private static Watch watch(
      KubernetesClient client, TestNamespace namespace, List<JsonNode> seen) {
    return client
        .genericKubernetesResources(RayClusterApi.V1ALPHA1)
        .inNamespace(namespace.name())
        .watch(
            new Watcher<>() {
              @Override
              public void eventReceived(Action action, GenericKubernetesResource object) {
                seen.add(json(object));
              }

              @Override
              public void onClose(WatcherException cause) {
                // The test ends it.
              }
            });
  }
}
