package io.rayoperator.operator.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.rayoperator.api.legacy.LegacyApi;
import io.rayoperator.api.v1.HeadInfo;
import io.rayoperator.api.v1.RayClusterStatus;
import io.rayoperator.api.v1.validation.RayClusterValidator;
import io.rayoperator.legacy.LegacyNames;
import io.rayoperator.legacy.LegacyTranslator;
import io.rayoperator.legacy.Translation;
import io.rayoperator.operator.config.ModelConfig;
import io.rayoperator.operator.kubernetes.ApiAccess;
import io.rayoperator.operator.kubernetes.ApiOutcome;
import io.rayoperator.operator.kubernetes.LegacyClusters;
import io.rayoperator.operator.kubernetes.RayClusterBinder;
import io.rayoperator.operator.kubernetes.RayClusterBinder.Bound;
import io.rayoperator.operator.kubernetes.RayClusterEvent;
import io.rayoperator.operator.kubernetes.cache.StoredLegacyCluster;
import io.rayoperator.operator.kubernetes.cache.StoredRayCluster;
import io.rayoperator.operator.log.LogPrefix;
import io.rayoperator.operator.model.autoscalerlog.ReplicaChanges;
import io.rayoperator.operator.model.autoscalerlog.WorkerType;
import io.rayoperator.operator.model.child.AppliedState;
import io.rayoperator.operator.model.cluster.Absent;
import io.rayoperator.operator.model.cluster.DesiredCluster;
import io.rayoperator.operator.model.cluster.WorkerGroup;
import io.rayoperator.operator.model.legacy.AutoscalerDeployment;
import io.rayoperator.operator.model.legacy.KopfTraces;
import io.rayoperator.operator.model.legacy.LegacyStatus;
import io.rayoperator.operator.model.legacy.OwnedCluster;
import io.rayoperator.operator.model.metadata.OwnerReferences;
import io.rayoperator.operator.model.observed.ObservedPod;
import io.rayoperator.operator.model.pod.HeadAddress;
import io.rayoperator.operator.model.service.HeadService;
import io.rayoperator.operator.model.status.ConditionTypes;
import io.rayoperator.operator.model.status.Conditions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keeps a {@code ray.io/v1} RayCluster for each cluster of the Python operator. */
final class LegacyReconciler implements Reconciler<StoredLegacyCluster> {

  private static final String NAME_TAKEN = "NameTaken";
  private static final String INVALID = "InvalidRayCluster";

  /** The newer version is on its way to the cache. */
  private static final Duration AFTER_CONFLICT = Duration.ofMillis(200);

  /** It changed between being read and being deleted. */
  private static final int DELETION_ATTEMPTS = 5;

  /** The finalizer by which the API server asks the garbage collector to keep dependents. */
  private static final String ORPHAN = "orphan";

  private static final Duration CLAIM_CHECK = Duration.ofSeconds(1);

  private static final Duration LEFT_CHECK = Duration.ofSeconds(5);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
  private static final Duration AFTER_REFUSAL = Duration.ofSeconds(30);

  private final ApiAccess api;
  private final LegacyClusters clusters;
  private final ModelConfig config;
  private final LogPrefix prefix;
  private final LogRelay relay;
  private final Function<StoredRayCluster, List<ObservedPod>> pods;
  private final RayClusterBinder binder = new RayClusterBinder();

  /** What was last told about an object, by its uid. */
  private final Map<String, RayClusterEvent> told = new ConcurrentHashMap<>();

  /** UIDs of objects that are deleted without their clusters. */
  private final Set<String> kept = ConcurrentHashMap.newKeySet();

  /** How many workers each type of a cluster was to have when it was last looked at, by uid. */
  private final Map<String, Map<String, Integer>> replicas = new ConcurrentHashMap<>();

  private @Nullable LegacyEventSources eventSources;

  /**
   * A reconciler that has no work until it is registered.
   *
   * @param pods those of a {@code ray.io} cluster
   */
  LegacyReconciler(
      ApiAccess api,
      ModelConfig config,
      LogPrefix prefix,
      LogRelay relay,
      Function<StoredRayCluster, List<ObservedPod>> pods) {
    this.api = api;
    this.clusters = api.legacyClusters();
    this.config = config;
    this.prefix = prefix;
    this.relay = relay;
    this.pods = pods;
  }

  @Override
  public List<EventSource<?, StoredLegacyCluster>> prepareEventSources(
      EventSourceContext<StoredLegacyCluster> context) {
    eventSources = new LegacyEventSources(context);
    return eventSources.all();
  }

  /** This operator leads from now on: everything has to be looked at. */
  void lead() {
    sources().wakeUp().lead();
  }

  @Override
  public UpdateControl<StoredLegacyCluster> reconcile(
      StoredLegacyCluster stored, Context<StoredLegacyCluster> context) {
    if (context.isPrimaryResourceDeleted()) {
      told.remove(stored.getMetadata().getUid());
      replicas.remove(stored.getMetadata().getUid());
      relay.forget(stored.getMetadata());
      sources().wakeUp().afterDeletionOf(stored);
    }
    if (!api.isLeading()) {
      return UpdateControl.noUpdate();
    }
    if (!api.mayBegin()) {
      return UpdateControl.<StoredLegacyCluster>noUpdate().rescheduleAfter(CLAIM_CHECK);
    }
    String another = api.servedBy(stored.getMetadata().getNamespace()).orElse("");
    if (!another.isEmpty()) {
      return leaveTo(another, stored, context.isPrimaryResourceDeleted());
    }
    Duration delay = context.isPrimaryResourceDeleted() ? deleted(stored) : pass(stored);
    return delay.isZero()
        ? UpdateControl.noUpdate()
        : UpdateControl.<StoredLegacyCluster>noUpdate().rescheduleAfter(delay);
  }

  private UpdateControl<StoredLegacyCluster> leaveTo(
      String another, StoredLegacyCluster stored, boolean deleted) {
    relay.forget(stored.getMetadata());
    if (deleted) {
      return UpdateControl.noUpdate();
    }
    tell(stored, RayClusterEvent.servedBy(another));
    return UpdateControl.<StoredLegacyCluster>noUpdate().rescheduleAfter(LEFT_CHECK);
  }

  /** Faults of the operator itself: told in the log, and tried again. */
  @Override
  public ErrorStatusUpdateControl<StoredLegacyCluster> updateErrorStatus(
      StoredLegacyCluster stored, Context<StoredLegacyCluster> context, Exception fault) {
    prefix.of(stored.getMetadata()).error("the pass broke off", fault);
    return ErrorStatusUpdateControl.<StoredLegacyCluster>noStatusUpdate()
        .rescheduleAfter(AFTER_FAILURE);
  }

  /**
   * Whoever deletes the object with {@code --cascade=orphan} keeps the cluster. The garbage
   * collector takes the owner from it if it knows of both, which it does not for half a minute
   * after their definitions came; then the object goes, and the cluster would go with it. So the
   * operator takes the owner from it, too.
   */
  private Duration letGo(StoredLegacyCluster stored) {
    ObjectMeta metadata = stored.getMetadata();
    kept.add(metadata.getUid());
    for (int attempt = 0; attempt < DELETION_ATTEMPTS; attempt++) {
      StoredRayCluster live =
          clusters.find(metadata.getNamespace(), metadata.getName()).orElse(null);
      if (live == null || live.isMarkedForDeletion() || !ownedBy(stored, live)) {
        return Duration.ZERO;
      }
      ApiOutcome outcome = clusters.disown(live, metadata.getUid());
      if (!(outcome instanceof ApiOutcome.Refused refused && refused.conflict())) {
        return after(stored, "its ray.io cluster was not let go", outcome);
      }
    }
    return AFTER_FAILURE;
  }

  /**
   * The garbage collector does this too, unless the definition went along with the object: then it
   * cannot find out any more whether the owner is gone. Whoever deleted the object and wants to
   * keep the cluster ({@code --cascade=orphan}) has taken the owner from it before: the cache may
   * not know that yet, so it is not asked.
   */
  private Duration deleted(StoredLegacyCluster stored) {
    ObjectMeta metadata = stored.getMetadata();
    if (kept.contains(metadata.getUid())) {
      Duration again = letGo(stored);
      if (again.isZero()) {
        kept.remove(metadata.getUid());
      }
      return again;
    }
    for (int attempt = 0; attempt < DELETION_ATTEMPTS; attempt++) {
      StoredRayCluster live =
          clusters.find(metadata.getNamespace(), metadata.getName()).orElse(null);
      if (live == null || live.isMarkedForDeletion() || !ownedBy(stored, live)) {
        return Duration.ZERO;
      }
      ApiOutcome outcome = clusters.delete(live);
      if (!(outcome instanceof ApiOutcome.Refused refused && refused.conflict())) {
        return after(stored, "its ray.io cluster was not deleted", outcome);
      }
    }
    return Duration.ZERO;
  }

  /** Returns after which time to look again; zero for not before something happens. */
  private Duration pass(StoredLegacyCluster stored) {
    ObjectMeta metadata = stored.getMetadata();
    KopfTraces traces =
        KopfTraces.of(
            Absent.asEmpty(metadata.getFinalizers()),
            Absent.asEmpty(metadata.getAnnotations()).keySet());
    if (traces.any()) {
      return after(stored, "traces of kopf were not removed", clusters.remove(stored, traces));
    }
    if (stored.isMarkedForDeletion()) {
      // The garbage collector takes what it owns.
      return Absent.asEmpty(metadata.getFinalizers()).contains(ORPHAN)
          ? letGo(stored)
          : Duration.ZERO;
    }
    StoredRayCluster live = sources().rayCluster(stored).orElse(null);
    if (live != null && !ownedBy(stored, live)) {
      return nameTaken(stored, live);
    }
    JsonNode liveSpec = clusters.tree(live == null ? null : live.getSpec());
    return switch (LegacyTranslator.translate(
        clusters.tree(stored), OwnedCluster.replicas(liveSpec))) {
      case Translation.Refused refused ->
          refuse(stored, INVALID, String.join("\n", refused.problems()));
      case Translation.Translated translated ->
          keep(stored, own(stored, translated.object()), live, liveSpec);
    };
  }

  private Duration keep(
      StoredLegacyCluster stored,
      ObjectNode wanted,
      @Nullable StoredRayCluster live,
      JsonNode liveSpec) {
    if (live == null) {
      ApiOutcome outcome = clusters.create(wanted, stored.getMetadata().getNamespace());
      return written(stored, "its ray.io cluster was not created", outcome);
    }
    if (live.isMarkedForDeletion()) {
      return Duration.ZERO;
    }
    Map<String, String> annotations = Absent.asEmpty(live.getMetadata().getAnnotations());
    if (!OwnedCluster.matches(wanted, liveSpec, annotations)) {
      ApiOutcome outcome =
          clusters.replace(live, OwnedCluster.specFor(wanted, liveSpec), wanted.path("metadata"));
      return written(stored, "its ray.io cluster was not changed", outcome);
    }
    if (!(binder.bind(live) instanceof Bound.Fit fit)
        || !RayClusterValidator.obstacles(fit.cluster()).isEmpty()) {
      return refuse(stored, INVALID, "its ray.io cluster is not valid: see its conditions");
    }
    DesiredCluster desired = DesiredCluster.of(fit.cluster());
    tellResizing(stored, desired);
    Duration autoscaler = keepAutoscaler(stored, desired);
    relay.keep(
        stored.getMetadata(),
        autoscalerUid(stored, desired),
        WorkerType.of(desired, pods.apply(live)));
    Duration status = report(stored, wanted, binder.status(live));
    return autoscaler.isZero() ? status : autoscaler;
  }

  /** What the API server finds wrong is for the user to know. */
  private Duration written(StoredLegacyCluster stored, String failure, ApiOutcome outcome) {
    return outcome instanceof ApiOutcome.Refused refused
            && !refused.conflict()
            && !refused.notFound()
            && !refused.namespaceTerminating()
        ? refuse(stored, INVALID, refused.message())
        : after(stored, failure, outcome);
  }

  private Duration keepAutoscaler(StoredLegacyCluster stored, DesiredCluster desired) {
    Deployment wanted =
        AutoscalerDeployment.of(
            desired,
            HeadAddress.of(desired, HeadService.name(desired), config.clusterDomain()),
            OwnerReferences.controller(desired));
    Deployment live = sources().autoscaler(stored).orElse(null);
    return live != null && AppliedState.matches(wanted, live)
        ? Duration.ZERO
        : after(stored, "its autoscaler was not applied", clusters.apply(wanted));
  }

  /** UID of the Deployment, if it is the operator's own; empty if there is none. */
  private String autoscalerUid(StoredLegacyCluster stored, DesiredCluster desired) {
    return sources()
        .autoscaler(stored)
        .map(Deployment::getMetadata)
        .filter(
            metadata ->
                Absent.asEmpty(metadata.getOwnerReferences()).stream()
                    .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                    .anyMatch(owner -> desired.uid().equals(owner.getUid())))
        .map(ObjectMeta::getUid)
        .orElse("");
  }

  /** The autoscaler decides, and the operator carries it out. */
  private void tellResizing(StoredLegacyCluster stored, DesiredCluster desired) {
    Map<String, Integer> now =
        desired.workerGroups().stream()
            .collect(
                Collectors.toMap(
                    WorkerGroup::groupName, WorkerGroup::replicas, (one, other) -> one));
    Map<String, Integer> before = replicas.put(stored.getMetadata().getUid(), now);
    if (before != null) {
      ReplicaChanges.between(before, now).forEach(prefix.of(stored.getMetadata())::info);
    }
  }

  private Duration report(StoredLegacyCluster stored, ObjectNode wanted, RayClusterStatus status) {
    HeadInfo head = status.getHead();
    String pod = head == null ? "" : Absent.asEmpty(head.getPodName());
    LegacyStatus previous = clusters.status(stored);
    LegacyStatus next =
        previous.next(
            new LegacyStatus.Facts(
                Conditions.isTrue(status, ConditionTypes.HEAD_POD_READY),
                pod,
                OwnedCluster.headConfiguration(wanted)));
    if (LegacyStatus.RECOVERY.equals(next.phase())
        && !Objects.equals(previous.autoscalerRetries(), next.autoscalerRetries())) {
      tell(
          stored,
          new RayClusterEvent(
              "HeadLost",
              true,
              "Restart",
              "The head was lost; Ray is started anew, for the time " + next.autoscalerRetries()));
    }
    if (LegacyStatus.RUNNING.equals(next.phase()) && !previous.equals(next)) {
      tell(stored, new RayClusterEvent("Running", false, "Run", "The head is running"));
    }
    return write(stored, previous, next);
  }

  /** Another object has the name in ray.io, and a cluster of two masters would be none. */
  private Duration nameTaken(StoredLegacyCluster stored, StoredRayCluster other) {
    boolean leaving = other.isMarkedForDeletion() || ownedByPredecessor(other);
    if (leaving) {
      return AFTER_FAILURE;
    }
    return refuse(
        stored,
        NAME_TAKEN,
        "metadata.name: there is a rayclusters.ray.io \""
            + other.getMetadata().getName()
            + "\" in this namespace already; delete it or choose another name");
  }

  private Duration refuse(StoredLegacyCluster stored, String reason, String message) {
    tell(stored, RayClusterEvent.invalid(reason, message));
    LegacyStatus previous = clusters.status(stored);
    Duration written = write(stored, previous, previous.error());
    return written.isZero() ? AFTER_REFUSAL : written;
  }

  private Duration write(StoredLegacyCluster stored, LegacyStatus previous, LegacyStatus next) {
    return previous.equals(next)
        ? Duration.ZERO
        : after(stored, "the status was not written", clusters.write(stored, next));
  }

  private Duration after(StoredLegacyCluster stored, String failure, ApiOutcome outcome) {
    return switch (outcome) {
      case ApiOutcome.Done done -> Duration.ZERO;
      case ApiOutcome.Refused refused when refused.notFound() || refused.namespaceTerminating() ->
          Duration.ZERO;
      case ApiOutcome.Refused refused when refused.conflict() -> AFTER_CONFLICT;
      case ApiOutcome other -> {
        prefix.of(stored.getMetadata()).warn(failure + ": " + ApiOutcome.message(other));
        yield AFTER_FAILURE;
      }
    };
  }

  private void tell(StoredLegacyCluster stored, RayClusterEvent event) {
    ObjectMeta metadata = stored.getMetadata();
    if (!event.equals(told.put(metadata.getUid(), event))) {
      prefix.of(metadata).info(event.reason() + ": " + event.note());
      api.events().publish(LegacyApi.API_VERSION, metadata, event);
    }
  }

  private static ObjectNode own(StoredLegacyCluster stored, ObjectNode translation) {
    ObjectNode metadata = (ObjectNode) translation.path("metadata");
    metadata.putObject("labels").put(LegacyNames.LEGACY_KEY, LegacyNames.LEGACY);
    ((ObjectNode) metadata.path("annotations"))
        .put(
            LegacyNames.AUTOSCALER_ANNOTATION,
            LegacyNames.autoscaler(stored.getMetadata().getName()));
    OwnedCluster.sign(translation);
    metadata
        .putArray("ownerReferences")
        .addObject()
        .put("apiVersion", LegacyApi.API_VERSION)
        .put("kind", LegacyApi.KIND)
        .put("name", stored.getMetadata().getName())
        .put("uid", stored.getMetadata().getUid())
        .put("controller", true)
        .put("blockOwnerDeletion", true);
    return translation;
  }

  private static boolean ownedBy(StoredLegacyCluster stored, StoredRayCluster live) {
    return legacyOwners(live).contains(stored.getMetadata().getUid());
  }

  /** The garbage collector is about to take it. */
  private static boolean ownedByPredecessor(StoredRayCluster live) {
    return !legacyOwners(live).isEmpty();
  }

  private static List<String> legacyOwners(StoredRayCluster live) {
    return Absent.asEmpty(live.getMetadata().getOwnerReferences()).stream()
        .filter(owner -> LegacyApi.KIND.equals(owner.getKind()))
        .filter(owner -> LegacyApi.API_VERSION.equals(owner.getApiVersion()))
        .filter(owner -> Boolean.TRUE.equals(owner.getController()))
        .map(OwnerReference::getUid)
        .toList();
  }

  private LegacyEventSources sources() {
    return Objects.requireNonNull(eventSources, "the controller was started");
  }
}
