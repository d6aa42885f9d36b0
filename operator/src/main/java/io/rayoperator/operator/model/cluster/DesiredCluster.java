package io.rayoperator.operator.model.cluster;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.rayoperator.api.v1.IdleTerminationOptions;
import io.rayoperator.api.v1.RayAnnotations;
import io.rayoperator.api.v1.RayCluster;
import io.rayoperator.api.v1.RayClusterSpec;
import io.rayoperator.api.v1.RayLabels;
import io.rayoperator.api.v1.validation.FieldPath;
import io.rayoperator.api.v1.validation.UnactedFields;
import io.rayoperator.legacy.LegacyNames;
import io.rayoperator.operator.model.profile.LayoutProfile;
import io.rayoperator.operator.model.profile.PodGroup;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the user wants, as the model reads it.
 *
 * @param suspended whether there shall be no pods, because the user wants it or the cluster is idle
 * @param unacted fields that are used and not acted on yet; usually none
 * @param rayVersion version of Ray in the images; empty if unknown
 * @param spec the whole spec, for what has no field of its own here; not to be changed
 * @param profile what its user's layout promises
 * @param templateHashes the hashes of its groups that were asked for already, by name: they take a
 *     while
 */
public record DesiredCluster(
    String namespace,
    String name,
    String uid,
    long generation,
    Map<String, String> labels,
    Map<String, String> annotations,
    HeadGroup head,
    List<WorkerGroup> workerGroups,
    Map<String, String> headServiceAnnotations,
    boolean autoscaling,
    boolean suspended,
    String rayVersion,
    List<String> unacted,
    RayClusterSpec spec,
    LayoutProfile profile,
    Map<String, String> templateHashes) {

  /** The only value of {@code spec.managedBy} for which this operator acts. */
  public static final String MANAGED_BY_OPERATOR = "ray.io/kuberay-operator";

  /**
   * Reads an object.
   *
   * @param cluster an object that passed validation
   * @throws NullPointerException if it lacks what validation demands
   */
  public static DesiredCluster of(RayCluster cluster) {
    RayClusterSpec spec = Objects.requireNonNull(cluster.getSpec(), "validated: there is a spec");
    var metadata = cluster.getMetadata();
    return new DesiredCluster(
        metadata.getNamespace(),
        metadata.getName(),
        metadata.getUid(),
        metadata.getGeneration() == null ? 0 : metadata.getGeneration(),
        Absent.asEmpty(metadata.getLabels()),
        Absent.asEmpty(metadata.getAnnotations()),
        HeadGroup.of(
            Objects.requireNonNull(spec.getHeadGroupSpec(), "validated: there is a head group")),
        Absent.asEmpty(spec.getWorkerGroupSpecs()).stream().map(WorkerGroup::of).toList(),
        Absent.asEmpty(spec.getHeadServiceAnnotations()),
        Absent.asFalse(spec.getEnableInTreeAutoscaling()),
        Absent.asFalse(spec.getSuspend()) || Absent.asFalse(spec.getIdleSuspend()),
        Absent.asEmpty(spec.getRayVersion()),
        UnactedFields.usedBy(cluster).stream().map(FieldPath::toString).toList(),
        spec,
        LayoutProfile.of(Absent.asEmpty(metadata.getAnnotations())),
        new HashMap<>());
  }

  /** Whether another controller looks after the object with this spec (KubeRay contract §12). */
  public static boolean managedByOther(@Nullable RayClusterSpec spec) {
    return spec != null
        && spec.getManagedBy() != null
        && !spec.getManagedBy().equals(MANAGED_BY_OPERATOR);
  }

  /** Whether there shall be no pods only because nobody uses the cluster. */
  public boolean suspendedWhileIdle() {
    return suspended && !Absent.asFalse(spec.getSuspend());
  }

  /** Whether the autoscaler has to delete the RayCluster itself when nobody uses it. */
  public boolean deletedWhenIdle() {
    IdleTerminationOptions options = spec.getIdleTerminationOptions();
    return autoscaling
        && options != null
        && options.getTimeoutSeconds() != null
        && IdleTerminationOptions.DELETE.equals(options.getPolicy());
  }

  /** Pods of all worker groups that should exist now. */
  public long desiredWorkerPods() {
    return workerGroups.stream().mapToLong(WorkerGroup::desiredPods).sum();
  }

  /** One of its groups, as names and labels tell it. */
  public PodGroup podGroup(RayGroup group) {
    String nodeType =
        switch (group) {
          case HeadGroup head -> RayLabels.HEAD;
          case WorkerGroup workers -> RayLabels.WORKER;
        };
    ObjectMeta template = group.template().getMetadata();
    Map<String, String> annotations =
        template == null ? Map.of() : Absent.asEmpty(template.getAnnotations());
    return new PodGroup(
        name,
        nodeType,
        group.groupName(),
        Absent.asEmpty(group.rayContainer().getName()),
        annotations.getOrDefault(LegacyNames.GENERATE_NAME_ANNOTATION, ""));
  }

  /**
   * The most worker pods that all groups may have together; {@link Integer#MAX_VALUE} if nobody
   * says. {@code ray.io/v1} has no field for it.
   */
  public int maxWorkerPods() {
    String most = annotations.getOrDefault(LegacyNames.MAX_WORKERS_ANNOTATION, "");
    return most.matches("\\d{1,9}") ? Integer.parseInt(most) : Integer.MAX_VALUE;
  }

  /**
   * Whether worker pods are numbered and come back under the same name. With the autoscaler they
   * are not: Ray's second version knows a node by the name of its pod for as long as the head
   * lives, and would take a pod that has the name of a dead one for dead, and delete it.
   */
  public boolean numbersWorkers() {
    return profile.numbersPods() && !autoscaling;
  }

  /** Whether an annotation is {@code true} in any case. */
  public boolean annotationIsTrue(String key) {
    return "true".equalsIgnoreCase(annotations.get(key));
  }

  /** Whether a head that was ready once must not be replaced by another (§5.3). */
  public boolean keepsProvisionedHead() {
    return "true".equals(annotations.get(RayAnnotations.DISABLE_PROVISIONED_HEAD_RESTART));
  }

  /**
   * Whether the autoscaler runs in the head pod. It does not where an annotation names a Deployment
   * that runs it, as for the Python operator's clusters.
   */
  public boolean autoscalerInHeadPod() {
    return autoscaling && !annotations.containsKey(LegacyNames.AUTOSCALER_ANNOTATION);
  }

  /** Kind of the object that this cluster was made for; RayCluster if it stands alone (§2.7). */
  public String originatedFrom() {
    String kind = labels.getOrDefault(RayLabels.ORIGINATED_FROM_KIND, "");
    return switch (kind) {
      case "RayJob", "RayService" -> kind;
      default -> "RayCluster";
    };
  }

  public boolean originatedFromRayService() {
    return originatedFrom().equals("RayService");
  }
}
