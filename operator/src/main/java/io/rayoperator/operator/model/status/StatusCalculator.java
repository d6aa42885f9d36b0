package io.rayoperator.operator.model.status;

import io.fabric8.kubernetes.api.model.Service;
import io.rayoperator.api.v1.HeadInfo;
import io.rayoperator.api.v1.RayClusterStatus;
import io.rayoperator.operator.config.FeatureGate;
import io.rayoperator.operator.config.ModelConfig;
import io.rayoperator.operator.model.cluster.Absent;
import io.rayoperator.operator.model.cluster.DesiredCluster;
import io.rayoperator.operator.model.cluster.WorkerGroup;
import io.rayoperator.operator.model.diagnosis.PodDiagnosis;
import io.rayoperator.operator.model.diagnosis.WorkersDiagnosis;
import io.rayoperator.operator.model.observed.ObservedCluster;
import io.rayoperator.operator.model.observed.ObservedPod;
import io.rayoperator.operator.model.plan.Suspension;
import io.rayoperator.operator.model.service.HeadService;
import io.rayoperator.operator.model.upgrade.Rollout;
import io.rayoperator.operator.model.upgrade.TemplateVersions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Computes the status (KubeRay contract §13). */
public final class StatusCalculator {

  private final DesiredCluster cluster;
  private final ObservedCluster observed;
  private final RayClusterStatus previous;
  private final PassOutcome outcome;
  private final ModelConfig config;
  private final Instant now;

  private StatusCalculator(
      DesiredCluster cluster,
      ObservedCluster observed,
      RayClusterStatus previous,
      PassOutcome outcome,
      ModelConfig config,
      Instant now) {
    this.cluster = cluster;
    this.observed = observed;
    this.previous = previous;
    this.outcome = outcome;
    this.config = config;
    this.now = now;
  }

  /**
   * The status after a pass.
   *
   * @param observed the children, with what the pass changed
   * @param previous the status so far; empty for a new cluster
   */
  public static RayClusterStatus calculate(
      DesiredCluster cluster,
      ObservedCluster observed,
      RayClusterStatus previous,
      PassOutcome outcome,
      ModelConfig config,
      Instant now) {
    return new StatusCalculator(cluster, observed, previous, outcome, config, now).calculate();
  }

  /**
   * The status of an object that the operator does not act on.
   *
   * @param reason one of the reasons of the event that tells the same
   * @param message what is wrong and what to do about it
   */
  public static RayClusterStatus invalid(
      RayClusterStatus previous, long generation, String reason, String message, Instant now) {
    RayClusterStatus status = copy(previous);
    status.setConditions(
        new Conditions(previous, now)
            .setFor(generation, ConditionTypes.INVALID_SPEC, true, reason, message)
            .toList());
    status.setObservedGeneration(generation);
    status.setLastUpdateTime(Conditions.timestamp(now));
    return status;
  }

  /**
   * Whether two statuses differ in what is worth a write (§13.4, and the observed generation, which
   * KubeRay lets lag). Times and resources come along with the next write.
   */
  public static boolean differ(RayClusterStatus one, RayClusterStatus other) {
    return !Objects.equals(one.getState(), other.getState())
        || !Objects.equals(one.getReason(), other.getReason())
        || !Objects.equals(one.getReadyWorkerReplicas(), other.getReadyWorkerReplicas())
        || !Objects.equals(one.getAvailableWorkerReplicas(), other.getAvailableWorkerReplicas())
        || !Objects.equals(one.getDesiredWorkerReplicas(), other.getDesiredWorkerReplicas())
        || !Objects.equals(one.getMinWorkerReplicas(), other.getMinWorkerReplicas())
        || !Objects.equals(one.getMaxWorkerReplicas(), other.getMaxWorkerReplicas())
        || !Objects.equals(one.getEndpoints(), other.getEndpoints())
        || !Objects.equals(one.getHead(), other.getHead())
        || !Objects.equals(one.getConditions(), other.getConditions())
        || !Objects.equals(one.getAdoptedTemplates(), other.getAdoptedTemplates())
        || !Objects.equals(one.getObservedGeneration(), other.getObservedGeneration());
  }

  /** Whether all pods that are wanted exist, and all pods that exist are fit for work. */
  public static boolean allPodsReady(DesiredCluster cluster, ObservedCluster observed) {
    return observed.pods().size() == cluster.desiredWorkerPods() + 1
        && observed.heads().size() == 1
        && observed.pods().stream().allMatch(ObservedPod::runningAndNotUnready);
  }

  private RayClusterStatus calculate() {
    RayClusterStatus status = copy(previous);
    status.setObservedGeneration(cluster.generation());
    status.setLastUpdateTime(Conditions.timestamp(now));
    setCounters(status);
    setResources(status);
    setHead(status);
    setState(status);
    setAdoptedTemplates(status);
    status.setConditions(
        config.enabled(FeatureGate.RAY_CLUSTER_STATUS_CONDITIONS) ? conditions().toList() : null);
    return status;
  }

  private void setCounters(RayClusterStatus status) {
    List<ObservedPod> workers = observed.workers();
    status.setDesiredWorkerReplicas(counter(cluster.desiredWorkerPods()));
    status.setMinWorkerReplicas(counter(sumOfActiveGroups(WorkerGroup::minReplicas)));
    status.setMaxWorkerReplicas(counter(sumOfActiveGroups(WorkerGroup::maxReplicas)));
    status.setReadyWorkerReplicas(count(workers, ObservedPod::runningAndReady));
    status.setAvailableWorkerReplicas(count(workers, ObservedPod::running));
  }

  private long sumOfActiveGroups(ToIntFunction<WorkerGroup> bound) {
    return cluster.workerGroups().stream()
        .filter(group -> !group.suspended())
        .mapToLong(group -> group.pods(bound.applyAsInt(group)))
        .sum();
  }

  private void setResources(RayClusterStatus status) {
    DesiredResources resources = DesiredResources.of(cluster);
    status.setDesiredCPU(resources.cpu().toQuantity());
    status.setDesiredMemory(resources.memory().toQuantity());
    status.setDesiredGPU(resources.gpu().toQuantity());
    status.setDesiredTPU(resources.tpu().toQuantity());
  }

  private void setHead(RayClusterStatus status) {
    HeadInfo head = new HeadInfo();
    List<ObservedPod> heads = observed.heads();
    ObservedPod pod = heads.isEmpty() ? null : heads.getFirst();
    head.setPodName(pod == null ? null : pod.name());
    head.setPodIP(pod == null ? null : nullIfEmpty(pod.ip()));
    if (!observed.headServices().isEmpty()) {
      Service service = observed.headServices().getFirst();
      head.setServiceName(service.getMetadata().getName());
      head.setServiceIP(
          HeadService.headless(service)
              ? head.getPodIP()
              : nullIfEmpty(Absent.asEmpty(service.getSpec().getClusterIP())));
      Map<String, String> endpoints = HeadServiceFacts.endpoints(service);
      status.setEndpoints(endpoints.isEmpty() ? null : endpoints);
    }
    status.setHead(head);
  }

  private void setState(RayClusterStatus status) {
    String state = previous.getState();
    if (!outcome.failed() && allPodsReady(cluster, observed)) {
      state = RayClusterStatus.READY;
      status.setReason(null);
    }
    if (cluster.suspended() && observed.pods().isEmpty()) {
      state = RayClusterStatus.SUSPENDED;
    }
    status.setState(state);
    if (state != null && !state.equals(previous.getState())) {
      Map<String, String> times = new TreeMap<>(Absent.asEmpty(previous.getStateTransitionTimes()));
      times.put(state, Conditions.timestamp(now));
      status.setStateTransitionTimes(times);
    }
  }

  private Conditions conditions() {
    Conditions conditions = new Conditions(previous, now).remove(ConditionTypes.INVALID_SPEC);
    WorkersDiagnosis workers = WorkersDiagnosis.of(cluster, observed, outcome.refusals());
    HeadPodCondition.set(conditions, observed.heads());
    setWorkerPodsReady(conditions, workers);
    setProvisioned(conditions, workers);
    setSuspension(conditions);
    setUpdating(conditions);
    setReplicaFailure(conditions);
    setUnactedFields(conditions);
    return conditions.observed(cluster.generation());
  }

  private static void setWorkerPodsReady(Conditions conditions, WorkersDiagnosis workers) {
    conditions.set(
        ConditionTypes.WORKER_PODS_READY,
        workers.ready(),
        workers.ready() ? ConditionTypes.WORKER_PODS_RUNNING_AND_READY : workers.reason(),
        workers.message());
  }

  // KubeRay leaves it as it is when a pass fails for another reason; then it may no longer be true.
  private void setReplicaFailure(Conditions conditions) {
    PassOutcome.ReplicaFailure failure = outcome.replicaFailure();
    if (failure == null) {
      conditions.remove(ConditionTypes.REPLICA_FAILURE);
    } else {
      conditions.set(
          ConditionTypes.REPLICA_FAILURE,
          true,
          failure.reason(),
          failure.reason() + "\n" + failure.message());
    }
  }

  private void setUnactedFields(Conditions conditions) {
    if (cluster.unacted().isEmpty()) {
      conditions.remove(ConditionTypes.UNACTED_FIELDS);
    } else {
      conditions.set(
          ConditionTypes.UNACTED_FIELDS,
          true,
          ConditionTypes.NOT_SUPPORTED_YET,
          String.join(", ", cluster.unacted())
              + ": not acted on yet by this version of the operator");
    }
  }

  private void setProvisioned(Conditions conditions, WorkersDiagnosis workers) {
    if (conditions.isTrue(ConditionTypes.SUSPENDED)
        || conditions.isTrue(ConditionTypes.PROVISIONED)) {
      return;
    }
    if (!outcome.failed() && allPodsReady(cluster, observed)) {
      conditions.set(
          ConditionTypes.PROVISIONED,
          true,
          ConditionTypes.ALL_PODS_READY_FIRST_TIME,
          "All pods have been ready for the first time.");
    } else {
      conditions.set(
          ConditionTypes.PROVISIONED, false, ConditionTypes.PODS_PROVISIONING, troubles(workers));
    }
  }

  /** What needs help rather than time, so that nobody has to look for it. */
  private String troubles(WorkersDiagnosis workers) {
    return Stream.concat(
            observed.heads().stream()
                .limit(1)
                .map(PodDiagnosis::of)
                .filter(PodDiagnosis::needsHelp)
                .map(diagnosis -> "head: " + diagnosis.reason()),
            Stream.of(workers.troubles()))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining("; "));
  }

  private void setAdoptedTemplates(RayClusterStatus status) {
    Map<String, String> adopted = new TemplateVersions(cluster, previous).adopted(observed);
    status.setAdoptedTemplates(adopted.isEmpty() ? null : adopted);
  }

  private void setUpdating(Conditions conditions) {
    Rollout rollout = Rollout.of(cluster, observed, previous, now);
    if (!rollout.active()) {
      conditions.remove(ConditionTypes.UPDATING);
      return;
    }
    conditions.set(
        ConditionTypes.UPDATING,
        rollout.inProgress(),
        !rollout.inProgress()
            ? ConditionTypes.UP_TO_DATE
            : rollout.paused() ? ConditionTypes.UPDATE_PAUSED : ConditionTypes.UPDATE_PROGRESSING,
        rollout.message());
  }

  private void setSuspension(Conditions conditions) {
    switch (Suspension.of(cluster, previous, config)) {
      case REQUESTED -> {
        setSuspending(conditions, true);
        setSuspended(conditions, false);
      }
      case SUSPENDING -> {
        boolean done = observed.pods().isEmpty();
        setSuspending(conditions, !done);
        setSuspended(conditions, done);
        if (done) {
          conditions.set(ConditionTypes.PROVISIONED, false, ConditionTypes.PODS_PROVISIONING, "");
        }
      }
      case SUSPENDED -> {
        setSuspending(conditions, false);
        setSuspended(conditions, true);
      }
      case NONE, RESUMING -> {
        setSuspending(conditions, false);
        setSuspended(conditions, false);
      }
    }
  }

  private static void setSuspending(Conditions conditions, boolean value) {
    conditions.set(ConditionTypes.SUSPENDING, value, ConditionTypes.SUSPENDING, "");
  }

  private static void setSuspended(Conditions conditions, boolean value) {
    conditions.set(ConditionTypes.SUSPENDED, value, ConditionTypes.SUSPENDED, "");
  }

  private static RayClusterStatus copy(RayClusterStatus status) {
    RayClusterStatus copy = new RayClusterStatus();
    copy.setState(status.getState());
    copy.setDesiredCPU(status.getDesiredCPU());
    copy.setDesiredMemory(status.getDesiredMemory());
    copy.setDesiredGPU(status.getDesiredGPU());
    copy.setDesiredTPU(status.getDesiredTPU());
    copy.setStateTransitionTimes(status.getStateTransitionTimes());
    copy.setEndpoints(status.getEndpoints());
    copy.setHead(status.getHead());
    copy.setReason(status.getReason());
    copy.setConditions(status.getConditions());
    copy.setReadyWorkerReplicas(status.getReadyWorkerReplicas());
    copy.setAvailableWorkerReplicas(status.getAvailableWorkerReplicas());
    copy.setDesiredWorkerReplicas(status.getDesiredWorkerReplicas());
    copy.setMinWorkerReplicas(status.getMinWorkerReplicas());
    copy.setMaxWorkerReplicas(status.getMaxWorkerReplicas());
    copy.setObservedGeneration(status.getObservedGeneration());
    copy.setAdoptedTemplates(status.getAdoptedTemplates());
    status.getAdditionalProperties().forEach(copy::setAdditionalProperty);
    return copy;
  }

  private static @Nullable Integer count(List<ObservedPod> pods, Predicate<ObservedPod> condition) {
    return counter(pods.stream().filter(condition).count());
  }

  // Zero is written as nothing, as KubeRay does (D.1).
  private static @Nullable Integer counter(long value) {
    return value == 0 ? null : (int) Math.min(value, Integer.MAX_VALUE);
  }

  private static @Nullable String nullIfEmpty(String value) {
    return value.isEmpty() ? null : value;
  }
}
