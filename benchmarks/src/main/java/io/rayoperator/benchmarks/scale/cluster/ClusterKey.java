package io.rayoperator.benchmarks.scale.cluster;

/** One RayCluster. */
public record ClusterKey(String namespace, String name) {}
