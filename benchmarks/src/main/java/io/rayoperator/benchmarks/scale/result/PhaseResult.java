package io.rayoperator.benchmarks.scale.result;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a phase took.
 *
 * @param name such as {@code create}
 * @param clusters RayClusters that it was about
 * @param seconds until it was done; what that means is told by each phase
 * @param quietSeconds until the operator's last request; 0 if there was none
 * @param toReady from the request for a cluster until it was as requested; null if not measured
 * @param toFirstPod from the request for a cluster until its first pod existed; the same
 * @param cpuSeconds of the operator until it was quiet
 * @param residentBytes of the operator then
 * @param peakResidentBytes the most it has ever had
 * @param writes requests that change something
 * @param reads all other requests
 * @param requests by verb and resource
 * @param samples in the order of time; empty if none were taken
 */
public record PhaseResult(
    String name,
    int clusters,
    double seconds,
    double quietSeconds,
    @Nullable Percentiles toReady,
    @Nullable Percentiles toFirstPod,
    double cpuSeconds,
    long residentBytes,
    long peakResidentBytes,
    long writes,
    long reads,
    SortedMap<String, Long> requests,
    List<Sample> samples) {}
