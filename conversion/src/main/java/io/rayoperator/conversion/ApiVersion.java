package io.rayoperator.conversion;

import org.jspecify.annotations.Nullable;

/** The served versions of RayCluster. */
public enum ApiVersion {
  V1ALPHA1("v1alpha1"),
  V1("v1");

  /** The API group. */
  public static final String GROUP = "ray.io";

  private final String version;

  ApiVersion(String version) {
    this.version = version;
  }

  /** As in {@code apiVersion}, for example {@code ray.io/v1}. */
  public String groupVersion() {
    return GROUP + "/" + version;
  }

  /** The version without the group. */
  public String version() {
    return version;
  }

  /** The version of an {@code apiVersion} such as {@code ray.io/v1}; null if it is none of ours. */
  public static @Nullable ApiVersion parse(@Nullable String groupVersion) {
    for (ApiVersion version : values()) {
      if (version.groupVersion().equals(groupVersion)) {
        return version;
      }
    }
    return null;
  }
}
