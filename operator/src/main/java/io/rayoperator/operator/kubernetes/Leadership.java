package io.rayoperator.operator.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfig;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElector;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.Lock;
import io.rayoperator.operator.config.LeaderElection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this operator is the one that acts.
 *
 * <p>A leader may write only for a while after its last renewal of the lease, and that while ends
 * before others may take over. So a process that was frozen, or cannot reach the API server, stops
 * by itself, before it knows that it lost the lease. It then stands for election again.
 */
public final class Leadership implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Leadership.class);

  private final LeaderElection config;
  private final LongSupplier nanoTime;
  private final Runnable onLeading;
  private volatile boolean leading;
  private volatile long renewedAt;
  private volatile long leadingSince;
  private volatile boolean closed;
  private volatile boolean fenced;
  private volatile @Nullable CompletableFuture<?> term;
  private @Nullable ExecutorService executor;

  private Leadership(LeaderElection config, LongSupplier nanoTime, Runnable onLeading) {
    this.config = config;
    this.nanoTime = nanoTime;
    this.onLeading = onLeading;
  }

  /**
   * Leadership that is not held until {@link #start}.
   *
   * @param onLeading called whenever this operator becomes the leader
   */
  static Leadership of(LeaderElection config, LongSupplier nanoTime, Runnable onLeading) {
    return new Leadership(config, nanoTime, onLeading);
  }

  /**
   * Begins to lead, or to stand for election.
   *
   * @param defaultNamespace that the client runs in; null if it runs in none
   * @throws IllegalArgumentException if there is no namespace for the lease
   */
  void start(KubernetesClient client, String identity, @Nullable String defaultNamespace) {
    if (!config.enabled()) {
      leadingSince = nanoTime.getAsLong();
      leading = true;
      onLeading.run();
      return;
    }
    String namespace = config.namespace().isEmpty() ? defaultNamespace : config.namespace();
    if (namespace == null || namespace.isEmpty()) {
      throw new IllegalArgumentException(
          "Leader election needs a namespace for its lease, and there is none outside of a pod:"
              + " set --leader-election-namespace, or --enable-leader-election=false");
    }
    ExecutorService threads =
        Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("leader-election-", 0).factory());
    executor = threads;
    threads.execute(() -> serveTerms(client, namespace, identity, threads));
  }

  /** Whether this operator is the leader, as far as it knows. */
  public boolean isLeading() {
    return leading;
  }

  /** Whether it has been the leader for so long. */
  boolean isLeadingFor(Duration time) {
    return leading && nanoTime.getAsLong() - leadingSince >= time.toNanos();
  }

  /** Whether nobody else can be the leader at this moment. */
  boolean mayWrite() {
    return leading
        && !fenced
        && (!config.enabled()
            || nanoTime.getAsLong() - renewedAt < config.renewDeadline().toNanos());
  }

  /** Ends the right to write; the lease stays until {@link #close}. */
  void fence() {
    fenced = true;
  }

  /** Gives the lease back, so that others need not wait for its end. */
  @Override
  public void close() {
    closed = true;
    leading = false;
    CompletableFuture<?> current = term;
    if (current != null) {
      // Releases the lease before it returns.
      current.cancel(true);
    }
    if (executor != null) {
      executor.shutdownNow();
    }
  }

  private void serveTerms(
      KubernetesClient client, String namespace, String identity, ExecutorService threads) {
    while (!closed) {
      LeaderElector elector =
          new LeaderElector(
              client,
              new LeaderElectionConfig(
                  new TimedLock(new LeaseLock(namespace, config.leaseName(), identity)),
                  config.leaseDuration(),
                  config.renewDeadline(),
                  config.retryPeriod(),
                  new LeaderCallbacks(this::startLeading, this::stopLeading, leader -> {}),
                  true,
                  config.leaseName()),
              threads);
      CompletableFuture<?> current = elector.start();
      term = current;
      if (closed) {
        current.cancel(true);
      }
      try {
        current.join();
      } catch (RuntimeException e) {
        log.debug("The term ended", e);
      }
      leading = false;
    }
  }

  private void startLeading() {
    log.info("This operator is the leader now");
    leadingSince = nanoTime.getAsLong();
    leading = true;
    onLeading.run();
  }

  private void stopLeading() {
    if (leading) {
      leading = false;
      log.warn("This operator is no longer the leader");
    }
  }

  /** Notes when the lease was renewed. The time before the request counts, not that after it. */
  private final class TimedLock implements Lock {

    private final Lock lock;
    private long attemptedAt;

    TimedLock(Lock lock) {
      this.lock = lock;
    }

    @Override
    public LeaderElectionRecord get(KubernetesClient client) {
      attemptedAt = nanoTime.getAsLong();
      return lock.get(client);
    }

    @Override
    public void create(KubernetesClient client, LeaderElectionRecord lease) {
      lock.create(client, lease);
      renewedAt = attemptedAt;
    }

    @Override
    public void update(KubernetesClient client, LeaderElectionRecord lease) {
      lock.update(client, lease.getHolderIdentity() == null ? released(lease) : lease);
      renewedAt = attemptedAt;
    }

    // A merge patch leaves out what is null, and the holder would stay.
    private static LeaderElectionRecord released(LeaderElectionRecord lease) {
      return new LeaderElectionRecord(
          "",
          lease.getLeaseDuration(),
          lease.getAcquireTime(),
          lease.getRenewTime(),
          lease.getLeaderTransitions());
    }

    @Override
    public String identity() {
      return lock.identity();
    }

    @Override
    public String describe() {
      return lock.describe();
    }
  }
}
