package io.rayoperator.operator.kubernetes.cache;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import io.rayoperator.api.v1.RayAnnotations;
import io.rayoperator.api.v1.RayLabels;
import io.rayoperator.operator.kubernetes.cache.RayPodContainers.ContainerStatus;
import io.rayoperator.operator.model.cluster.Absent;
import io.rayoperator.operator.model.observed.Ending;
import io.rayoperator.operator.model.observed.ObservedPod;
import io.rayoperator.operator.model.observed.Scheduling;
import io.rayoperator.operator.model.observed.StableText;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A pod of a RayCluster, reduced to what decisions need. Not to be changed once read. */
@Group("")
@Version("v1")
@Kind("Pod")
@Plural("pods")
@Singular("pod")
// Undoes the annotation of KubernetesResource, which would choose this class again and again.
@JsonDeserialize(using = JsonDeserializer.None.class)
@JsonIgnoreProperties(ignoreUnknown = true)
public final class RayPod implements HasMetadata, Namespaced {

  private final ObjectMeta metadata;
  private final @Nullable String clusterName;
  private final @Nullable String controllerUid;
  private final ObservedPod facts;

  @JsonCreator
  RayPod(
      @JsonProperty("metadata") Metadata metadata,
      @JsonProperty("spec") @Nullable Spec spec,
      @JsonProperty("status") @Nullable Status status) {
    this.metadata = new ObjectMeta();
    this.metadata.setName(metadata.name);
    this.metadata.setNamespace(metadata.namespace);
    this.metadata.setUid(metadata.uid);
    this.metadata.setResourceVersion(metadata.resourceVersion);
    OwnerReference controller =
        Absent.asEmpty(metadata.ownerReferences).stream()
            .filter(owner -> Boolean.TRUE.equals(owner.getController()))
            .findFirst()
            .orElse(null);
    this.clusterName = clusterName(metadata, controller);
    this.controllerUid = controller == null ? null : controller.getUid();
    this.facts = facts(metadata, spec, status);
  }

  /**
   * The cluster that the pod belongs to: that of its labels, unless someone else is its controller.
   */
  public @Nullable String clusterName() {
    return clusterName;
  }

  /**
   * What decisions need to know.
   *
   * @param clusterUid of the cluster that asks
   */
  public ObservedPod observedBy(String clusterUid) {
    return clusterUid.equals(controllerUid) ? facts : facts.asUncontrolled();
  }

  /** Whether this state of the pod could lead to a decision that the other does not lead to. */
  public boolean differsFrom(RayPod other) {
    return !facts.equals(other.facts)
        || !Objects.equals(controllerUid, other.controllerUid)
        || !Objects.equals(clusterName, other.clusterName);
  }

  @Override
  public ObjectMeta getMetadata() {
    return metadata;
  }

  @Override
  public void setMetadata(ObjectMeta metadata) {
    throw new UnsupportedOperationException("cached pods do not change");
  }

  @Override
  public String getApiVersion() {
    return "v1";
  }

  @Override
  public void setApiVersion(String apiVersion) {
    // There is only one.
  }

  @Override
  public String getKind() {
    return "Pod";
  }

  private static @Nullable String clusterName(
      Metadata metadata, @Nullable OwnerReference controller) {
    String label = Absent.asEmpty(metadata.labels).get(RayLabels.CLUSTER);
    if (label == null || controller == null) {
      return label;
    }
    return OwnerMapping.isRayCluster(controller) && label.equals(controller.getName())
        ? label
        : null;
  }

  private static ObservedPod facts(
      Metadata metadata, @Nullable Spec spec, @Nullable Status status) {
    Map<String, String> labels = Absent.asEmpty(metadata.labels);
    Status state = status == null ? new Status(null, null, null, null, null, null, null) : status;
    List<ContainerStatus> containers = Absent.asEmpty(state.containerStatuses);
    return new ObservedPod(
        Absent.asEmpty(metadata.name),
        Absent.asEmpty(metadata.uid),
        true,
        Absent.asEmpty(labels.get(RayLabels.NODE_TYPE)),
        Absent.asEmpty(labels.get(RayLabels.GROUP)),
        state.phase == null ? ObservedPod.PENDING : state.phase.intern(),
        ready(state),
        rayContainerTerminated(spec, containers),
        spec == null || spec.restartPolicy == null ? "Always" : spec.restartPolicy.intern(),
        metadata.deletionTimestamp != null,
        metadata.creationTimestamp == null
            ? Instant.EPOCH
            : Instant.parse(metadata.creationTimestamp),
        Absent.asEmpty(state.podIP),
        integer(labels.get(RayLabels.REPLICA_INDEX)),
        labels.get(RayLabels.REPLICA_NAME),
        scheduling(state),
        RayPodContainers.unready(containers),
        RayPodContainers.initializing(Absent.asEmpty(state.initContainerStatuses)),
        ending(state),
        origin(Absent.asEmpty(metadata.annotations)));
  }

  private static ObservedPod.Origin origin(Map<String, String> annotations) {
    // Many pods have the same.
    ObservedPod.Origin origin =
        new ObservedPod.Origin(
            Absent.asEmpty(annotations.get(RayAnnotations.TEMPLATE_HASH)).intern(),
            Absent.asEmpty(annotations.get(RayAnnotations.RECREATE_HASH)).intern(),
            Absent.asEmpty(annotations.get(RayAnnotations.OPERATOR_VERSION)).intern());
    return origin.equals(ObservedPod.Origin.UNKNOWN) ? ObservedPod.Origin.UNKNOWN : origin;
  }

  private static Scheduling scheduling(Status status) {
    return condition(status, "PodScheduled")
        .map(
            condition ->
                "True".equals(condition.status)
                    ? Scheduling.DONE
                    : new Scheduling(
                        false,
                        Absent.asEmpty(condition.reason).intern(),
                        // Many pods wait for the same.
                        StableText.ofScheduler(Absent.asEmpty(condition.message)).intern()))
        .orElse(Scheduling.NOT_REPORTED);
  }

  private static @Nullable Ending ending(Status status) {
    if (!"Failed".equals(status.phase)) {
      return null;
    }
    if (status.reason != null) {
      return new Ending(status.reason, StableText.of(Absent.asEmpty(status.message)));
    }
    return condition(status, "DisruptionTarget")
        .filter(condition -> "True".equals(condition.status))
        .map(
            condition ->
                new Ending(
                    Absent.asEmpty(condition.reason),
                    StableText.of(Absent.asEmpty(condition.message))))
        .orElse(null);
  }

  private static Optional<Condition> condition(Status status, String type) {
    return Absent.asEmpty(status.conditions).stream()
        .filter(condition -> type.equals(condition.type))
        .findFirst();
  }

  private static ObservedPod.@Nullable ReadyCondition ready(Status status) {
    return condition(status, "Ready")
        .map(
            condition ->
                new ObservedPod.ReadyCondition(
                    Absent.asEmpty(condition.status).intern(),
                    Absent.asEmpty(condition.reason).intern(),
                    Absent.asEmpty(condition.message)))
        .orElse(null);
  }

  private static boolean rayContainerTerminated(
      @Nullable Spec spec, List<ContainerStatus> containers) {
    List<Named> named = spec == null ? List.of() : Absent.asEmpty(spec.containers);
    if (named.isEmpty()) {
      return false;
    }
    String ray = named.getFirst().name;
    return containers.stream()
        .filter(container -> Objects.equals(container.name(), ray))
        .anyMatch(ContainerStatus::hasEnded);
  }

  // Users may write what they like into a label.
  private static @Nullable Integer integer(@Nullable String text) {
    return text != null && text.matches("\\d{1,9}") ? Integer.valueOf(text) : null;
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Metadata(
      @Nullable String name,
      @Nullable String namespace,
      @Nullable String uid,
      @Nullable String resourceVersion,
      @Nullable String creationTimestamp,
      @Nullable String deletionTimestamp,
      @Nullable Map<String, String> labels,
      @Nullable Map<String, String> annotations,
      @Nullable List<OwnerReference> ownerReferences) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Spec(@Nullable String restartPolicy, @Nullable List<Named> containers) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Named(@Nullable String name) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Status(
      @Nullable String phase,
      @Nullable String reason,
      @Nullable String message,
      @Nullable String podIP,
      @Nullable List<Condition> conditions,
      @Nullable List<ContainerStatus> containerStatuses,
      @Nullable List<ContainerStatus> initContainerStatuses) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Condition(
      @Nullable String type,
      @Nullable String status,
      @Nullable String reason,
      @Nullable String message) {}
}
