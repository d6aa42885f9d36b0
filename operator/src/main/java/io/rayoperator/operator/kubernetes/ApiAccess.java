package io.rayoperator.operator.kubernetes;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.rayoperator.operator.config.OperatorConfig;
import io.rayoperator.operator.kubernetes.cache.RayPod;
import io.rayoperator.operator.kubernetes.cache.StoredLegacyCluster;
import io.rayoperator.operator.kubernetes.cache.StoredRayCluster;
import io.rayoperator.operator.model.cluster.Absent;
import io.rayoperator.operator.model.exposure.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The operator's connections to the API server: to watch, to write, and to follow logs. */
public final class ApiAccess implements AutoCloseable {

  private static final List<Class<? extends KubernetesResource>> WATCHED =
      List.of(
          StoredRayCluster.class,
          StoredLegacyCluster.class,
          Deployment.class,
          RayPod.class,
          Service.class,
          Ingress.class,
          Route.class,
          ServiceAccount.class,
          Role.class,
          RoleBinding.class,
          Status.class);

  /**
   * The pause before a lost watch is tried again; it doubles up to 32 times this. The client's own
   * default would leave an operator blind for half a minute after an API server has come back.
   */
  private static final Duration FIRST_RECONNECT = Duration.ofMillis(200);

  /**
   * An operator of one namespace takes it over so much later than it claims it: an operator of all
   * namespaces needs that to hear of the claim, and to end what it has begun there.
   */
  private static final Duration CLAIM = Duration.ofSeconds(3);

  private final OperatorConfig config;
  private final NamespaceClaims claims;
  private final KubernetesClient watching;
  private final KubernetesClient writing;
  private final Leadership leadership;
  private final Children children;
  private final LiveRayClusters clusters;
  private final StatusWriter status;
  private final FinalizerWriter finalizers;
  private final EventPublisher events;
  private final LegacyClusters legacyClusters;
  private final AutoscalerPods autoscalerPods;
  private final KubernetesClient following;
  private final PodLogs podLogs;
  private final String identity;

  /**
   * Opens the connections.
   *
   * @param connection where the API server is and how to log on
   * @param identity of this process; no other operator has the same
   * @param observer is told of every request
   * @param onLeading called when this operator becomes the leader
   */
  public ApiAccess(
      OperatorConfig config,
      Config connection,
      String identity,
      Supplier<Instant> clock,
      LongSupplier nanoTime,
      RequestObserver observer,
      Runnable onLeading) {
    this.config = config;
    this.identity = identity;
    this.claims = new NamespaceClaims(nanoTime);
    ObjectMapper json = new ObjectMapper(JsonLimits.unlimitedFactory());
    json.registerModule(OwnManagedFields.module());
    KubernetesSerialization serialization = new KubernetesSerialization(json, false);
    WATCHED.forEach(serialization::registerKubernetesResource);
    ObservedRequests observed = new ObservedRequests(observer, nanoTime);
    watching =
        client(
            connection, config, serialization, observed, connection.getRequestRetryBackoffLimit());
    // Each write is sent once: a repeated request could be executed twice.
    writing = client(connection, config, serialization, observed, 0);
    // One connection for each log: in HTTP/2 all share one, and what is not read yet is kept.
    following =
        client(
            new ConfigBuilder(connection).withHttp2Disable(true).build(),
            config,
            serialization,
            observed,
            0);
    leadership = Leadership.of(config.leaderElection(), nanoTime, onLeading);
    ApiWriter api =
        new ApiWriter(
            writing.getHttpClient(),
            writing.getMasterUrl().toString(),
            json,
            new RequestBudget(config.qps(), config.burst(), nanoTime),
            leadership,
            observer);
    children = new Children(api, json);
    clusters = new LiveRayClusters(api, json);
    status = new StatusWriter(api, json);
    finalizers = new FinalizerWriter(api);
    legacyClusters = new LegacyClusters(api, json);
    autoscalerPods = new AutoscalerPods(api, json);
    podLogs = new PodLogs(following.getHttpClient(), following.getMasterUrl().toString());
    events = new EventPublisher(api, identity, clock);
  }

  private static KubernetesClient client(
      Config connection,
      OperatorConfig config,
      KubernetesSerialization serialization,
      ObservedRequests observed,
      int retries) {
    return new KubernetesClientBuilder()
        .withConfig(
            new ConfigBuilder(connection)
                .withUserAgent(config.model().operatorVersion())
                .withRequestRetryBackoffLimit(retries)
                .withWatchReconnectInterval(Math.toIntExact(FIRST_RECONNECT.toMillis()))
                .build())
        .withKubernetesSerialization(serialization)
        .withHttpClientBuilderConsumer(
            http -> http.addOrReplaceInterceptor(ObservedRequests.class.getName(), observed))
        .build();
  }

  /** The client for informers. It knows only the classes that they keep. */
  public KubernetesClient watching() {
    return watching;
  }

  /** What the API server serves beyond what every Kubernetes has. */
  public ServedApis servedApis() {
    return ServedApis.of(watching);
  }

  /** Begins to lead, or to stand for election. */
  public void startLeadership() {
    String namespace = watching.getConfiguration().getNamespace();
    if (config.legacyClusters() && config.watchNamespaces().isEmpty()) {
      String own = config.leaderElection().namespace();
      claims.watch(
          watching,
          config.leaderElection().leaseName(),
          own.isEmpty() ? Absent.asEmpty(namespace) : own);
    }
    leadership.start(watching, identity, namespace);
  }

  /**
   * Who serves a namespace in place of this operator. The Python operator's guide warns of two that
   * serve the same clusters: here the operator of all namespaces leaves to another one what that
   * one has for its own.
   */
  public Optional<String> servedBy(String namespace) {
    return claims.holder(namespace);
  }

  /** Whether this operator may act already on what it serves. */
  public boolean mayBegin() {
    boolean claims = config.legacyClusters() && !config.watchNamespaces().isEmpty();
    return !claims || !config.leaderElection().enabled() || leadership.isLeadingFor(CLAIM);
  }

  public boolean isLeading() {
    return leadership.isLeading();
  }

  public Children children() {
    return children;
  }

  public LiveRayClusters clusters() {
    return clusters;
  }

  public StatusWriter status() {
    return status;
  }

  public FinalizerWriter finalizers() {
    return finalizers;
  }

  public EventPublisher events() {
    return events;
  }

  /** The Python operator's clusters. */
  public LegacyClusters legacyClusters() {
    return legacyClusters;
  }

  public AutoscalerPods autoscalerPods() {
    return autoscalerPods;
  }

  public PodLogs podLogs() {
    return podLogs;
  }

  /** Whether the API server has the Python operator's clusters now. */
  public boolean servesLegacyClusters() {
    return watching.supports(StoredLegacyCluster.class);
  }

  /** Refuses all writes from now on. */
  public void fence() {
    leadership.fence();
  }

  /** Gives up leadership and closes the connections. */
  @Override
  public void close() {
    leadership.close();
    claims.close();
    events.close();
    following.close();
    writing.close();
    watching.close();
  }
}
