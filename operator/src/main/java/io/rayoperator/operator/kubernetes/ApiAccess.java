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
import io.rayoperator.operator.model.exposure.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The operator's connections to the API server: one to watch, one to write. */
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

  private final KubernetesClient watching;
  private final KubernetesClient writing;
  private final Leadership leadership;
  private final Children children;
  private final LiveRayClusters clusters;
  private final StatusWriter status;
  private final FinalizerWriter finalizers;
  private final EventPublisher events;
  private final LegacyClusters legacyClusters;
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
    this.identity = identity;
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
    leadership.start(watching, identity, watching.getConfiguration().getNamespace());
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
    events.close();
    writing.close();
    watching.close();
  }
}
