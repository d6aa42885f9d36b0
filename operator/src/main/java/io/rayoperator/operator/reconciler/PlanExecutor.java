package io.rayoperator.operator.reconciler;

import io.fabric8.kubernetes.api.model.Service;
import io.rayoperator.api.v1.RayLabels;
import io.rayoperator.operator.kubernetes.ApiOutcome;
import io.rayoperator.operator.kubernetes.Children;
import io.rayoperator.operator.kubernetes.RayClusterEvent.Reason;
import io.rayoperator.operator.kubernetes.cache.RayPod;
import io.rayoperator.operator.model.cluster.DesiredCluster;
import io.rayoperator.operator.model.observed.ObservedCluster;
import io.rayoperator.operator.model.observed.ObservedPod;
import io.rayoperator.operator.model.plan.Action;
import io.rayoperator.operator.model.plan.ClusterPlan;
import io.rayoperator.operator.model.scale.DeletionReason;
import io.rayoperator.operator.model.status.PassOutcome;
import io.rayoperator.operator.model.status.PassOutcome.ReplicaFailure;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Carries a plan out: Services first, one after the other; then deletions, then creations, many at
 * a time. What fails in one group does not keep others from being served.
 */
final class PlanExecutor {

  /** Creations of one group begin with one at a time, in case none of them can succeed. */
  private static final int MAX_BATCH = 32;

  private final Children children;
  private final DesiredCluster cluster;
  private final PodExpectations expectations;
  private final Instant now;
  private final PodNews news = new PodNews();
  private final Map<String, ObservedPod> pods = new LinkedHashMap<>();
  private List<Service> headServices;
  private boolean failed;
  private @Nullable ReplicaFailure replicaFailure;

  private PlanExecutor(
      Children children,
      DesiredCluster cluster,
      ObservedCluster observed,
      PodExpectations expectations,
      Instant now) {
    this.children = children;
    this.cluster = cluster;
    this.expectations = expectations;
    this.now = now;
    this.headServices = observed.headServices();
    observed.pods().forEach(pod -> pods.put(pod.name(), pod));
  }

  static Execution execute(
      Children children,
      DesiredCluster cluster,
      ObservedCluster observed,
      ClusterPlan plan,
      PodExpectations expectations,
      Instant now) {
    PlanExecutor executor = new PlanExecutor(children, cluster, observed, expectations, now);
    executor.failed = !plan.problems().isEmpty();
    if (executor.actOnServices(plan)) {
      executor.deletePods(plan.actions(Action.DeletePod.class));
      executor.createPods(plan.actions(Action.CreatePod.class));
    }
    return new Execution(
        new ObservedCluster(
            List.copyOf(executor.pods.values()),
            executor.headServices,
            observed.headlessServices()),
        new PassOutcome(executor.failed, executor.replicaFailure),
        executor.news.toList());
  }

  /** Returns whether pods make sense now: not without the Services that lead to them. */
  private boolean actOnServices(ClusterPlan plan) {
    for (Action action : plan.actions()) {
      boolean done =
          switch (action) {
            case Action.CreateService create -> create(create.service());
            case Action.RepairService repair -> {
              repair(repair.service());
              yield true;
            }
            case Action.DeleteService delete -> delete(delete);
            case Action.CreatePod pod -> true;
            case Action.DeletePod pod -> true;
          };
      if (!done) {
        return false;
      }
    }
    return true;
  }

  private boolean create(Service service) {
    return applied(
        service,
        children.apply(service, false),
        Reason.CREATED_SERVICE,
        Reason.FAILED_TO_CREATE_SERVICE);
  }

  private void repair(Service service) {
    applied(
        service,
        children.apply(service, true),
        Reason.UPDATED_SERVICE,
        Reason.FAILED_TO_UPDATE_SERVICE);
  }

  private boolean applied(
      Service service, CompletableFuture<ApiOutcome> request, Reason success, Reason failure) {
    String name = service.getMetadata().getName();
    ApiOutcome outcome = ApiOutcome.await(request);
    if (outcome instanceof ApiOutcome.Done done) {
      if (isHeadService(service)) {
        headServices = List.of(children.service(done));
      }
      // An apply that changes nothing is no news.
      if (done.code() == 201 || success != Reason.CREATED_SERVICE) {
        news.add(success, "Service " + name);
      }
      return true;
    }
    failed = true;
    news.addFailure(failure, "Service " + name + ": " + ApiOutcome.message(outcome));
    return false;
  }

  private boolean delete(Action.DeleteService delete) {
    String name = delete.service().getMetadata().getName();
    ApiOutcome outcome = ApiOutcome.await(children.delete(delete.service()));
    if (outcome instanceof ApiOutcome.Done || isGone(outcome)) {
      news.add(Reason.DELETED_SERVICE, "Service " + name + ": " + delete.why());
      return true;
    }
    failed = true;
    news.addFailure(
        Reason.FAILED_TO_DELETE_SERVICE, "Service " + name + ": " + ApiOutcome.message(outcome));
    return false;
  }

  private static boolean isHeadService(Service service) {
    return RayLabels.HEAD.equals(service.getMetadata().getLabels().get(RayLabels.NODE_TYPE));
  }

  private void deletePods(List<Action.DeletePod> deletions) {
    Map<Action.DeletePod, CompletableFuture<ApiOutcome>> requests = new LinkedHashMap<>();
    for (Action.DeletePod deletion : deletions) {
      requests.put(deletion, children.delete(cluster.namespace(), deletion.pod()));
    }
    requests.forEach((deletion, request) -> deleted(deletion, ApiOutcome.await(request)));
  }

  private void deleted(Action.DeletePod deletion, ApiOutcome outcome) {
    ObservedPod pod = deletion.pod();
    boolean suspension = deletion.reason() == DeletionReason.CLUSTER_SUSPENDED;
    if (outcome instanceof ApiOutcome.Done || isGone(outcome)) {
      expectations.deleted(pod, now);
      pods.put(pod.name(), pod.asTerminating());
      news.addPod(
          suspension
              ? Reason.DELETED_POD
              : pod.isHead() ? Reason.DELETED_HEAD_POD : Reason.DELETED_WORKER_POD,
          pod.group(),
          pod.name(),
          deletion.reason().text());
      return;
    }
    String message = "Pod " + pod.name() + ": " + ApiOutcome.message(outcome);
    if (suspension) {
      fail(Reason.FAILED_TO_DELETE_PODS, PassOutcome.Reason.DELETE_ALL_PODS, message);
    } else if (pod.isHead()) {
      fail(Reason.FAILED_TO_DELETE_HEAD_POD, PassOutcome.Reason.DELETE_HEAD_POD, message);
    } else {
      fail(Reason.FAILED_TO_DELETE_WORKER_POD, PassOutcome.Reason.DELETE_WORKER_POD, message);
    }
  }

  /** Another pod of this name, or none: the one that was meant is no more. */
  private static boolean isGone(ApiOutcome outcome) {
    return outcome instanceof ApiOutcome.Refused refused
        && (refused.notFound() || refused.conflict());
  }

  private void createPods(List<Action.CreatePod> creations) {
    Map<String, Deque<Action.CreatePod>> groups = new LinkedHashMap<>();
    for (Action.CreatePod creation : creations) {
      groups.computeIfAbsent(creation.group(), group -> new ArrayDeque<>()).add(creation);
    }
    for (int batch = 1; !groups.isEmpty(); batch = Math.min(2 * batch, MAX_BATCH)) {
      Map<Action.CreatePod, CompletableFuture<ApiOutcome>> requests = new LinkedHashMap<>();
      for (Action.CreatePod creation : nextOfEach(groups.values(), batch)) {
        requests.put(creation, children.create(creation.pod()));
      }
      requests.forEach(
          (creation, request) -> {
            if (!created(creation, ApiOutcome.await(request))) {
              groups.remove(creation.group());
            }
          });
      groups.values().removeIf(Collection::isEmpty);
    }
  }

  private static List<Action.CreatePod> nextOfEach(
      Collection<Deque<Action.CreatePod>> groups, int count) {
    List<Action.CreatePod> next = new ArrayList<>();
    for (Deque<Action.CreatePod> group : groups) {
      for (int i = 0; i < count && !group.isEmpty(); i++) {
        next.add(group.remove());
      }
    }
    return next;
  }

  private boolean created(Action.CreatePod creation, ApiOutcome outcome) {
    String name = creation.pod().getMetadata().getName();
    boolean head = creation.group().equals(RayLabels.HEAD_GROUP);
    ApiOutcome known =
        outcome instanceof ApiOutcome.Refused refused && refused.conflict()
            ? ApiOutcome.await(children.find(cluster.namespace(), name))
            : outcome;
    if (known instanceof ApiOutcome.Done done) {
      RayPod pod = children.pod(done);
      ObservedPod facts = pod.observedBy(cluster.uid());
      // One that was there already is ours if an earlier request made it.
      if (cluster.name().equals(pod.clusterName()) && facts.controlled()) {
        expectations.created(facts, now);
        pods.put(name, facts);
        news.addPod(
            head ? Reason.CREATED_HEAD_POD : Reason.CREATED_WORKER_POD, creation.group(), name, "");
        return true;
      }
    }
    if (known instanceof ApiOutcome.Unknown) {
      expectations.uncertain(name, creation.group(), now);
    } else {
      expectations.refused(name);
    }
    String message = "Pod " + name + ": " + ApiOutcome.message(outcome);
    if (head) {
      fail(Reason.FAILED_TO_CREATE_HEAD_POD, PassOutcome.Reason.CREATE_HEAD_POD, message);
    } else {
      fail(Reason.FAILED_TO_CREATE_WORKER_POD, PassOutcome.Reason.CREATE_WORKER_POD, message);
    }
    return false;
  }

  /** The first failure goes into the status; it is the head's if that is in trouble. */
  private void fail(Reason event, PassOutcome.Reason reason, String message) {
    failed = true;
    if (replicaFailure == null) {
      replicaFailure = new ReplicaFailure(reason, message);
    }
    news.addFailure(event, message);
  }
}
