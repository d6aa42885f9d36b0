package io.rayoperator.operator.reconciler;

import io.rayoperator.operator.kubernetes.RayClusterEvent;
import io.rayoperator.operator.model.observed.ObservedCluster;
import io.rayoperator.operator.model.status.PassOutcome;
import java.util.List;

/**
 * What came out of acting on a plan.
 *
 * @param observed the children as they were, with what was changed
 * @param news what users should hear; failures among them may have been told before
 * @param namespaceTerminating whether nothing can be created any more
 */
record Execution(
    ObservedCluster observed,
    PassOutcome outcome,
    List<RayClusterEvent> news,
    boolean namespaceTerminating) {}
