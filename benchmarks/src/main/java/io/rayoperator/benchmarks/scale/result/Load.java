package io.rayoperator.benchmarks.scale.result;

/**
 * How much is asked for.
 *
 * @param clusters RayClusters in all
 * @param workers of each
 * @param namespaces that they are spread over
 * @param perSecond how many are created in a second; 0 for as many as the API server takes
 * @param moreWorkers by how many each is scaled up
 * @param warmUp RayClusters that come and go before anything is measured
 * @param manyWorkers by how many one cluster is scaled up beside its neighbours
 * @param neighbours RayClusters that are created meanwhile
 * @param neighboursPerSecond how many of them in a second
 * @param idleSeconds how long the idle operator is watched
 */
public record Load(
    int clusters,
    int workers,
    int namespaces,
    double perSecond,
    int moreWorkers,
    int warmUp,
    int manyWorkers,
    int neighbours,
    double neighboursPerSecond,
    int idleSeconds) {}
