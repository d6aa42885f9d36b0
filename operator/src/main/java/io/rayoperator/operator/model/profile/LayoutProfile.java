package io.rayoperator.operator.model.profile;

import io.rayoperator.api.v1.RayAnnotations;
import io.rayoperator.legacy.LegacyNames;
import java.util.Map;

/**
 * How the children of a cluster are named and labelled, beside what all clusters have in common
 * (KubeRay contract §1.5, §1.9: selectors, Ray and its autoscaler depend on that).
 *
 * <p>A profile never decides which objects belong to a cluster: labels and owner references do. So
 * a cluster that gets another profile keeps its children, under the names they have.
 */
public sealed interface LayoutProfile
    permits AntProfile, ByteDanceProfile, KubeRayProfile, MicrosoftProfile, PythonProfile {

  /**
   * The profile of a cluster with these annotations. Anybody who may edit the cluster may write
   * them: what is unknown means KubeRay's, and no profile reaches beyond the cluster's own
   * children.
   */
  static LayoutProfile of(Map<String, String> annotations) {
    if (LegacyNames.LEGACY.equals(annotations.get(LegacyNames.LEGACY_KEY))) {
      return new PythonProfile();
    }
    return switch (annotations.get(RayAnnotations.CONVERSION_LAYOUT)) {
      case "ant" -> new AntProfile();
      case "bytedance" -> new ByteDanceProfile();
      case "microsoft" -> new MicrosoftProfile();
      case null, default -> new KubeRayProfile();
    };
  }

  /** What the names of a group's pods start with; a number or something random follows. */
  String podPrefix(PodGroup group);

  /** Whether pods are numbered, from 0 up in each group, and come back under the same name. */
  default boolean numbersPods() {
    return false;
  }

  /** Labels of a group's pods. Those of users win. */
  default Map<String, String> podLabels(PodGroup group) {
    return Map.of();
  }

  /** Labels of a pod that tell its own name. Those of users win. */
  default Map<String, String> labelsOfPod(String name) {
    return Map.of();
  }

  /** Name of the head Service unless the object has one. */
  String headService(String cluster);

  /** Labels of the head Service. Those of users win. */
  default Map<String, String> headServiceLabels() {
    return Map.of();
  }

  /**
   * Whether images may be as old as the layout unless the object says otherwise: then nothing is
   * asked of them that only later versions of Ray know.
   */
  default boolean imagesMayBeOld() {
    return true;
  }

  /** Whether a head that has to be replaced goes first, as all workers end with it anyway. */
  default boolean replacesHeadFirst() {
    return false;
  }
}
