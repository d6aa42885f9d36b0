package io.rayoperator.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.RuntimeInfo;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.monitoring.AggregatedMetrics;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import io.javaoperatorsdk.operator.processing.event.rate.LinearRateLimiter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.rayoperator.operator.config.OperatorConfig;
import io.rayoperator.operator.health.ManagementServer;
import io.rayoperator.operator.health.ManagementServer.Page;
import io.rayoperator.operator.kubernetes.ApiAccess;
import io.rayoperator.operator.kubernetes.EventSources;
import io.rayoperator.operator.kubernetes.ServedApis;
import io.rayoperator.operator.kubernetes.cache.NoCopies;
import io.rayoperator.operator.kubernetes.cache.StoredRayCluster;
import io.rayoperator.operator.legacy.LegacyController;
import io.rayoperator.operator.log.LogPrefix;
import io.rayoperator.operator.metrics.ClusterMetrics;
import io.rayoperator.operator.metrics.ReconcileMetrics;
import io.rayoperator.operator.metrics.RequestMetrics;
import io.rayoperator.operator.metrics.RuntimeMetrics;
import io.rayoperator.operator.model.names.NameSuffixes;
import io.rayoperator.operator.reconciler.RayClusterReconciler;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running operator for RayClusters. Several can run in one process, each against its own or the
 * same API server.
 */
public final class RayClusterOperator implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(RayClusterOperator.class);

  private static final String OFF = "0";

  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private static final String CONTROLLER = "raycluster";

  /**
   * How often one cluster is looked at while its pods come and go: each of them alone may be worth
   * a look, hundreds in a second are not. Bounds what one cluster can take from the others, too.
   */
  private static final Duration PASS_PERIOD = Duration.ofSeconds(1);

  private static final int PASSES_PER_PERIOD = 3;

  /** How long passes may go on after {@link #close}. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Operator operator;
  private final ApiAccess api;
  private final RayClusterReconciler reconciler;
  private final RuntimeInfo runtime;
  private final PrometheusMeterRegistry registry;
  private final ReconcileMetrics reconcileMetrics;
  private final Metrics passMetrics;
  private @Nullable ManagementServer health;
  private @Nullable ManagementServer metrics;
  private volatile @Nullable LegacyController legacyClusters;
  private volatile boolean informerBroken;

  private RayClusterOperator(
      OperatorConfig config, KubernetesClient client, PrometheusMeterRegistry registry) {
    this.registry = registry;
    ReconcilerHolder holder = new ReconcilerHolder();
    this.api =
        new ApiAccess(
            config,
            client.getConfiguration(),
            identity(),
            Instant::now,
            System::nanoTime,
            new RequestMetrics(registry.getPrometheusRegistry()),
            () -> {
              holder.get().lead();
              LegacyController legacy = legacyClusters;
              if (legacy != null) {
                legacy.lead();
              }
            });
    RuntimeMetrics.register(registry.getPrometheusRegistry(), config, api::isLeading);
    this.reconcileMetrics =
        new ReconcileMetrics(registry.getPrometheusRegistry(), System::nanoTime);
    this.passMetrics =
        new AggregatedMetrics(
            List.of(
                MicrometerMetrics.withoutPerResourceMetrics(registry),
                reconcileMetrics.start(CONTROLLER, config.reconcileConcurrency())));
    ClusterMetrics clusterMetrics = new ClusterMetrics(Instant::now);
    if (config.clusterMetrics()) {
      registry.getPrometheusRegistry().register(clusterMetrics);
    }
    ServedApis apis = servedApis();
    holder.reconciler =
        new RayClusterReconciler(
            LogPrefix.of(config.watchNamespaces()),
            config.model().with(apis.exposure(config.ingressOnOpenShift())),
            apis,
            api,
            clusterMetrics,
            randomSuffixes(),
            Instant::now);
    this.reconciler = holder.get();
    this.operator = new Operator(overrider -> configure(overrider, config));
    operator.register(reconciler, overrider -> configure(overrider, config));
    this.runtime = new RuntimeInfo(operator);
  }

  private ServedApis servedApis() {
    try {
      return api.servedApis();
    } catch (RuntimeException e) {
      api.close();
      throw e;
    }
  }

  /** The reconciler needs the connection, and leadership of the connection the reconciler. */
  private static final class ReconcilerHolder {
    private @Nullable RayClusterReconciler reconciler;

    RayClusterReconciler get() {
      return Objects.requireNonNull(reconciler);
    }
  }

  /**
   * Starts an operator and returns when its caches are complete.
   *
   * @param client says where the API server is and how to log on. The operator opens connections of
   *     its own and leaves this one alone
   * @throws RuntimeException if the API server cannot be reached, or a listener's address is taken
   */
  public static RayClusterOperator start(OperatorConfig config, KubernetesClient client) {
    return start(config, client, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
  }

  /**
   * Starts an operator that counts in a given registry.
   *
   * @see #start(OperatorConfig, KubernetesClient)
   */
  public static RayClusterOperator start(
      OperatorConfig config, KubernetesClient client, PrometheusMeterRegistry registry) {
    if (!config.batchScheduler().isEmpty()) {
      log.warn("Batch scheduler {} is not acted on yet", config.batchScheduler());
    }
    RayClusterOperator running = new RayClusterOperator(config, client, registry);
    try {
      running.listen(config);
      running.operator.start();
      if (config.legacyClusters()) {
        running.legacyClusters =
            LegacyController.start(
                config, running.api, running.reconcileMetrics, running.reconciler::pods);
      }
      running.api.startLeadership();
      log.info("Started {}", config.model().operatorVersion());
      return running;
    } catch (RuntimeException e) {
      running.close();
      throw e;
    }
  }

  /** Whether all caches are up to date, so that the operator can work or take over work. */
  public boolean isReady() {
    return runtime.isStarted() && !informerBroken && runtime.allEventSourcesAreHealthy();
  }

  /** Whether this operator is the one that acts. */
  public boolean isLeading() {
    return api.isLeading();
  }

  /** Port of {@code /healthz} and {@code /readyz}; 0 if they are switched off. */
  public int healthPort() {
    return health == null ? 0 : health.port();
  }

  /** Port of {@code /metrics}; 0 if they are switched off. */
  public int metricsPort() {
    return metrics == null ? 0 : metrics.port();
  }

  /** The metrics of this moment, in Prometheus' text format. */
  public String metrics() {
    return registry.scrape(PROMETHEUS);
  }

  /** Finishes what is being done, within a few seconds, and gives up leadership. */
  @Override
  public void close() {
    LegacyController legacy = legacyClusters;
    if (legacy != null) {
      legacy.close();
    }
    retire();
    operator.stop();
    api.close();
    if (health != null) {
      health.close();
    }
    if (metrics != null) {
      metrics.close();
    }
  }

  /** Passes end while the caches are still there; one that takes too long writes no more. */
  private void retire() {
    try {
      if (reconciler.retire(GRACE)) {
        return;
      }
      log.warn("Not everything that was being done has come to its end");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    api.fence();
  }

  private void listen(OperatorConfig config) {
    if (!config.healthProbeAddress().equals(OFF)) {
      health =
          ManagementServer.start(config.healthProbeAddress())
              .serve("/healthz", this::liveness)
              .serve("/readyz", this::readiness);
    }
    if (!config.metricsAddress().equals(OFF)) {
      metrics =
          ManagementServer.start(config.metricsAddress())
              .serve("/metrics", () -> new Page(200, PROMETHEUS, metrics()));
    }
  }

  /** A watch that ended for good only comes back with a new process. */
  private Page liveness() {
    return informerBroken ? Page.text(500, "a watch has ended\n") : Page.text(200, "ok\n");
  }

  private String unhealthy() {
    return runtime.unhealthyEventSources().values().stream()
        .flatMap(sources -> sources.keySet().stream())
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private Page readiness() {
    return isReady()
        ? Page.text(200, isLeading() ? "ok, leading\n" : "ok, standing by\n")
        : Page.text(503, "caches are not complete: " + unhealthy() + "\n");
  }

  private void configure(ConfigurationServiceOverrider overrider, OperatorConfig config) {
    overrider
        .withKubernetesClient(api.watching())
        .withCloseClientOnStop(false)
        .withConcurrentReconciliationThreads(config.reconcileConcurrency())
        .withExecutorService(
            Executors.newFixedThreadPool(
                config.reconcileConcurrency(),
                Thread.ofPlatform().daemon().name("raycluster-", 0).factory()))
        .withReconciliationTerminationTimeout(GRACE)
        .withResourceCloner(new NoCopies())
        .withMetrics(passMetrics)
        // The default ends the process; liveness tells, and leaves that to Kubernetes.
        .withInformerStoppedHandler(
            (informer, cause) -> {
              if (cause != null) {
                log.error("The watch of {} has ended", informer.getApiTypeClass(), cause);
                informerBroken = true;
              }
            });
  }

  private static void configure(
      ControllerConfigurationOverrider<StoredRayCluster> overrider, OperatorConfig config) {
    overrider
        .withName(CONTROLLER)
        .withGenerationAware(false)
        .withOnUpdateFilter((updated, old) -> EventSources.worthALook(old, updated))
        .withTriggerReconcilerOnAllEvents(true)
        .withRateLimiter(new LinearRateLimiter(PASS_PERIOD, PASSES_PER_PERIOD))
        .withReconciliationMaxInterval(config.requeueInterval())
        .withInformerListLimit(EventSources.LIST_PAGE);
    if (config.watchNamespaces().isEmpty()) {
      overrider.watchingAllNamespaces();
    } else {
      overrider.settingNamespaces(Set.copyOf(config.watchNamespaces()));
    }
  }

  /** Unlike that of any other process: two operators on one machine must not share a lease. */
  private static String identity() {
    String host = System.getenv().getOrDefault("HOSTNAME", "ray-operator");
    return host + "-" + UUID.randomUUID().toString().substring(0, 8);
  }

  private static NameSuffixes randomSuffixes() {
    SecureRandom random = new SecureRandom();
    return () -> {
      StringBuilder suffix = new StringBuilder(NameSuffixes.LENGTH);
      for (int i = 0; i < NameSuffixes.LENGTH; i++) {
        suffix.append(NameSuffixes.ALPHABET.charAt(random.nextInt(NameSuffixes.ALPHABET.length())));
      }
      return suffix.toString();
    };
  }
}
