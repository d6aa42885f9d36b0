package io.rayoperator.operator.config;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be configured (KubeRay contract §16). {@link ConfigOptions} describes each
 * option for users.
 *
 * @param metricsAddress {@code host:port} or {@code :port} of the metrics; port 0 picks a free one;
 *     {@code 0} alone switches the listener off
 * @param healthProbeAddress the same for {@code /healthz} and {@code /readyz}
 * @param reconcileConcurrency how many RayClusters are worked on at a time
 * @param watchNamespaces namespaces to serve; empty means all
 * @param clusterMetrics whether there are metrics with one series per RayCluster (§14)
 * @param qps requests to the API server per second that the operator allows itself in the long run
 * @param burst requests it may make at once after a quiet time
 * @param requeueInterval how often a RayCluster is looked at when nothing happens (§0.2)
 * @param batchScheduler name of the batch scheduler; empty means none
 * @param ingressOnOpenShift whether heads are reached by Ingresses where there are Routes (§4)
 * @param legacyClusters whether the Python operator's clusters ({@code cluster.ray.io/v1}) are
 *     served
 * @param model the part that shapes children
 */
public record OperatorConfig(
    String metricsAddress,
    String healthProbeAddress,
    LeaderElection leaderElection,
    int reconcileConcurrency,
    Set<String> watchNamespaces,
    boolean clusterMetrics,
    double qps,
    int burst,
    Duration requeueInterval,
    String batchScheduler,
    boolean ingressOnOpenShift,
    boolean legacyClusters,
    ModelConfig model) {

  public OperatorConfig {
    watchNamespaces = Set.copyOf(watchNamespaces);
    if (reconcileConcurrency < 1) {
      throw new IllegalArgumentException(
          "reconcile concurrency is " + reconcileConcurrency + "; it must be at least 1");
    }
    if (!(qps > 0) || burst < 1) {
      throw new IllegalArgumentException(
          "qps is " + qps + " and burst is " + burst + "; both must be positive");
    }
  }

  /** All defaults, with nothing taken from the environment. */
  public static OperatorConfig defaults() {
    return builder().build();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Collects options; each starts at its default. */
  public static final class Builder {

    private String metricsAddress = ":8080";
    private String healthProbeAddress = ":8082";
    private boolean leaderElection = true;
    private String leaderElectionNamespace = "";
    private String leaseName = "ray-operator-leader";
    private Duration leaseDuration = Duration.ofSeconds(15);
    private Duration renewDeadline = Duration.ofSeconds(10);
    private Duration retryPeriod = Duration.ofSeconds(2);
    private int reconcileConcurrency = 10;
    private Set<String> watchNamespaces = Set.of();
    private boolean clusterMetrics;
    private double qps = 500;
    private int burst = 1000;
    private Duration requeueInterval = Duration.ofMinutes(5);
    private String batchScheduler = "";
    private boolean ingressOnOpenShift;
    private boolean legacyClusters;
    private String operatorVersion = OperatorVersion.current();
    private String clusterDomain = "cluster.local";
    private boolean initContainerInjection = true;
    private boolean probesInjection = true;
    private boolean headClusterIpService;
    private boolean deterministicHeadPodName;
    private boolean loginShell;
    private boolean randomPodDelete;
    private List<Container> headSidecarContainers = List.of();
    private List<Container> workerSidecarContainers = List.of();
    private List<EnvVar> defaultContainerEnvs = List.of();
    private Map<String, String> defaultPodLabels = Map.of();
    private Map<String, String> defaultPodAnnotations = Map.of();
    private FeatureGates featureGates = FeatureGates.defaults();

    private Builder() {}

    /**
     * Takes the options that KubeRay reads from environment variables (§16.3).
     *
     * @param environment such as {@code System.getenv()}
     */
    public Builder environment(Map<String, String> environment) {
      initContainerInjection = !isFalse(environment.get("ENABLE_INIT_CONTAINER_INJECTION"));
      probesInjection = !isFalse(environment.get("ENABLE_PROBES_INJECTION"));
      headClusterIpService = isTrue(environment.get("ENABLE_RAY_HEAD_CLUSTER_IP_SERVICE"));
      deterministicHeadPodName = isTrue(environment.get("ENABLE_DETERMINISTIC_HEAD_POD_NAME"));
      loginShell = isTrue(environment.get("ENABLE_LOGIN_SHELL"));
      ingressOnOpenShift = isTrue(environment.get("USE_INGRESS_ON_OPENSHIFT"));
      randomPodDelete = isTrue(environment.get("ENABLE_RANDOM_POD_DELETE"));
      String domain = environment.getOrDefault("CLUSTER_DOMAIN", "");
      if (!domain.isEmpty()) {
        clusterDomain = domain;
      }
      String requeue = environment.getOrDefault("RAYCLUSTER_DEFAULT_REQUEUE_SECONDS_ENV", "");
      if (requeue.matches("\\d{1,9}") && Integer.parseInt(requeue) > 0) {
        requeueInterval = Duration.ofSeconds(Integer.parseInt(requeue));
      }
      return this;
    }

    public Builder metricsAddress(String address) {
      metricsAddress = address;
      return this;
    }

    public Builder healthProbeAddress(String address) {
      healthProbeAddress = address;
      return this;
    }

    public Builder leaderElection(boolean enabled) {
      leaderElection = enabled;
      return this;
    }

    public Builder leaderElectionNamespace(String namespace) {
      leaderElectionNamespace = namespace;
      return this;
    }

    /** See {@link LeaderElection} for what the three times mean. */
    public Builder leaseTimes(
        Duration leaseDuration, Duration renewDeadline, Duration retryPeriod) {
      this.leaseDuration = leaseDuration;
      this.renewDeadline = renewDeadline;
      this.retryPeriod = retryPeriod;
      return this;
    }

    public Builder reconcileConcurrency(int concurrency) {
      reconcileConcurrency = concurrency;
      return this;
    }

    public Builder watchNamespaces(Collection<String> namespaces) {
      watchNamespaces = Set.copyOf(namespaces);
      return this;
    }

    public Builder clusterMetrics(boolean enabled) {
      clusterMetrics = enabled;
      return this;
    }

    public Builder qps(double qps) {
      this.qps = qps;
      return this;
    }

    public Builder burst(int burst) {
      this.burst = burst;
      return this;
    }

    public Builder requeueInterval(Duration interval) {
      requeueInterval = interval;
      return this;
    }

    public Builder batchScheduler(String name) {
      batchScheduler = name;
      return this;
    }

    public Builder ingressOnOpenShift(boolean enabled) {
      ingressOnOpenShift = enabled;
      return this;
    }

    public Builder legacyClusters(boolean served) {
      legacyClusters = served;
      return this;
    }

    public Builder operatorVersion(String version) {
      operatorVersion = version;
      return this;
    }

    public Builder clusterDomain(String domain) {
      clusterDomain = domain;
      return this;
    }

    public Builder initContainerInjection(boolean enabled) {
      initContainerInjection = enabled;
      return this;
    }

    public Builder probesInjection(boolean enabled) {
      probesInjection = enabled;
      return this;
    }

    public Builder headClusterIpService(boolean enabled) {
      headClusterIpService = enabled;
      return this;
    }

    public Builder deterministicHeadPodName(boolean enabled) {
      deterministicHeadPodName = enabled;
      return this;
    }

    public Builder loginShell(boolean enabled) {
      loginShell = enabled;
      return this;
    }

    public Builder randomPodDelete(boolean enabled) {
      randomPodDelete = enabled;
      return this;
    }

    public Builder headSidecarContainers(List<Container> containers) {
      headSidecarContainers = containers;
      return this;
    }

    public Builder workerSidecarContainers(List<Container> containers) {
      workerSidecarContainers = containers;
      return this;
    }

    public Builder defaultContainerEnvs(List<EnvVar> variables) {
      defaultContainerEnvs = variables;
      return this;
    }

    public Builder defaultPodLabels(Map<String, String> labels) {
      defaultPodLabels = labels;
      return this;
    }

    public Builder defaultPodAnnotations(Map<String, String> annotations) {
      defaultPodAnnotations = annotations;
      return this;
    }

    public Builder featureGates(FeatureGates gates) {
      featureGates = gates;
      return this;
    }

    /**
     * The configuration.
     *
     * @throws IllegalArgumentException if an option has an impossible value
     */
    public OperatorConfig build() {
      return new OperatorConfig(
          metricsAddress,
          healthProbeAddress,
          new LeaderElection(
              leaderElection,
              leaderElectionNamespace,
              leaseName,
              leaseDuration,
              renewDeadline,
              retryPeriod),
          reconcileConcurrency,
          watchNamespaces,
          clusterMetrics,
          qps,
          burst,
          requeueInterval,
          batchScheduler,
          ingressOnOpenShift,
          legacyClusters,
          new ModelConfig(
              operatorVersion,
              clusterDomain,
              initContainerInjection,
              probesInjection,
              headClusterIpService,
              deterministicHeadPodName,
              loginShell,
              randomPodDelete,
              headSidecarContainers,
              workerSidecarContainers,
              defaultContainerEnvs,
              defaultPodLabels,
              defaultPodAnnotations,
              featureGates,
              Exposure.INGRESS));
    }

    private static boolean isTrue(@Nullable String value) {
      return value != null && value.toLowerCase(Locale.ROOT).equals("true");
    }

    private static boolean isFalse(@Nullable String value) {
      return value != null && value.toLowerCase(Locale.ROOT).equals("false");
    }
  }
}
