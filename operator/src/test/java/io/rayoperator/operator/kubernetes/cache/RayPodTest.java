package io.rayoperator.operator.kubernetes.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.rayoperator.operator.model.observed.ContainerState;
import io.rayoperator.operator.model.observed.ContainerState.Exit;
import io.rayoperator.operator.model.observed.ContainerState.Stage;
import io.rayoperator.operator.model.observed.Ending;
import io.rayoperator.operator.model.observed.ObservedPod;
import io.rayoperator.operator.model.observed.Scheduling;
import io.rayoperator.testing.Contract;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RayPodTest {

  private static final String POD =
      """
      {"apiVersion": "v1", "kind": "Pod",
       "metadata": {"name": "demo-small-worker-abcde", "namespace": "ns", "uid": "u1",
         "resourceVersion": "7", "creationTimestamp": "2026-01-02T03:04:05Z",
         "labels": {"ray.io/cluster": "demo", "ray.io/group": "small",
           "ray.io/node-type": "worker", "ray.io/worker-group-replica-index": "3",
           "ray.io/worker-group-replica-name": "small-xyz"},
         "annotations": {"upgrade.ray.io/template-hash": "1-T", "ray.io/kuberay-version": "v1.7.0",
           "ray.io/upgrade-strategy-recreate-hash": "R", "another": "one"},
         "ownerReferences": [{"apiVersion": "ray.io/VERSION", "kind": "KIND", "name": "OWNER",
           "uid": "c1", "controller": true}],
         "managedFields": [{"manager": "x", "fieldsV1": {"f:a": {}}}]},
       "spec": {"restartPolicy": "Never", "nodeName": "n",
         "containers": [{"name": "ray", "image": "i"}, {"name": "other"}]},
       "status": {"phase": "Running", "podIP": "10.0.0.1",
         "conditions": [{"type": "Initialized", "status": "True"},
           {"type": "PodScheduled", "status": "False", "reason": "Unschedulable",
            "message": "0/3 nodes are available: 1 Insufficient memory, 2 Insufficient cpu. no new"},
           {"type": "Ready", "status": "False", "reason": "ContainersNotReady", "message": "m"}],
         "initContainerStatuses": [
           {"name": "prepare", "state": {"terminated": {"reason": "Completed"}}},
           {"name": "fetch", "state": {"waiting": {"reason": "ImagePullBackOff"}}},
           {"name": "later", "state": {"waiting": {"reason": "PodInitializing"}}}],
         "containerStatuses": [
           {"name": "other", "state": {"running": {}}},
           {"name": "ray", "state": {"terminated": {"reason": "Error", "message": "died",
            "exitCode": 3}}}]}}
      """;

  private final ObjectMapper json = new ObjectMapper();

  @BeforeEach
  void configureAsTheOperatorDoes() {
    new KubernetesSerialization(json, false).registerKubernetesResource(RayPod.class);
  }

  @Test
  @Contract({"1.9", "5.6"})
  void factsAreReadAndTheRestIsDropped() throws Exception {
    RayPod pod = pod("RayCluster", "v1", "demo");
    ObservedPod facts = pod.observedBy("c1");
    assertThat(pod.clusterName()).isEqualTo("demo");
    assertThat(pod.getMetadata().getResourceVersion()).isEqualTo("7");
    assertThat(facts)
        .isEqualTo(
            new ObservedPod(
                "demo-small-worker-abcde",
                "u1",
                true,
                "worker",
                "small",
                "Running",
                new ObservedPod.ReadyCondition("False", "ContainersNotReady", "m"),
                true,
                "Never",
                false,
                Instant.parse("2026-01-02T03:04:05Z"),
                "10.0.0.1",
                3,
                "small-xyz",
                new Scheduling(false, "Unschedulable", "Insufficient cpu, Insufficient memory"),
                new ContainerState("ray", Stage.ENDED, "Error", "died", new Exit(3, "Error")),
                new ContainerState("fetch", Stage.WAITING, "ImagePullBackOff", "", null),
                null,
                new ObservedPod.Origin("1-T", "R", "v1.7.0")));
  }

  @Test
  @Contract("1.9")
  void ownersAreComparedByGroupAndKindNotByVersion() throws Exception {
    assertThat(pod("RayCluster", "v1alpha1", "demo").clusterName()).isEqualTo("demo");
  }

  @Test
  @Contract("1.9")
  void podsThatSomebodyElseControlsBelongToNobody() throws Exception {
    assertThat(pod("RayJob", "v1", "demo").clusterName()).isNull();
    assertThat(pod("RayCluster", "v1", "another").clusterName()).isNull();
  }

  @Test
  void podsOfAnEarlierClusterOfTheSameNameBelongButAreNotControlled() throws Exception {
    RayPod pod = pod("RayCluster", "v1", "demo");
    assertThat(pod.clusterName()).isEqualTo("demo");
    assertThat(pod.observedBy("c2").controlled()).isFalse();
  }

  @Test
  @Contract("1.9")
  void podsWithoutAControllerBelongButAreNotControlled() throws Exception {
    RayPod pod =
        json.readValue(POD.replace("\"controller\": true", "\"controller\": false"), RayPod.class);
    assertThat(pod.clusterName()).isEqualTo("demo");
    assertThat(pod.observedBy("c1").controlled()).isFalse();
  }

  @Test
  void onlyWhatMattersMakesADifference() throws Exception {
    RayPod pod = pod("RayCluster", "v1", "demo");
    assertThat(json.readValue(pod("7", "8"), RayPod.class).differsFrom(pod)).isFalse();
    assertThat(json.readValue(pod("Running", "Failed"), RayPod.class).differsFrom(pod)).isTrue();
  }

  @Test
  void crashLoopReadsTheSameWhileTheContainerWaitsAndWhileItRuns() throws Exception {
    ObservedPod waits =
        status(
            """
            "containerStatuses": [{"name": "ray", "restartCount": 7,
              "state": {"waiting": {"reason": "CrashLoopBackOff",
                "message": "back-off 2m40s restarting failed container=ray"}},
              "lastState": {"terminated": {"reason": "OOMKilled", "exitCode": 137}}}]
            """);
    assertThat(waits.container())
        .isEqualTo(
            new ContainerState(
                "ray", Stage.WAITING, "CrashLoopBackOff", "", new Exit(137, "OOMKilled")));
    ObservedPod runs =
        status(
            """
            "containerStatuses": [{"name": "ray", "restartCount": 8, "ready": false,
              "state": {"running": {}},
              "lastState": {"terminated": {"reason": "OOMKilled", "exitCode": 137}}}]
            """);
    assertThat(runs.container())
        .isEqualTo(new ContainerState("ray", Stage.RUNNING, "", "", new Exit(137, "OOMKilled")));
    ObservedPod recovered =
        status(
            """
            "containerStatuses": [{"name": "ray", "restartCount": 8, "ready": true,
              "state": {"running": {}},
              "lastState": {"terminated": {"reason": "OOMKilled", "exitCode": 137}}}]
            """);
    assertThat(recovered.container()).isNull();
  }

  @Test
  void theInitContainerThatRunsIsSeenAndSidecarsAreNot() throws Exception {
    ObservedPod pod =
        status(
            """
            "initContainerStatuses": [
              {"name": "sidecar", "started": true, "state": {"running": {}}},
              {"name": "done", "state": {"terminated": {"reason": "Completed"}}},
              {"name": "wait-gcs-ready", "started": false, "state": {"running": {}}},
              {"name": "later", "state": {"waiting": {"reason": "PodInitializing"}}}]
            """);
    assertThat(pod.initContainer())
        .isEqualTo(new ContainerState("wait-gcs-ready", Stage.RUNNING, "", "", null));
  }

  @Test
  void whoEndedAPodIsReadFromItsStatusOrItsConditions() throws Exception {
    assertThat(
            status(
                    """
                    "phase": "Failed", "reason": "Evicted",
                    "message": "The node was low on resource: memory."
                    """)
                .ending())
        .isEqualTo(new Ending("Evicted", "The node was low on resource: memory."));
    assertThat(
            status(
                    """
                    "phase": "Failed", "conditions": [{"type": "DisruptionTarget",
                      "status": "True", "reason": "PreemptionByScheduler", "message": "m"}]
                    """)
                .ending())
        .isEqualTo(new Ending("PreemptionByScheduler", "m"));
    assertThat(status("\"phase\": \"Running\", \"reason\": \"NodeLost\"").ending()).isNull();
  }

  private ObservedPod status(String status) throws Exception {
    return json.readValue(
            """
            {"kind": "Pod", "apiVersion": "v1", "metadata": {"name": "a"}, "status": {%s}}
            """
                .formatted(status),
            RayPod.class)
        .observedBy("c");
  }

  @Test
  void podsWithoutAnythingCanBeRead() throws Exception {
    RayPod pod =
        json.readValue(
            "{\"kind\": \"Pod\", \"apiVersion\": \"v1\", \"metadata\": {\"name\": \"a\"}}",
            RayPod.class);
    assertThat(pod.clusterName()).isNull();
    assertThat(pod.observedBy("c").phase()).isEqualTo("Pending");
  }

  private RayPod pod(String ownerKind, String version, String owner) throws Exception {
    return json.readValue(
        POD.replace("KIND", ownerKind).replace("VERSION", version).replace("OWNER", owner),
        RayPod.class);
  }

  private static String pod(String replaced, String replacement) {
    return POD.replace("KIND", "RayCluster")
        .replace("VERSION", "v1")
        .replace("OWNER", "demo")
        .replace("\"" + replaced + "\"", "\"" + replacement + "\"");
  }
}
