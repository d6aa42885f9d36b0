package io.rayoperator.benchmarks.scale.result;

/**
 * A look at the operator in the middle of a phase.
 *
 * @param seconds since the phase began
 * @param arrived RayClusters that are where they are meant to be
 * @param cpuSeconds that the operator has used since the phase began
 * @param residentBytes of the operator
 */
public record Sample(double seconds, int arrived, double cpuSeconds, long residentBytes) {}
