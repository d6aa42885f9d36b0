package io.rayoperator.operator.model.profile;

import io.rayoperator.api.v1.RayLabels;
import io.rayoperator.legacy.LegacyNames;
import io.rayoperator.operator.model.names.NameLimits;
import java.util.regex.Pattern;

/** The Python operator's (Ray 1.2 to 1.13, {@code cluster.ray.io/v1}): users name the pods. */
record PythonProfile() implements LayoutProfile {

  private static final Pattern NAME_START = Pattern.compile("[a-z0-9]([-a-z0-9]|\\.(?=[a-z0-9]))*");

  /**
   * The user's, after the name of the cluster, as Ray 1.4 and later had it; unless it begins with
   * that already, as users of Ray 1.2 wrote it.
   */
  @Override
  public String podPrefix(PodGroup group) {
    String start = group.generateName();
    if (!NAME_START.matcher(start).matches()) {
      start = group.nodeType().equals(RayLabels.HEAD) ? "ray-head-" : "ray-worker-";
    }
    String cluster = group.cluster() + "-";
    return NameLimits.podPrefix(start.startsWith(cluster) ? start : cluster + start);
  }

  @Override
  public String headService(String cluster) {
    return LegacyNames.headService(cluster);
  }

  @Override
  public boolean replacesHeadFirst() {
    return true;
  }
}
