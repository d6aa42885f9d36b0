package io.rayoperator.operator.reconciler;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.rayoperator.api.v1.RayCluster;
import io.rayoperator.api.v1.RayClusterStatus;
import io.rayoperator.api.v1.validation.RayClusterValidator;
import io.rayoperator.api.v1.validation.Violation;
import io.rayoperator.operator.config.ModelConfig;
import io.rayoperator.operator.kubernetes.ApiAccess;
import io.rayoperator.operator.kubernetes.ApiOutcome;
import io.rayoperator.operator.kubernetes.EventSources;
import io.rayoperator.operator.kubernetes.RayClusterBinder;
import io.rayoperator.operator.kubernetes.RayClusterBinder.Bound;
import io.rayoperator.operator.kubernetes.RayClusterEvent;
import io.rayoperator.operator.kubernetes.ServedApis;
import io.rayoperator.operator.kubernetes.WakeUpEventSource;
import io.rayoperator.operator.kubernetes.cache.StoredRayCluster;
import io.rayoperator.operator.log.LogPrefix;
import io.rayoperator.operator.metrics.ClusterMetrics;
import io.rayoperator.operator.model.cluster.DesiredCluster;
import io.rayoperator.operator.model.cluster.UnsupportedFields;
import io.rayoperator.operator.model.deletion.ReleasedFinalizers;
import io.rayoperator.operator.model.names.NameSuffixes;
import io.rayoperator.operator.model.observed.ObservedCluster;
import io.rayoperator.operator.model.observed.ObservedPod;
import io.rayoperator.operator.model.plan.ClusterPlan;
import io.rayoperator.operator.model.plan.ClusterPlanner;
import io.rayoperator.operator.model.plan.Suspension;
import io.rayoperator.operator.model.status.StatusCalculator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Brings RayClusters to what their users want: {@code observe → validate → plan → act → status}
 * (KubeRay contract §0.3). What to do is decided by {@link ClusterPlanner}, what to say by {@link
 * StatusCalculator}.
 */
public final class RayClusterReconciler implements Reconciler<StoredRayCluster> {

  /** A little later than expectations lose their patience. */
  private static final Duration EXPECTATIONS_CHECK = Duration.ofSeconds(6);

  private static final Duration AT_ONCE = Duration.ofMillis(1);

  private static final Duration CLAIM_CHECK = Duration.ofSeconds(1);

  /** Whether a namespace has an operator of its own can change without news of a cluster. */
  private static final Duration LEFT_CHECK = Duration.ofSeconds(5);

  /** The newer version is on its way to the cache. */
  private static final Duration AFTER_CONFLICT = Duration.ofMillis(100);

  private final RayClusterLog log;
  private final ModelConfig config;
  private final ServedApis apis;
  private final ApiAccess api;
  private final ClusterMetrics metrics;
  private final NameSuffixes suffixes;
  private final Supplier<Instant> clock;
  private final RayClusterBinder binder = new RayClusterBinder();
  private final ClusterMemories memories;
  private final RunningPasses passes = new RunningPasses();
  private @Nullable EventSources eventSources;
  private @Nullable WakeUpEventSource<StoredRayCluster> wakeUp;

  /**
   * A reconciler that has no work until it is registered.
   *
   * @param legacy what log lines about the Python operator's clusters begin with
   */
  public RayClusterReconciler(
      LogPrefix legacy,
      ModelConfig config,
      ServedApis apis,
      ApiAccess api,
      ClusterMetrics metrics,
      NameSuffixes suffixes,
      Supplier<Instant> clock) {
    this.log = new RayClusterLog(legacy);
    this.config = config;
    this.apis = apis;
    this.api = api;
    this.metrics = metrics;
    this.suffixes = suffixes;
    this.clock = clock;
    this.memories = new ClusterMemories(suffixes);
  }

  @Override
  public List<EventSource<?, StoredRayCluster>> prepareEventSources(
      EventSourceContext<StoredRayCluster> context) {
    EventSources children = new EventSources(context, apis, memories::seen);
    WakeUpEventSource<StoredRayCluster> source = new WakeUpEventSource<>(context.getPrimaryCache());
    eventSources = children;
    wakeUp = source;
    List<EventSource<?, StoredRayCluster>> all = new ArrayList<>(children.all());
    all.add(source);
    return all;
  }

  /** This operator leads from now on: everything has to be looked at. */
  public void lead() {
    wakeUp().lead();
  }

  private WakeUpEventSource<StoredRayCluster> wakeUp() {
    return Objects.requireNonNull(wakeUp, "the operator was started");
  }

  @Override
  public UpdateControl<StoredRayCluster> reconcile(
      StoredRayCluster stored, Context<StoredRayCluster> context) {
    if (!passes.begin()) {
      return UpdateControl.noUpdate();
    }
    try {
      return pass(stored, context);
    } finally {
      passes.end();
    }
  }

  private UpdateControl<StoredRayCluster> pass(
      StoredRayCluster stored, Context<StoredRayCluster> context) {
    if (context.isPrimaryResourceDeleted()) {
      memories.forget(stored);
      metrics.forget(stored);
      wakeUp().afterDeletionOf(stored);
      return UpdateControl.noUpdate();
    }
    if (!api.isLeading()) {
      return UpdateControl.noUpdate();
    }
    if (!api.mayBegin()) {
      return UpdateControl.<StoredRayCluster>noUpdate().rescheduleAfter(CLAIM_CHECK);
    }
    String another = api.servedBy(stored.getMetadata().getNamespace()).orElse("");
    Pass next = new Pass(stored, context);
    return another.isEmpty() ? next.run() : next.leaveTo(another);
  }

  /** The pods of a cluster that the cache shows. */
  public List<ObservedPod> pods(StoredRayCluster cluster) {
    return Objects.requireNonNull(eventSources, "the operator was started").pods(cluster);
  }

  /**
   * Begins no more passes, and waits for those that run. To be called before the event sources
   * stop: without them a pass would see nothing, and make everything anew.
   *
   * @return whether all have ended within the limit
   */
  public boolean retire(Duration limit) throws InterruptedException {
    return passes.close(limit);
  }

  /** Faults of the operator itself: told in the log, and tried again. */
  @Override
  public ErrorStatusUpdateControl<StoredRayCluster> updateErrorStatus(
      StoredRayCluster stored, Context<StoredRayCluster> context, Exception fault) {
    log.error(stored.getMetadata(), "the pass broke off", fault);
    return ErrorStatusUpdateControl.<StoredRayCluster>noStatusUpdate()
        .rescheduleAfter(memories.of(stored).failed(clock.get()));
  }

  /** One look at one cluster. */
  private final class Pass {

    private final StoredRayCluster stored;
    private final Context<StoredRayCluster> context;
    private final ClusterMemory memory;
    private final RayClusterStatus previous;
    private final Instant now = clock.get();
    private boolean statusNotWritten;

    Pass(StoredRayCluster stored, Context<StoredRayCluster> context) {
      this.stored = stored;
      this.context = context;
      this.memory = memories.of(stored);
      this.previous = binder.status(stored);
    }

    UpdateControl<StoredRayCluster> run() {
      metrics.observed(stored, previous);
      return switch (binder.bind(stored)) {
        case Bound.Fit fit when DesiredCluster.managedByOther(fit.cluster().getSpec()) ->
            UpdateControl.noUpdate();
        case Bound bound when stored.isMarkedForDeletion() -> release();
        case Bound.Misfit misfit -> reject(RayClusterEvent.INVALID_SPEC, misfit.message());
        case Bound.Fit fit -> run(fit.cluster());
      };
    }

    /** As long as its namespace has an operator of its own. */
    UpdateControl<StoredRayCluster> leaveTo(String another) {
      tell(List.of(), List.of(RayClusterEvent.servedBy(another)));
      return UpdateControl.<StoredRayCluster>noUpdate().rescheduleAfter(LEFT_CHECK);
    }

    /** Lets the object go; the garbage collector takes the children. */
    private UpdateControl<StoredRayCluster> release() {
      ObjectMeta metadata = stored.getMetadata();
      ReleasedFinalizers finalizers = ReleasedFinalizers.of(metadata.getFinalizers());
      if (finalizers.released().isEmpty()) {
        return UpdateControl.noUpdate();
      }
      return switch (api.finalizers().keepOnly(metadata, finalizers.remaining())) {
        case ApiOutcome.Done done -> {
          tell(List.of(), DeletionNews.of(finalizers));
          yield UpdateControl.noUpdate();
        }
        case ApiOutcome.Refused refused when refused.notFound() -> UpdateControl.noUpdate();
        case ApiOutcome.Refused refused when refused.conflict() ->
            UpdateControl.<StoredRayCluster>noUpdate().rescheduleAfter(AFTER_CONFLICT);
        case ApiOutcome outcome -> {
          log.warn(metadata, "finalizers were not removed: " + ApiOutcome.message(outcome));
          yield UpdateControl.<StoredRayCluster>noUpdate().rescheduleAfter(memory.failed(now));
        }
      };
    }

    private UpdateControl<StoredRayCluster> run(RayCluster cluster) {
      List<Violation> violations = RayClusterValidator.obstacles(cluster);
      if (!violations.isEmpty()) {
        return reject(violations);
      }
      DesiredCluster desired = DesiredCluster.of(cluster);
      List<String> unsupported = UnsupportedFields.of(desired.spec());
      if (!unsupported.isEmpty()) {
        return reject(
            RayClusterEvent.INVALID_SPEC,
            String.join(", ", unsupported)
                + ": not supported by this version of the operator, and the cluster would not be"
                + " what was asked for without it; remove the field");
      }
      if (memory.isNamespaceTerminating(now)) {
        return UpdateControl.noUpdate();
      }
      ObservedCluster observed = observe();
      ClusterPlan plan =
          ClusterPlanner.plan(
              desired, observed, previous, config, memory.expectations(), suffixes, now);
      if (memory.seenChildren().returnBy(plan, observed)
          && api.clusters().isDeleted(stored.getMetadata())) {
        // The cache learns of it soon.
        return UpdateControl.noUpdate();
      }
      Execution execution =
          new PlanExecutor(api.children(), desired, observed, memory, now).execute(plan);
      if (execution.namespaceTerminating()) {
        return leaveToTheNamespace();
      }
      tell(plan.problems(), execution.news());
      RayClusterStatus next =
          StatusCalculator.calculate(
              desired, execution.observed(), previous, execution.outcome(), config, now);
      boolean settled = StatusCalculator.allPodsReady(desired, execution.observed());
      Duration afterStatus = report(next, settled);
      return again(desired, plan, execution, next, afterStatus);
    }

    /** Neither pods nor events can be created, and the cluster is about to be deleted. */
    private UpdateControl<StoredRayCluster> leaveToTheNamespace() {
      log.info(stored.getMetadata(), "its namespace is being deleted, nothing is created any more");
      memory.namespaceIsTerminating(now);
      return UpdateControl.<StoredRayCluster>noUpdate()
          .rescheduleAfter(ClusterMemory.TERMINATING_MEMORY);
    }

    private ObservedCluster observe() {
      EventSources sources = Objects.requireNonNull(eventSources, "the operator was started");
      List<HasMetadata> others = new ArrayList<>(sources.others(stored));
      others.addAll(memory.foreign(now));
      return new ObservedCluster(
          memory.expectations().complete(() -> sources.pods(stored), now, this::podExists),
          sources.headServices(stored),
          sources.headlessServices(stored),
          others);
    }

    /** Another pod may have its name by now. */
    private boolean podExists(ObservedPod pod) {
      ApiOutcome outcome =
          ApiOutcome.await(api.children().findPod(stored.getMetadata().getNamespace(), pod.name()));
      return switch (outcome) {
        case ApiOutcome.Done done ->
            api.children().pod(done).getMetadata().getUid().equals(pod.uid());
        case ApiOutcome.Refused refused -> !refused.notFound();
        case ApiOutcome.Unknown unknown -> true;
      };
    }

    private UpdateControl<StoredRayCluster> reject(List<Violation> violations) {
      boolean name =
          violations.stream()
              .allMatch(violation -> violation.field().toString().startsWith("metadata."));
      return reject(
          name ? RayClusterEvent.INVALID_METADATA : RayClusterEvent.INVALID_SPEC,
          violations.stream().map(Violation::toString).collect(Collectors.joining("\n")));
    }

    /** Says what is wrong, once, and waits for the next change (§0.2). */
    private UpdateControl<StoredRayCluster> reject(String reason, String message) {
      RayClusterStatus next =
          StatusCalculator.invalid(
              previous, stored.getMetadata().getGeneration(), reason, message, now);
      if (!StatusCalculator.differ(previous, next)) {
        return UpdateControl.noUpdate();
      }
      RayClusterEvent event = RayClusterEvent.invalid(reason, message);
      tell(List.of(), List.of(event));
      Duration retry = report(next, true);
      return retry.isZero()
          ? UpdateControl.noUpdate()
          : UpdateControl.<StoredRayCluster>noUpdate().rescheduleAfter(retry);
    }

    private void tell(List<String> problems, List<RayClusterEvent> news) {
      for (String problem : problems) {
        log.warn(stored.getMetadata(), problem);
      }
      for (RayClusterEvent event : news) {
        if (memory.isNews(event)) {
          log.info(stored.getMetadata(), event.reason() + ": " + event.note());
          api.events().publish(stored.getMetadata(), event);
        }
      }
    }

    /** Writes the status if it has to be; returns when to come back for it, zero for never. */
    private Duration report(RayClusterStatus next, boolean settled) {
      Duration delay =
          StatusReport.delay(previous, next, settled, memory.statusPace(), now).orElse(null);
      if (delay == null) {
        return Duration.ZERO;
      }
      if (delay.isPositive()) {
        return delay;
      }
      ApiOutcome outcome = api.status().write(stored, next);
      return switch (outcome) {
        case ApiOutcome.Done done -> {
          memory.statusWritten(now, StatusReport.isProgress(previous, next, settled));
          StoredRayCluster written = api.status().stored(done);
          metrics.observed(written, next);
          // Only now: before the write, the same would be news again in the next pass.
          tell(List.of(), RolloutNews.between(previous, next).stream().toList());
          tell(List.of(), ReadinessNews.between(previous, next));
          // So that the next pass does not start from the status before this one.
          context
              .eventSourceRetriever()
              .getControllerEventSource()
              .handleRecentResourceUpdate(ResourceID.fromResource(stored), written, stored);
          yield Duration.ZERO;
        }
        case ApiOutcome.Refused refused when refused.conflict() -> AFTER_CONFLICT;
        case ApiOutcome.Refused refused when refused.notFound() -> Duration.ZERO;
        case ApiOutcome.Refused refused -> statusFailed(refused.message());
        case ApiOutcome.Unknown unknown -> statusFailed(unknown.message());
      };
    }

    private Duration statusFailed(String message) {
      log.warn(stored.getMetadata(), "the status was not written: " + message);
      statusNotWritten = true;
      return memory.failed(now);
    }

    private UpdateControl<StoredRayCluster> again(
        DesiredCluster desired,
        ClusterPlan plan,
        Execution execution,
        RayClusterStatus next,
        Duration afterStatus) {
      Duration delay = afterStatus;
      if (execution.outcome().failed()) {
        delay = sooner(delay, memory.failed(now));
      } else if (!statusNotWritten) {
        memory.succeeded();
      }
      boolean suspensionMoved =
          Suspension.of(desired, next, config) != Suspension.of(desired, previous, config);
      if (plan.more() || (suspensionMoved && afterStatus.isZero())) {
        delay = AT_ONCE;
      }
      if (memory.expectations().pending()) {
        delay = sooner(delay, EXPECTATIONS_CHECK);
      }
      if (plan.nextLook().isPositive()) {
        delay = sooner(delay, plan.nextLook());
      }
      return delay.isZero()
          ? UpdateControl.noUpdate()
          : UpdateControl.<StoredRayCluster>noUpdate().rescheduleAfter(delay);
    }

    private static Duration sooner(Duration one, Duration other) {
      return one.isZero() || other.compareTo(one) < 0 ? other : one;
    }
  }
}
