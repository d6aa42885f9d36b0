package io.rayoperator.operator.legacy;

import io.javaoperatorsdk.operator.Operator;
import io.rayoperator.operator.config.OperatorConfig;
import io.rayoperator.operator.kubernetes.ApiAccess;
import io.rayoperator.operator.kubernetes.EventSources;
import io.rayoperator.operator.kubernetes.cache.NoCopies;
import io.rayoperator.operator.kubernetes.cache.StoredRayCluster;
import io.rayoperator.operator.log.LogPrefix;
import io.rayoperator.operator.metrics.ReconcileMetrics;
import io.rayoperator.operator.model.observed.ObservedPod;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the Python operator's clusters for as long as the API server has them: their definition
 * may come later than the operator, go, and come back.
 */
public final class LegacyController implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LegacyController.class);

  private static final String NAME = "legacy-raycluster";
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final int THREADS = 2;

  private final OperatorConfig config;
  private final ApiAccess api;
  private final ReconcileMetrics metrics;
  private final Function<StoredRayCluster, List<ObservedPod>> pods;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable LegacyReconciler reconciler;
  private @Nullable LogRelay relay;

  private LegacyController(
      OperatorConfig config,
      ApiAccess api,
      ReconcileMetrics metrics,
      Function<StoredRayCluster, List<ObservedPod>> pods) {
    this.config = config;
    this.api = api;
    this.metrics = metrics;
    this.pods = pods;
    this.thread = Thread.ofPlatform().daemon().name("legacy-clusters").unstarted(this::run);
  }

  /**
   * Starts in the background.
   *
   * @param pods those of a {@code ray.io} cluster
   */
  public static LegacyController start(
      OperatorConfig config,
      ApiAccess api,
      ReconcileMetrics metrics,
      Function<StoredRayCluster, List<ObservedPod>> pods) {
    LegacyController controller = new LegacyController(config, api, metrics, pods);
    controller.thread.start();
    return controller;
  }

  /** This operator leads from now on. */
  public void lead() {
    LegacyReconciler running = reconciler;
    if (running != null) {
      running.lead();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join(GRACE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    Operator running = null;
    try {
      do {
        boolean served = isServed();
        if (served && running == null) {
          running = begin();
        } else if (!served && running != null) {
          log.info("The API server has no cluster.ray.io/v1 RayClusters any more");
          end(running);
          running = null;
        }
      } while (!closed.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (running != null) {
        end(running);
      }
    }
  }

  /** While nobody knows, everything stays as it is. */
  private boolean isServed() {
    try {
      return api.servesLegacyClusters();
    } catch (RuntimeException e) {
      log.debug("The API server does not say what it has", e);
      return reconciler != null;
    }
  }

  private @Nullable Operator begin() {
    LogPrefix prefix = LogPrefix.of(config.watchNamespaces());
    LogRelay logs = new LogRelay(api, prefix);
    relay = logs;
    LegacyReconciler next = new LegacyReconciler(api, config.model(), prefix, logs, pods);
    Operator operator =
        new Operator(
            overrider ->
                overrider
                    .withKubernetesClient(api.watching())
                    .withCloseClientOnStop(false)
                    .withConcurrentReconciliationThreads(THREADS)
                    .withExecutorService(
                        Executors.newFixedThreadPool(
                            THREADS, Thread.ofPlatform().daemon().name("legacy-", 0).factory()))
                    .withReconciliationTerminationTimeout(GRACE)
                    .withResourceCloner(new NoCopies())
                    .withMetrics(metrics.start(NAME, THREADS))
                    .withInformerStoppedHandler(
                        (informer, cause) -> {
                          if (cause != null) {
                            log.warn("The watch of {} has ended", informer.getApiTypeClass());
                          }
                        }));
    operator.register(
        next,
        overrider -> {
          overrider
              .withName(NAME)
              .withGenerationAware(false)
              .withTriggerReconcilerOnAllEvents(true)
              .withReconciliationMaxInterval(config.requeueInterval())
              .withInformerListLimit(EventSources.LIST_PAGE);
          if (config.watchNamespaces().isEmpty()) {
            overrider.watchingAllNamespaces();
          } else {
            overrider.settingNamespaces(Set.copyOf(config.watchNamespaces()));
          }
        });
    try {
      operator.start();
      reconciler = next;
      // Whoever became the leader in the meantime told nobody.
      next.lead();
      log.info("Serving cluster.ray.io/v1 RayClusters");
      return operator;
    } catch (RuntimeException e) {
      log.warn("cluster.ray.io/v1 RayClusters cannot be served yet: {}", e.toString());
      end(operator);
      return null;
    }
  }

  private void end(Operator operator) {
    reconciler = null;
    operator.stop();
    if (relay != null) {
      relay.close();
    }
  }
}
