package io.rayoperator.operator.legacy;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.rayoperator.operator.kubernetes.ApiAccess;
import io.rayoperator.operator.kubernetes.AutoscalerPods;
import io.rayoperator.operator.kubernetes.PodLogs;
import io.rayoperator.operator.log.ClusterLog;
import io.rayoperator.operator.model.autoscalerlog.AutoscalerReport;
import io.rayoperator.operator.model.autoscalerlog.RelayedLog;
import io.rayoperator.operator.model.autoscalerlog.StatusBlock;
import io.rayoperator.operator.model.autoscalerlog.StatusPace;
import io.rayoperator.operator.model.autoscalerlog.WorkerType;
import io.rayoperator.operator.model.legacy.AutoscalerDeployment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the log of one cluster's autoscaler for as long as the operator leads, and tells the
 * cluster's status. A thread that looks once a second costs nothing, as it is a virtual one.
 */
final class LogFollower implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LogFollower.class);

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /** How long one log keeps a connection that another waits for. */
  private static final Duration TURN = Duration.ofSeconds(20);

  /** Of one log at a time, and within {@link #TURN}. */
  private static final int MAX_BYTES = 1 << 20;

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final Duration WITHOUT_RIGHT = Duration.ofMinutes(5);

  private final LogRelay relay;
  private final ApiAccess api;
  private final ObjectMeta cluster;
  private final ClusterLog output;
  private final RelayedLog relayed;
  private final StatusPace pace = new StatusPace();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  private volatile String deploymentUid = "";
  private volatile List<WorkerType> types = List.of();

  private PodLogs.@Nullable Following following;
  private String pod = "";
  private long attemptAt = System.nanoTime();
  private long begunAt;
  private Duration pause = FIRST_PAUSE;

  LogFollower(LogRelay relay, ApiAccess api, ObjectMeta cluster, ClusterLog output) {
    this.relay = relay;
    this.api = api;
    this.cluster = cluster;
    this.output = output;
    this.relayed = new RelayedLog(Instant.now(), relay.lines(), System::nanoTime, output::relay);
    this.thread = Thread.ofVirtual().name("autoscaler-log").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  boolean isRunning() {
    return thread.isAlive();
  }

  /** Takes what is known of the cluster now. */
  void update(String deploymentUid, List<WorkerType> types) {
    this.deploymentUid = deploymentUid;
    this.types = types;
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private void run() {
    try {
      while (api.isLeading() && !closed.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      output.error("its autoscaler's log is followed no more", e);
    } finally {
      leave();
    }
  }

  private void look() {
    PodLogs.Following current = following;
    if (current == null) {
      if (!deploymentUid.isEmpty() && System.nanoTime() - attemptAt >= 0) {
        begin();
      }
    } else if (current.end().isDone()) {
      ended(current.end().join());
    } else if (relay.connections().hasQueuedThreads() && sinceBegun().compareTo(TURN) > 0) {
      leave();
      again(FIRST_PAUSE);
    }
    relayed.tellDropped();
    tellStatus();
  }

  /** Waits for a connection for a while; meanwhile the status waits, too. */
  private void begin() {
    try {
      if (!relay.connections().tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    try {
      follow(find());
    } finally {
      if (following == null) {
        relay.connections().release();
      }
    }
  }

  private void follow(String found) {
    if (found.isEmpty()) {
      return;
    }
    if (!found.equals(pod)) {
      pod = found;
      relayed.another();
    } else {
      relayed.resume();
    }
    begunAt = System.nanoTime();
    following =
        api.podLogs()
            .follow(
                new PodLogs.Request(
                    cluster.getNamespace(),
                    pod,
                    AutoscalerDeployment.CONTAINER,
                    relayed.since(),
                    MAX_BYTES),
                relayed::take);
  }

  /** Name of its pod; empty if there is none to be followed. */
  private String find() {
    try {
      String found =
          api.autoscalerPods()
              .find(cluster.getNamespace(), cluster.getName(), deploymentUid)
              .orElse("");
      if (found.isEmpty()) {
        later();
      }
      return found;
    } catch (AutoscalerPods.ApiException e) {
      if (e.forbidden()) {
        relay.forbidden(cluster.getNamespace(), "get replicasets and list pods");
        again(WITHOUT_RIGHT);
      } else {
        log.debug("No pod of an autoscaler is known", e);
        later();
      }
      return "";
    }
  }

  private void ended(PodLogs.End end) {
    Duration lasted = sinceBegun();
    leave();
    if (end.forbidden()) {
      relay.forbidden(cluster.getNamespace(), "get pods/log");
      again(WITHOUT_RIGHT);
    } else if (end.failed()) {
      log.debug("The log of {} ended: {}", pod, end.message());
      later();
    } else {
      pause = FIRST_PAUSE;
      again(lasted.compareTo(TURN) < 0 ? TURN.minus(lasted) : FIRST_PAUSE);
      relay.allowed();
      if (relayed.isFlood(MAX_BYTES, Instant.now())) {
        relayed.skipTo(Instant.now());
      }
    }
  }

  private void leave() {
    PodLogs.Following current = following;
    if (current != null) {
      current.close();
      following = null;
      relay.connections().release();
    }
  }

  private Duration sinceBegun() {
    return Duration.ofNanos(System.nanoTime() - begunAt);
  }

  private void later() {
    again(pause);
    pause =
        pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
  }

  private void again(Duration delay) {
    attemptAt = System.nanoTime() + delay.toNanos();
  }

  private void tellStatus() {
    AutoscalerReport report = relayed.report();
    StatusBlock block = new StatusBlock(types, report);
    if (pace.isDue(block, System.nanoTime())) {
      output.info(String.join("\n", block.lines()));
    }
  }
}
