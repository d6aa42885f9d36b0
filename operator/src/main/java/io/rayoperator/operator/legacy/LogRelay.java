package io.rayoperator.operator.legacy;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.rayoperator.operator.kubernetes.ApiAccess;
import io.rayoperator.operator.log.LogPrefix;
import io.rayoperator.operator.model.autoscalerlog.LineBudget;
import io.rayoperator.operator.model.autoscalerlog.WorkerType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the autoscaling logs of all clusters into the operator's, as the Python operator did: its
 * guides have users read them there. All clusters share so many connections and so many lines.
 */
final class LogRelay implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LogRelay.class);

  /** Where there are more clusters, they take turns. */
  private static final int MAX_FOLLOWED = 50;

  private static final double LINES_PER_SECOND = 500;
  private static final int BURST = 5000;

  private final ApiAccess api;
  private final LogPrefix prefix;
  private final Semaphore connections = new Semaphore(MAX_FOLLOWED, true);
  private final LineBudget lines = new LineBudget(LINES_PER_SECOND, BURST, System.nanoTime());
  private final AtomicBoolean toldForbidden = new AtomicBoolean();

  /** By the UID of the cluster. */
  private final Map<String, LogFollower> followers = new ConcurrentHashMap<>();

  private volatile boolean closed;

  LogRelay(ApiAccess api, LogPrefix prefix) {
    this.api = api;
    this.prefix = prefix;
  }

  /**
   * Follows a cluster from now on.
   *
   * @param deploymentUid of its autoscaler; empty if there is none yet
   */
  void keep(ObjectMeta cluster, String deploymentUid, List<WorkerType> types) {
    followers.compute(
        cluster.getUid(),
        (uid, present) -> {
          LogFollower follower =
              present != null && present.isRunning()
                  ? present
                  : new LogFollower(this, api, cluster, prefix.of(cluster));
          follower.update(deploymentUid, types);
          if (follower != present && !closed) {
            follower.start();
          }
          return follower;
        });
  }

  /** Follows it no more. */
  void forget(ObjectMeta cluster) {
    LogFollower follower = followers.remove(cluster.getUid());
    if (follower != null) {
      follower.close();
    }
  }

  @Override
  public void close() {
    closed = true;
    followers.values().forEach(LogFollower::close);
    followers.clear();
  }

  Semaphore connections() {
    return connections;
  }

  LineBudget lines() {
    return lines;
  }

  /** Once for all clusters, and again only after it worked. */
  void forbidden(String namespace, String what) {
    if (toldForbidden.compareAndSet(false, true)) {
      log.warn(
          "Logs of autoscalers are not to be had: the operator's account may not {} in namespace"
              + " {}; see the roles in config/python",
          what,
          namespace);
    }
  }

  void allowed() {
    toldForbidden.set(false);
  }
}
