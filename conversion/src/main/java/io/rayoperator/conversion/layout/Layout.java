package io.rayoperator.conversion.layout;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A shape of a v1alpha1 spec. Objects that were born as v1 are shown in KubeRay's. */
public enum Layout {
  /** Ant Group's operator of 2019/2020: {@code extensions}. */
  ANT("Ant"),
  /** ByteDance's operator of 2021: {@code headNodeSpec}, {@code workerNodeSpec}. */
  BYTEDANCE("ByteDance"),
  /** Microsoft's operator of 2020/2021: top-level {@code headService}, {@code workerGroupsSpec}. */
  MICROSOFT("Microsoft"),
  /** KubeRay's, from v0.1.0: {@code headGroupSpec}, {@code workerGroupSpecs}. */
  KUBERAY("KubeRay");

  private final String title;

  Layout(String title) {
    this.title = title;
  }

  /** The name for people. */
  public String title() {
    return title;
  }

  /** The value of the annotation {@code conversion.ray.io/layout}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The layout of an annotation's value; null if it is none. */
  public static @Nullable Layout parse(@Nullable String id) {
    for (Layout layout : values()) {
      if (layout.id().equals(id)) {
        return layout;
      }
    }
    return null;
  }
}
