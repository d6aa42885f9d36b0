package io.rayoperator.legacy;

import java.util.Locale;

/** Names that users of the Python operator count on. */
public final class LegacyNames {

  /**
   * Annotation of {@code ray.io/v1} objects that were made from one of {@code cluster.ray.io/v1},
   * and label of those that still are: their value is {@link #LEGACY}.
   */
  public static final String LEGACY_KEY = "cluster.ray.io/legacy";

  /** On {@code ray.io/v1} objects: the Deployment that runs the autoscaler, not the head pod. */
  public static final String AUTOSCALER_ANNOTATION = "cluster.ray.io/autoscaler";

  /** On {@code ray.io/v1} objects: stands for the translation that they were made from. */
  public static final String TRANSLATION_ANNOTATION = "cluster.ray.io/translation";

  /** On {@code ray.io/v1} objects: the most worker pods that all groups may have together. */
  public static final String MAX_WORKERS_ANNOTATION = "cluster.ray.io/max-workers";

  /** On pod templates: what the names of their pods start with, as the user wrote it. */
  public static final String GENERATE_NAME_ANNOTATION = "cluster.ray.io/generate-name";

  /** On pod templates: stands for labels and annotations of the user, whose change restarts Ray. */
  public static final String RESTART_ANNOTATION = "cluster.ray.io/restart";

  /** Value of {@link #LEGACY_KEY}. */
  public static final String LEGACY = "true";

  /** On pods: the name of their cluster. */
  public static final String CLUSTER_LABEL = "ray-cluster-name";

  static final String NODE_TYPE_LABEL = "ray-node-type";
  static final String USER_NODE_TYPE_LABEL = "ray-user-node-type";
  static final String NODE_NAME_LABEL = "ray-node-name";
  static final String COMPONENT_LABEL = "cluster.ray.io/component";

  private static final int MAX_LABEL = 63;

  private LegacyNames() {}

  /** The Service of a cluster's head. */
  public static String headService(String cluster) {
    return cluster + "-ray-head";
  }

  /** The Deployment of a cluster's autoscaler. */
  public static String autoscaler(String cluster) {
    return cluster + "-ray-autoscaler";
  }

  /** Whether a finalizer, label or annotation is of kopf, the Python operator's framework. */
  public static boolean isKopfs(String key) {
    return key.startsWith("kopf.zalando.org/") || key.startsWith("kopf.dev/");
  }

  /** A text as it can be the value of a label: shortened, other characters as {@code -}. */
  public static String labelValue(String text) {
    String value = text.replaceAll("[^A-Za-z0-9._-]", "-");
    value = value.substring(0, Math.min(MAX_LABEL, value.length()));
    return value.replaceAll("^[^A-Za-z0-9]+|[^A-Za-z0-9]+$", "");
  }

  /** A text as it can be part of a pod name. */
  static String namePart(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "-");
  }
}
