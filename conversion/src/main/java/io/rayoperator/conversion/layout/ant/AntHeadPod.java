package io.rayoperator.conversion.layout.ant;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of the head pod, which Ant's users know beforehand: {@code <cluster>-<group>-head-0}.
 * The name of the head's group has no other place in v1, and an operator of v1 calls the head pod
 * as its template says (KubeRay contract §1.3).
 */
final class AntHeadPod {
  private static final int MAX_NAME = 253;
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

  private AntHeadPod() {}

  /** The name; null where pods cannot have it. */
  static @Nullable String name(String clusterName, @Nullable String groupName) {
    String group = groupName == null ? "" : groupName.toLowerCase(Locale.ROOT);
    String name = clusterName + "-" + group + "-head-0";
    return name.length() <= MAX_NAME && NAME.matcher(name).matches() ? name : null;
  }
}
