package io.rayoperator.operator.reconciler;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.rayoperator.legacy.LegacyNames;
import io.rayoperator.operator.log.ClusterLog;
import io.rayoperator.operator.log.LogPrefix;
import io.rayoperator.operator.model.cluster.Absent;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is logged about RayClusters. Lines about one that stands for a cluster of the Python
 * operator are in that one's log.
 */
final class RayClusterLog {

  private static final Logger log = LoggerFactory.getLogger(RayClusterReconciler.class);

  private final LogPrefix legacy;

  RayClusterLog(LogPrefix legacy) {
    this.legacy = legacy;
  }

  void info(ObjectMeta cluster, String message) {
    legacy(cluster)
        .ifPresentOrElse(
            own -> own.info(message), () -> log.info("{} {}", prefix(cluster), message));
  }

  void warn(ObjectMeta cluster, String message) {
    legacy(cluster)
        .ifPresentOrElse(
            own -> own.warn(message), () -> log.warn("{} {}", prefix(cluster), message));
  }

  /** A fault, with its stack trace. */
  void error(ObjectMeta cluster, String message, Exception fault) {
    legacy(cluster)
        .ifPresentOrElse(
            own -> own.error(message, fault),
            () -> log.error("{} {}", prefix(cluster), message, fault));
  }

  private Optional<ClusterLog> legacy(ObjectMeta cluster) {
    return LegacyNames.LEGACY.equals(
            Absent.asEmpty(cluster.getLabels()).get(LegacyNames.LEGACY_KEY))
        ? Optional.of(legacy.of(cluster))
        : Optional.empty();
  }

  /** What every other log line about a cluster starts with. */
  private static String prefix(ObjectMeta cluster) {
    return cluster.getName() + "," + cluster.getNamespace() + ":";
  }
}
