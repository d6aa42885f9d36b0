package io.rayoperator.operator.model.profile;

import io.rayoperator.operator.model.names.NameLimits;
import io.rayoperator.operator.model.names.RayClusterNames;
import java.util.Locale;
import java.util.Map;

/**
 * Ant Group's (ray-project/ray {@code deploy/ray-operator}, 2019 to 2020): pods are called {@code
 * <cluster>-<group>-<type>-<number>}, and scaling down takes the highest numbers.
 *
 * <p>The type of a group is the name of its Ray container, as it was. The head's group has no name
 * in v1: conversion writes the whole name of the head pod into its template, which wins.
 */
record AntProfile() implements LayoutProfile {

  /** Nothing is cut off: cluster, group and container have at most 53, 63 and 63 characters. */
  @Override
  public String podPrefix(PodGroup group) {
    return (group.cluster() + "-" + group.group() + "-" + type(group) + "-")
        .toLowerCase(Locale.ROOT);
  }

  @Override
  public boolean numbersPods() {
    return true;
  }

  @Override
  public Map<String, String> podLabels(PodGroup group) {
    return Map.of(
        "rayclusters.ray.io/component-name",
        "ray-operator",
        "raycluster.instance.name",
        group.cluster(),
        "raycluster.pod.type",
        type(group));
  }

  @Override
  public Map<String, String> labelsOfPod(String name) {
    return Map.of("raycluster.component", NameLimits.label(name));
  }

  @Override
  public String headService(String cluster) {
    return RayClusterNames.shortHeadService(cluster);
  }

  private static String type(PodGroup group) {
    return group.rayContainer().isEmpty() ? group.nodeType() : group.rayContainer();
  }
}
