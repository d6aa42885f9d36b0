package io.rayoperator.operator.model.scale;

import io.rayoperator.operator.model.observed.ObservedPod;

/** A pod that has to go. */
public record PodDeletion(ObservedPod pod, DeletionReason reason) {}
