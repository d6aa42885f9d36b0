package io.rayoperator.migration;

import java.time.Duration;

/**
 * What the user decides.
 *
 * @param keepDefinition never to change the definition, but for its list of stored versions
 * @param dropManagedFields to forget who wrote what through v1alpha1
 * @param chunkSize objects per list request
 * @param qps write requests per second at most
 * @param settle how long API servers may take to notice a changed definition
 */
public record MigrationOptions(
    boolean keepDefinition,
    boolean dropManagedFields,
    int chunkSize,
    double qps,
    Duration settle) {}
