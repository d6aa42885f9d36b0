package io.rayoperator.operator.model.status;

import static io.rayoperator.operator.model.TestClusters.cluster;
import static io.rayoperator.operator.model.TestClusters.config;
import static io.rayoperator.operator.model.TestClusters.group;
import static io.rayoperator.operator.model.TestClusters.withGroups;
import static io.rayoperator.operator.model.TestPods.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.rayoperator.api.v1.HeadInfo;
import io.rayoperator.api.v1.RayClusterCondition;
import io.rayoperator.api.v1.RayClusterStatus;
import io.rayoperator.operator.config.FeatureGates;
import io.rayoperator.operator.config.ModelConfig;
import io.rayoperator.operator.config.OperatorConfig;
import io.rayoperator.operator.model.TestClusters;
import io.rayoperator.operator.model.TestPods;
import io.rayoperator.operator.model.cluster.Absent;
import io.rayoperator.operator.model.cluster.DesiredCluster;
import io.rayoperator.operator.model.observed.ContainerState.Stage;
import io.rayoperator.operator.model.observed.ObservedCluster;
import io.rayoperator.operator.model.observed.ObservedPod;
import io.rayoperator.operator.model.observed.ObservedPod.ReadyCondition;
import io.rayoperator.operator.model.service.HeadService;
import io.rayoperator.operator.model.status.PassOutcome.ReplicaFailure;
import io.rayoperator.testing.AcceptanceCase;
import io.rayoperator.testing.Contract;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Gaps are those of KubeRay contract §18.4, D its appendix. */
class StatusCalculatorTest {

  private static final DesiredCluster CLUSTER =
      cluster(withGroups(group("a", "replicas: 1\nminReplicas: 1\nmaxReplicas: 3")));

  private RayClusterStatus previous = new RayClusterStatus();
  private PassOutcome outcome = PassOutcome.SUCCESS;
  private ModelConfig config = config();
  private Instant now = NOW;

  @Test
  @Contract({"13.2", "13.3"})
  void firstStatusOfANewCluster() {
    RayClusterStatus status =
        calculate(CLUSTER, TestPods.head().pending(), TestPods.worker("a", "w").pending());
    assertThat(status.getState()).isNull();
    assertThat(condition(status, "HeadPodReady").getStatus()).isEqualTo("False");
    assertThat(condition(status, "RayClusterProvisioned").getReason())
        .isEqualTo("RayClusterPodsProvisioning");
    assertThat(condition(status, "RayClusterSuspended").getStatus()).isEqualTo("False");
    assertThat(condition(status, "RayClusterSuspending").getStatus()).isEqualTo("False");
    assertThat(status.getObservedGeneration()).isEqualTo(1);
    assertThat(status.getLastUpdateTime()).isEqualTo("2026-03-01T12:00:00Z");
  }

  @Test
  @Contract("13.1")
  void zerosThatKubeRayWritesAreWritten() throws Exception { // D.1
    RayClusterStatus status = calculate(CLUSTER, ObservedCluster.empty());
    assertThat(new ObjectMapper().valueToTree(status).toString())
        .contains("\"desiredCPU\":\"0\"", "\"desiredGPU\":\"0\"", "\"head\":{}", "\"message\":\"\"")
        .doesNotContain("readyWorkerReplicas", "endpoints", "null");
  }

  /** Its pods run on, and what was said of them is still true. */
  @Test
  void statusOfAnInvalidClusterKeepsWhatItSaid() throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    String known =
        """
        {"state": "ready", "reason": "r", "desiredCPU": "1", "desiredMemory": "2", "desiredGPU": "3", "desiredTPU": "4",
         "stateTransitionTimes": {"ready": "2026-02-01T12:00:00Z"}, "endpoints": {"client": "10001"},
         "head": {"podName": "demo-head"}, "readyWorkerReplicas": 1, "availableWorkerReplicas": 2,
         "desiredWorkerReplicas": 3, "minWorkerReplicas": 4, "maxWorkerReplicas": 5, "adoptedTemplates": {"a": "b"},
         "fieldOfTomorrow": 6}
        """;
    RayClusterStatus status =
        StatusCalculator.invalid(
            mapper.readValue(known, RayClusterStatus.class), 7, "Reason", "what is wrong", NOW);

    ObjectNode written = mapper.valueToTree(status);
    assertThat(written.remove("observedGeneration").asInt()).isEqualTo(7);
    assertThat(written.remove("lastUpdateTime").asText()).isEqualTo("2026-03-01T12:00:00Z");
    assertThat(written.remove("conditions").findValuesAsText("type"))
        .containsExactly("InvalidSpec");
    assertThat(written).isEqualTo(mapper.readTree(known));
  }

  @Test
  @Contract("13.1")
  void countersFollowTheGroups() {
    DesiredCluster cluster =
        cluster(
            withGroups(
                group("a", "replicas: 2\nminReplicas: 1\nmaxReplicas: 3\nnumOfHosts: 2"),
                group("b", "replicas: 1"),
                group("s", "replicas: 5\nminReplicas: 5\nsuspend: true")));
    RayClusterStatus status =
        calculate(
            cluster,
            TestPods.head(),
            TestPods.worker("a", "1"),
            TestPods.worker("a", "2").unready(),
            TestPods.worker("b", "3").pending());
    assertThat(status.getDesiredWorkerReplicas()).isEqualTo(5);
    assertThat(status.getMinWorkerReplicas()).isEqualTo(2);
    assertThat(status.getMaxWorkerReplicas()).isEqualTo(Integer.MAX_VALUE);
    assertThat(status.getAvailableWorkerReplicas()).isEqualTo(2);
    assertThat(status.getReadyWorkerReplicas()).isEqualTo(1);
  }

  @Test
  @Contract("13.1")
  @AcceptanceCase(82)
  void resourcesAreSummedOverAllPods() { // gap 33
    DesiredCluster cluster =
        cluster(
            """
            headGroupSpec:
              template:
                spec:
                  containers:
                  - name: h
                    resources: {limits: {cpu: 1, memory: 1Gi}}
            workerGroupSpecs:
            - groupName: a
              replicas: 9
              maxReplicas: 3
              template:
                spec:
                  containers:
                  - name: w
                    resources: {limits: {cpu: 1, memory: 1Gi, nvidia.com/gpu: 2}, requests: {cpu: 500m}}
                  - name: sidecar
                    resources: {requests: {cpu: 500m, google.com/tpu: 4}}
            """);
    RayClusterStatus status = calculate(cluster, ObservedCluster.empty());
    assertThat(status.getDesiredCPU()).hasToString("4");
    assertThat(status.getDesiredMemory()).hasToString("4Gi");
    assertThat(status.getDesiredGPU()).hasToString("6");
    assertThat(status.getDesiredTPU()).hasToString("12");
  }

  @Test
  @Contract({"13.1", "13.2", "13.3"})
  void clusterIsReadyWhenAllPodsThatAreWantedAreReady() {
    RayClusterStatus status = calculate(CLUSTER, TestPods.head(), TestPods.worker("a", "w"));
    assertThat(status.getState()).isEqualTo("ready");
    assertThat(status.getStateTransitionTimes()).isEqualTo(Map.of("ready", "2026-03-01T12:00:00Z"));
    assertThat(condition(status, "RayClusterProvisioned").getReason())
        .isEqualTo("AllPodRunningAndReadyFirstTime");
  }

  @Test
  @Contract("13.1")
  void runningWithoutAReadyConditionCountsAsReadyForTheStateOnly() { // D.11
    RayClusterStatus status =
        calculate(CLUSTER, TestPods.head().ready(null), TestPods.worker("a", "w").ready(null));
    assertThat(status.getState()).isEqualTo("ready");
    assertThat(status.getReadyWorkerReplicas()).isNull();
  }

  @Test
  @Contract({"13.1", "13.2"})
  @AcceptanceCase(93)
  void missingAndSurplusPodsKeepAClusterFromBeingReady() { // gap 31
    for (RayClusterStatus status :
        List.of(
            calculate(CLUSTER, TestPods.head()),
            calculate(
                CLUSTER, TestPods.head(), TestPods.worker("a", "w"), TestPods.worker("a", "x")))) {
      assertThat(status.getState()).isNull();
      assertThat(condition(status, "RayClusterProvisioned").getStatus()).isEqualTo("False");
    }
  }

  @Test
  @Contract("13.1")
  @AcceptanceCase(93)
  void failuresKeepAClusterFromBecomingReady() {
    outcome = new PassOutcome(true, null, Map.of());
    assertThat(calculate(CLUSTER, TestPods.head(), TestPods.worker("a", "w")).getState()).isNull();
  }

  @Test
  @Contract({"13.1", "13.2"})
  @AcceptanceCase({83, 93})
  void readyAndProvisionedStay() {
    previous = calculate(CLUSTER, TestPods.head(), TestPods.worker("a", "w"));
    now = NOW.plusSeconds(60);
    RayClusterStatus status = calculate(CLUSTER, TestPods.head().unready());
    assertThat(status.getState()).isEqualTo("ready");
    assertThat(condition(status, "RayClusterProvisioned").getStatus()).isEqualTo("True");
    assertThat(condition(status, "RayClusterProvisioned").getLastTransitionTime())
        .isEqualTo("2026-03-01T12:00:00Z");
    assertThat(condition(status, "HeadPodReady").getStatus()).isEqualTo("False");
    assertThat(condition(status, "HeadPodReady").getLastTransitionTime())
        .isEqualTo("2026-03-01T12:01:00Z");
  }

  @Test
  @Contract("13.2")
  void headConditionMirrorsThePod() {
    assertThat(head(TestPods.head()).getReason()).isEqualTo("HeadPodRunningAndReady");
    assertThat(head(TestPods.head().ready(null)).getReason()).isEqualTo("Unknown");
    assertThat(head(TestPods.head().ready(new ReadyCondition("False", "", ""))).getReason())
        .isEqualTo("Unknown");
    assertThat(head(TestPods.head().ready(new ReadyCondition("True", "Fine", "ok"))).getReason())
        .isEqualTo("Fine");
    assertThat(condition(calculate(CLUSTER, ObservedCluster.empty()), "HeadPodReady").getReason())
        .isEqualTo("HeadPodNotFound");
  }

  @Test
  @Contract("13.2")
  void headConditionNamesTheContainerInTrouble() {
    RayClusterCondition condition =
        head(TestPods.head().unready().trouble("ray-head", "ImagePullBackOff", "no such image"));
    assertThat(condition.getReason()).isEqualTo("ImagePullBackOff");
    assertThat(condition.getMessage())
        .isEqualTo("not yet; ray-head: its image cannot be pulled: no such image");
  }

  @Test
  void headThatHasNoNodeIsNotUnknown() {
    RayClusterCondition condition =
        head(TestPods.head().scheduling("Unschedulable", "Insufficient cpu"));
    assertThat(condition.getStatus()).isEqualTo("False");
    assertThat(condition.getReason()).isEqualTo("Unschedulable");
    assertThat(condition.getMessage()).isEqualTo("no node fits: Insufficient cpu");
  }

  @Test
  void workersHaveAConditionOfTheirOwn() {
    assertThat(
            condition(
                    calculate(CLUSTER, TestPods.head(), TestPods.worker("a", "w")),
                    "WorkerPodsReady")
                .getReason())
        .isEqualTo("WorkerPodsRunningAndReady");
    // Unlike RayClusterProvisioned, it does not stay.
    previous = calculate(CLUSTER, TestPods.head(), TestPods.worker("a", "w"));
    RayClusterStatus later =
        calculate(
            CLUSTER,
            TestPods.head(),
            TestPods.worker("a", "w").unready().trouble("ray", "ErrImagePull", ""));
    assertThat(condition(later, "RayClusterProvisioned").getStatus()).isEqualTo("True");
    RayClusterCondition workers = condition(later, "WorkerPodsReady");
    assertThat(workers.getStatus()).isEqualTo("False");
    assertThat(workers.getReason()).isEqualTo("ImagePullBackOff");
    assertThat(workers.getMessage())
        .isEqualTo(
            "a: 0 of 1 pods ready: 1 ImagePullBackOff (not yet; ray: its image cannot be pulled)");
  }

  @Test
  void crashLoopIsToldOnceHoweverOftenItCrashes() {
    List<TestPods> loop =
        List.of(
            TestPods.head().unready().crashed("h", Stage.ENDED, "Error", 1, "Error"),
            TestPods.head().unready().crashed("h", Stage.WAITING, "CrashLoopBackOff", 1, "Error"),
            TestPods.head().unready().crashed("h", Stage.RUNNING, "", 1, "Error"));
    previous = calculate(CLUSTER, loop.getFirst());
    for (TestPods head : loop) {
      now = now.plusSeconds(60);
      assertThat(StatusCalculator.differ(previous, calculate(CLUSTER, head))).isFalse();
    }
  }

  @Test
  void conditionsSayForWhichGenerationTheyHold() { // gap 35
    previous = calculate(CLUSTER, TestPods.head(), TestPods.worker("a", "w"));
    Absent.asEmpty(previous.getConditions()).getFirst().setType("example.com/Foreign");
    DesiredCluster edited = TestClusters.ofGeneration(2, withGroups(group("a", "replicas: 1")));
    RayClusterStatus status = calculate(edited, TestPods.head(), TestPods.worker("a", "w"));
    assertThat(status.getObservedGeneration()).isEqualTo(2);
    assertThat(status.getConditions())
        .filteredOn(condition -> !"example.com/Foreign".equals(condition.getType()))
        .isNotEmpty()
        .allSatisfy(condition -> assertThat(condition.getObservedGeneration()).isEqualTo(2));
    // The status before is not touched.
    assertThat(condition(previous, "RayClusterProvisioned").getObservedGeneration()).isEqualTo(1);
  }

  @Test
  void fieldsThatAreNotActedOnAreToldWhileTheyAreUsed() {
    previous =
        calculate(
            TestClusters.labelled(
                Map.of("ray.io/gang-scheduling-enabled", "true"),
                withGroups(group("a", "replicas: 1"))),
            TestPods.head());
    RayClusterCondition condition = condition(previous, "UnactedFields");
    assertThat(condition.getReason()).isEqualTo("NotSupportedYet");
    assertThat(condition.getMessage())
        .isEqualTo(
            "metadata.labels[ray.io/gang-scheduling-enabled]: not acted on yet by this version of"
                + " the operator");
    assertThat(calculate(CLUSTER, TestPods.head()).getConditions())
        .extracting(RayClusterCondition::getType)
        .doesNotContain("UnactedFields");
  }

  @Test
  void idleClusterIsSuspendedUntilTheFieldIsFalseOrGone() { // Ray 2.60
    DesiredCluster idle = cluster("idleSuspend: true\n" + withGroups(group("a", "replicas: 1")));
    previous = calculate(idle, TestPods.head());
    assertThat(condition(previous, "RayClusterSuspending").getStatus()).isEqualTo("True");
    previous = calculate(idle, ObservedCluster.empty());
    assertThat(previous.getState()).isEqualTo("suspended");
    assertThat(condition(previous, "RayClusterSuspended").getStatus()).isEqualTo("True");
    assertThat(
            condition(calculate(CLUSTER, ObservedCluster.empty()), "RayClusterSuspended")
                .getStatus())
        .isEqualTo("False");
  }

  @Test
  @Contract("13.2")
  void podsThatNeedHelpAreNamed() {
    RayClusterStatus status =
        calculate(
            CLUSTER,
            TestPods.head().unready().trouble("c", "ContainerCreating", ""),
            TestPods.worker("a", "w").unready().trouble("ray-worker", "CrashLoopBackOff", "x"));
    assertThat(condition(status, "RayClusterProvisioned").getMessage())
        .isEqualTo("a: 1 CrashLoopBackOff");
  }

  @Test
  @Contract("13.2")
  void replicaFailureComesAndGoes() {
    outcome =
        new PassOutcome(
            true,
            ReplicaFailure.of(PassOutcome.Reason.CREATE_HEAD_POD, "exceeded quota"),
            Map.of());
    previous = calculate(CLUSTER, ObservedCluster.empty());
    RayClusterCondition failure = condition(previous, "ReplicaFailure");
    assertThat(failure.getReason()).isEqualTo("FailedCreateHeadPod");
    assertThat(failure.getMessage()).isEqualTo("FailedCreateHeadPod\nexceeded quota");

    // With KubeRay it stays as long as anything fails.
    outcome = new PassOutcome(true, null, Map.of());
    assertThat(calculate(CLUSTER, ObservedCluster.empty()).getConditions())
        .extracting(RayClusterCondition::getType)
        .doesNotContain("ReplicaFailure");
  }

  @Test
  @Contract({"3.4", "13.1"})
  @AcceptanceCase(75)
  void headlessServiceHasTheAddressOfTheHeadPod() {
    RayClusterStatus status = calculate(CLUSTER, TestPods.head().ip("10.1.2.3"));
    assertThat(status.getHead())
        .extracting(HeadInfo::getPodIP, HeadInfo::getServiceIP, HeadInfo::getServiceName)
        .containsExactly("10.1.2.3", "10.1.2.3", "demo-head-svc");
    assertThat(status.getEndpoints())
        .isEqualTo(
            Map.of(
                "client", "10001",
                "dashboard", "8265",
                "gcs-server", "6379",
                "metrics", "8080",
                "serve", "8000"));
  }

  @Test
  @Contract({"3.4", "13.1"})
  void endpointsAreNodePortsOrTargetsAndNeverStale() { // gap 34
    previous.setEndpoints(Map.of("old", "1"));
    Service service = service(CLUSTER);
    service.getSpec().setClusterIP("10.0.0.9");
    service.getSpec().getPorts().get(0).setNodePort(30001);
    service.getSpec().getPorts().get(1).setTargetPort(new IntOrString("ui"));
    service.getSpec().getPorts().get(2).setTargetPort(new IntOrString(7000));
    service.getSpec().getPorts().get(3).setName("");
    RayClusterStatus status =
        calculate(
            CLUSTER,
            new ObservedCluster(
                List.of(TestPods.head().build()), List.of(service), List.of(), List.of()));
    assertThat(status.getEndpoints())
        .isEqualTo(
            Map.of("client", "30001", "dashboard", "ui", "gcs-server", "7000", "serve", "8000"));
    assertThat(status.getHead()).extracting(HeadInfo::getServiceIP).isEqualTo("10.0.0.9");
  }

  @Test
  @Contract("6.1")
  void suspensionGoesThroughItsStages() {
    DesiredCluster suspended = cluster("suspend: true\n" + withGroups(group("a", "replicas: 1")));
    previous = calculate(CLUSTER, TestPods.head(), TestPods.worker("a", "w"));

    previous = calculate(suspended, TestPods.head(), TestPods.worker("a", "w"));
    assertThat(condition(previous, "RayClusterSuspending").getStatus()).isEqualTo("True");
    assertThat(condition(previous, "RayClusterSuspended").getStatus()).isEqualTo("False");
    assertThat(previous.getState()).isEqualTo("ready");

    previous = calculate(suspended, TestPods.head().terminating());
    assertThat(condition(previous, "RayClusterSuspending").getStatus()).isEqualTo("True");

    previous = calculate(suspended, ObservedCluster.empty());
    assertThat(condition(previous, "RayClusterSuspending").getStatus()).isEqualTo("False");
    assertThat(condition(previous, "RayClusterSuspended").getStatus()).isEqualTo("True");
    assertThat(condition(previous, "RayClusterProvisioned").getStatus()).isEqualTo("False");
    assertThat(condition(previous, "HeadPodReady").getReason()).isEqualTo("HeadPodNotFound");
    assertThat(previous.getState()).isEqualTo("suspended");
    assertThat(previous.getDesiredWorkerReplicas()).isEqualTo(1);

    // Gap 36: with KubeRay, removing the field does not resume.
    previous = calculate(CLUSTER, ObservedCluster.empty());
    assertThat(condition(previous, "RayClusterSuspended").getStatus()).isEqualTo("False");
    assertThat(previous.getState()).isEqualTo("suspended");

    previous = calculate(CLUSTER, TestPods.head(), TestPods.worker("a", "w"));
    assertThat(previous.getState()).isEqualTo("ready");
    assertThat(condition(previous, "RayClusterProvisioned").getStatus()).isEqualTo("True");
  }

  @Test
  @Contract("6.2")
  void conditionsCanBeSwitchedOff() {
    config =
        OperatorConfig.builder()
            .featureGates(FeatureGates.parse("RayClusterStatusConditions=false"))
            .build()
            .model();
    assertThat(calculate(CLUSTER, TestPods.head()).getConditions()).isNull();
  }

  @Test
  @Contract("13.2")
  void invalidSpecIsToldUntilItIsMended() { // gap 35
    RayClusterStatus invalid =
        StatusCalculator.invalid(previous, 7, "InvalidRayClusterSpec", "what is wrong", NOW);
    assertThat(invalid.getObservedGeneration()).isEqualTo(7);
    RayClusterCondition condition = condition(invalid, "InvalidSpec");
    assertThat(condition.getStatus()).isEqualTo("True");
    assertThat(condition.getReason()).isEqualTo("InvalidRayClusterSpec");
    assertThat(condition.getObservedGeneration()).isEqualTo(7);
    assertThat(
            StatusCalculator.differ(
                invalid,
                StatusCalculator.invalid(
                    invalid, 7, "InvalidRayClusterSpec", "what is wrong", NOW.plusSeconds(9))))
        .isFalse();

    previous = invalid;
    assertThat(calculate(CLUSTER, TestPods.head()).getConditions())
        .extracting(RayClusterCondition::getType)
        .doesNotContain("InvalidSpec");
  }

  @Test
  @Contract("13.4")
  void timesAndResourcesAloneAreNoReasonToWrite() {
    previous = calculate(CLUSTER, TestPods.head());
    now = NOW.plusSeconds(60);
    RayClusterStatus same = calculate(CLUSTER, TestPods.head());
    assertThat(StatusCalculator.differ(previous, same)).isFalse();
    assertThat(StatusCalculator.differ(previous, calculate(CLUSTER, TestPods.head().pending())))
        .isTrue();
    same.setObservedGeneration(2L);
    assertThat(StatusCalculator.differ(previous, same)).isTrue();
  }

  @Test
  void fieldsOfTheFutureStay() { // D.7
    previous.setAdditionalProperty("fromTheFuture", Map.of("a", 1));
    assertThat(calculate(CLUSTER, TestPods.head()).getAdditionalProperties())
        .isEqualTo(Map.of("fromTheFuture", Map.of("a", 1)));
  }

  private RayClusterCondition head(TestPods head) {
    return condition(calculate(CLUSTER, head), "HeadPodReady");
  }

  private RayClusterStatus calculate(DesiredCluster cluster, TestPods... pods) {
    List<ObservedPod> observed = Arrays.stream(pods).map(TestPods::build).toList();
    return calculate(
        cluster, new ObservedCluster(observed, List.of(service(cluster)), List.of(), List.of()));
  }

  private RayClusterStatus calculate(DesiredCluster cluster, ObservedCluster observed) {
    return StatusCalculator.calculate(cluster, observed, previous, outcome, config, now);
  }

  private static Service service(DesiredCluster cluster) {
    return HeadService.desired(cluster, HeadService.name(cluster), TestClusters.config());
  }

  private static RayClusterCondition condition(RayClusterStatus status, String type) {
    return Absent.asEmpty(status.getConditions()).stream()
        .filter(condition -> type.equals(condition.getType()))
        .findFirst()
        .orElseThrow();
  }
}
