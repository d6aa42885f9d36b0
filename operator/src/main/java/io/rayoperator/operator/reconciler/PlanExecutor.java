package io.rayoperator.operator.reconciler;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Service;
import io.rayoperator.api.v1.RayLabels;
import io.rayoperator.operator.kubernetes.ApiOutcome;
import io.rayoperator.operator.kubernetes.Children;
import io.rayoperator.operator.kubernetes.RayClusterEvent;
import io.rayoperator.operator.kubernetes.RayClusterEvent.Verb;
import io.rayoperator.operator.kubernetes.cache.RayPod;
import io.rayoperator.operator.model.cluster.DesiredCluster;
import io.rayoperator.operator.model.diagnosis.PodDiagnosis;
import io.rayoperator.operator.model.diagnosis.Refusal;
import io.rayoperator.operator.model.exposure.HeadExposure;
import io.rayoperator.operator.model.metadata.OwnerReferences;
import io.rayoperator.operator.model.observed.ObservedCluster;
import io.rayoperator.operator.model.observed.ObservedPod;
import io.rayoperator.operator.model.plan.Action;
import io.rayoperator.operator.model.plan.ClusterPlan;
import io.rayoperator.operator.model.scale.DeletionReason;
import io.rayoperator.operator.model.service.ServeService;
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
 * Carries a plan out: other children first, one after the other; then deletions of pods, then
 * creations, many at a time. What fails in one group does not keep others from being served.
 */
final class PlanExecutor {

  /** Creations of one group begin with one at a time, in case none of them can succeed. */
  private static final int MAX_BATCH = 32;

  private static final String HEAD_POD = "HeadPod";
  private static final String WORKER_POD = "WorkerPod";

  private final Children children;
  private final DesiredCluster cluster;
  private final ObservedCluster observed;
  private final ClusterMemory memory;
  private final PodExpectations expectations;
  private final Instant now;
  private final PassNews news = new PassNews();
  private final Map<String, ObservedPod> pods = new LinkedHashMap<>();
  private List<Service> headServices;
  private final Map<String, Refusal> refusals = new LinkedHashMap<>();
  private boolean failed;
  private boolean namespaceTerminating;
  private @Nullable ReplicaFailure replicaFailure;

  PlanExecutor(
      Children children,
      DesiredCluster cluster,
      ObservedCluster observed,
      ClusterMemory memory,
      Instant now) {
    this.children = children;
    this.cluster = cluster;
    this.observed = observed;
    this.memory = memory;
    this.expectations = memory.expectations();
    this.now = now;
    this.headServices = observed.headServices();
    observed.pods().forEach(pod -> pods.put(pod.name(), pod));
  }

  Execution execute(ClusterPlan plan) {
    if (!plan.problems().isEmpty()) {
      failed = true;
      replicaFailure = ReplicaFailure.blocked(String.join("; ", plan.problems()));
    }
    if (actOnChildren(plan)) {
      plan.actions(Action.AdoptHead.class).forEach(this::adopt);
      deletePods(plan.actions(Action.DeletePod.class));
      createPods(plan.actions(Action.CreatePod.class));
    }
    return new Execution(
        observed.with(List.copyOf(pods.values()), headServices),
        new PassOutcome(failed, replicaFailure, refusals),
        news.toList(),
        namespaceTerminating);
  }

  /** Returns whether pods make sense now: not without what they use from the start. */
  private boolean actOnChildren(ClusterPlan plan) {
    for (Action action : plan.actions()) {
      boolean done =
          switch (action) {
            case Action.CreateChild create when !usedByPods(create.child()) -> {
              expose(create.child());
              yield !namespaceTerminating;
            }
            case Action.CreateChild create -> create(create.child());
            case Action.RepairChild repair -> {
              repair(repair.child());
              yield true;
            }
            case Action.DeleteChild delete -> delete(delete) || !usedByPods(delete.child());
            case Action.AdoptHead adoption -> true;
            case Action.CreatePod pod -> true;
            case Action.DeletePod pod -> true;
          };
      if (!done) {
        return false;
      }
    }
    return true;
  }

  private boolean create(HasMetadata child) {
    ApiOutcome outcome = ApiOutcome.await(children.create(child));
    if (outcome instanceof ApiOutcome.Done done) {
      noteHeadService(child, done);
      // An apply that changes nothing is no news.
      if (done.code() == 201) {
        news.add(RayClusterEvent.done(Verb.CREATE, child.getKind(), name(child)));
      }
      return true;
    }
    if (!(child instanceof Service)
        && isConflict(outcome)
        && ApiOutcome.await(children.find(child)) instanceof ApiOutcome.Done found) {
      // Whoever made it meant it to be used.
      memory.foundForeign(children.child(found, child), now);
      return true;
    }
    return failedTo(Verb.CREATE, child, outcome);
  }

  private static boolean usedByPods(HasMetadata child) {
    return !HeadExposure.isOne(child) && !ServeService.isOne(child);
  }

  /** Creates what pods do not need, so that nothing waits for it. */
  private void expose(HasMetadata child) {
    // To apply it would change an object of somebody else, if no field of that conflicts.
    if (ApiOutcome.await(children.find(child)) instanceof ApiOutcome.Done found) {
      HasMetadata live = children.child(found, child);
      if (!OwnerReferences.isControlledBy(cluster.uid(), live)) {
        if (memory.foundForeign(live, now)) {
          news.addFailure(
              RayClusterEvent.failed(
                  Verb.CREATE, child.getKind(), name(child) + ": it exists and is not ours"));
        }
        return;
      }
    }
    create(child);
  }

  private void repair(HasMetadata child) {
    ApiOutcome outcome = ApiOutcome.await(children.repair(child));
    if (outcome instanceof ApiOutcome.Done done) {
      noteHeadService(child, done);
      news.add(RayClusterEvent.done(Verb.UPDATE, child.getKind(), name(child)));
    } else {
      failedTo(Verb.UPDATE, child, outcome);
    }
  }

  private boolean delete(Action.DeleteChild delete) {
    HasMetadata child = delete.child();
    ApiOutcome outcome = ApiOutcome.await(children.delete(child));
    if (outcome instanceof ApiOutcome.Done || isGone(outcome)) {
      news.add(
          RayClusterEvent.done(Verb.DELETE, child.getKind(), name(child) + ": " + delete.why()));
      return true;
    }
    return failedTo(Verb.DELETE, child, outcome);
  }

  private boolean failedTo(Verb verb, HasMetadata child, ApiOutcome outcome) {
    failed = true;
    String name = child.getMetadata().getName();
    Refusal refusal = refusal(outcome, name, name);
    if (namespaceTerminating) {
      return false;
    }
    String message = name(child) + ": " + refusal.message();
    if (replicaFailure == null && usedByPods(child)) {
      replicaFailure = ReplicaFailure.ofChild(verb.text(), child.getKind(), message);
    }
    news.addFailure(RayClusterEvent.failed(verb, child.getKind(), message));
    return false;
  }

  private Refusal refusal(ApiOutcome outcome, String name, String stem) {
    return switch (outcome) {
      case ApiOutcome.Refused refused -> {
        namespaceTerminating |= refused.namespaceTerminating();
        yield Refusal.of(
            refused.code(), refused.namespaceTerminating(), refused.message(), name, stem);
      }
      case ApiOutcome.Unknown unknown -> Refusal.noAnswer(unknown.message());
      case ApiOutcome.Done done -> Refusal.nameTaken(stem);
    };
  }

  private void noteHeadService(HasMetadata child, ApiOutcome.Done done) {
    if (child instanceof Service service
        && RayLabels.HEAD.equals(service.getMetadata().getLabels().get(RayLabels.NODE_TYPE))
        && children.child(done, service) instanceof Service live) {
      headServices = List.of(live);
    }
  }

  private static String name(HasMetadata child) {
    return child.getKind() + " " + child.getMetadata().getName();
  }

  private void adopt(Action.AdoptHead adoption) {
    ObservedPod head = adoption.head();
    ApiOutcome outcome =
        ApiOutcome.await(children.annotatePod(cluster.namespace(), head, adoption.annotations()));
    if (outcome instanceof ApiOutcome.Done done) {
      pods.put(head.name(), children.pod(done).observedBy(cluster.uid()));
    } else if (!isGone(outcome)) {
      failed = true;
      news.addFailure(
          RayClusterEvent.failed(
              Verb.UPDATE,
              HEAD_POD,
              "Pod " + head.name() + ": " + refusal(outcome, head.name(), head.name()).message()));
    }
  }

  private void deletePods(List<Action.DeletePod> deletions) {
    Map<Action.DeletePod, CompletableFuture<ApiOutcome>> requests = new LinkedHashMap<>();
    for (Action.DeletePod deletion : deletions) {
      requests.put(deletion, children.deletePod(cluster.namespace(), deletion.pod()));
    }
    requests.forEach((deletion, request) -> deleted(deletion, ApiOutcome.await(request)));
  }

  private void deleted(Action.DeletePod deletion, ApiOutcome outcome) {
    ObservedPod pod = deletion.pod();
    boolean all = deletion.reason().allPods();
    if (outcome instanceof ApiOutcome.Done || isGone(outcome)) {
      expectations.deleted(pod, now);
      pods.put(pod.name(), pod.asTerminating());
      news.addPod(
          Verb.DELETE,
          all ? "Pod" : pod.isHead() ? HEAD_POD : WORKER_POD,
          pod.group(),
          pod.name(),
          why(deletion));
      return;
    }
    String message =
        "Pod " + pod.name() + ": " + refusal(outcome, pod.name(), pod.name()).message();
    if (all) {
      fail(Verb.DELETE, "PodCollection", PassOutcome.Reason.DELETE_ALL_PODS, message);
    } else if (pod.isHead()) {
      fail(Verb.DELETE, HEAD_POD, PassOutcome.Reason.DELETE_HEAD_POD, message);
    } else {
      fail(Verb.DELETE, WORKER_POD, PassOutcome.Reason.DELETE_WORKER_POD, message);
    }
  }

  /** Of a pod that has ended, also how. */
  private static String why(Action.DeletePod deletion) {
    String why = deletion.reason().text();
    return deletion.reason() == DeletionReason.FINISHED
        ? why + ": " + PodDiagnosis.of(deletion.pod()).reason()
        : why;
  }

  private static boolean isConflict(ApiOutcome outcome) {
    return outcome instanceof ApiOutcome.Refused refused && refused.conflict();
  }

  /** Another object of this name, or none: the one that was meant is no more. */
  private static boolean isGone(ApiOutcome outcome) {
    return outcome instanceof ApiOutcome.Refused refused
        && (refused.notFound() || refused.conflict());
  }

  private record PodRequest(Action.CreatePod creation, CompletableFuture<ApiOutcome> outcome) {}

  private void createPods(List<Action.CreatePod> creations) {
    Map<String, Deque<Action.CreatePod>> groups = new LinkedHashMap<>();
    for (Action.CreatePod creation : creations) {
      groups.computeIfAbsent(creation.group(), group -> new ArrayDeque<>()).add(creation);
    }
    for (int batch = 1;
        !groups.isEmpty() && !namespaceTerminating;
        batch = Math.min(2 * batch, MAX_BATCH)) {
      List<PodRequest> requests = new ArrayList<>();
      for (Action.CreatePod creation : nextOfEach(groups.values(), batch)) {
        requests.add(new PodRequest(creation, children.createPod(creation.pod())));
      }
      for (PodRequest request : requests) {
        if (!created(request.creation(), ApiOutcome.await(request.outcome()))) {
          groups.remove(request.creation().group());
        }
      }
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

  /** Returns whether to go on with the other pods of the group. */
  private boolean created(Action.CreatePod creation, ApiOutcome outcome) {
    String name = creation.pod().getMetadata().getName();
    ApiOutcome known =
        isConflict(outcome)
            ? ApiOutcome.await(children.findPod(cluster.namespace(), name))
            : outcome;
    if (known instanceof ApiOutcome.Done done) {
      RayPod pod = children.pod(done);
      ObservedPod facts = pod.observedBy(cluster.uid());
      // One that was there already is ours if an earlier request made it.
      if (isOf(creation.group(), pod, facts)) {
        expectations.created(facts, now);
        pods.put(name, facts);
        news.addPod(Verb.CREATE, subject(creation), creation.group(), name, "");
      } else {
        expectations.taken(name);
        notCreated(creation, Refusal.nameTaken(name));
      }
      return true;
    }
    // It may exist after all; and if not, the same name keeps what is told the same.
    expectations.uncertain(name, creation.group(), now);
    notCreated(creation, refusal(outcome, name, stem(creation)));
    return false;
  }

  private boolean isOf(String group, RayPod pod, ObservedPod facts) {
    return cluster.name().equals(pod.clusterName())
        && facts.controlled()
        && facts.group().equals(group);
  }

  private static String subject(Action.CreatePod creation) {
    return creation.group().equals(RayLabels.HEAD_GROUP) ? HEAD_POD : WORKER_POD;
  }

  /** What the name of a pod is generated from; the name itself if it is not. */
  private static String stem(Action.CreatePod creation) {
    ObjectMeta pod = creation.pod().getMetadata();
    return pod.getGenerateName() == null ? pod.getName() : pod.getGenerateName();
  }

  private void notCreated(Action.CreatePod creation, Refusal refusal) {
    refusals.put(creation.group(), refusal);
    if (subject(creation).equals(HEAD_POD)) {
      fail(Verb.CREATE, HEAD_POD, PassOutcome.Reason.CREATE_HEAD_POD, refusal.message());
    } else {
      fail(
          Verb.CREATE,
          WORKER_POD,
          PassOutcome.Reason.CREATE_WORKER_POD,
          "group " + creation.group() + ": " + refusal.message());
    }
  }

  /** The first failure goes into the status; it is the head's if that is in trouble. */
  private void fail(Verb verb, String subject, PassOutcome.Reason reason, String message) {
    failed = true;
    if (replicaFailure == null) {
      replicaFailure = ReplicaFailure.of(reason, message);
    }
    news.addFailure(RayClusterEvent.failed(verb, subject, message));
  }
}
