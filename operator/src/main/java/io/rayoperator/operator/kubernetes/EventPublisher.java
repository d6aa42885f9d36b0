package io.rayoperator.operator.kubernetes;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.rayoperator.api.v1.ApiGroup;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes events in the background. They are for people: when there are too many, or the API
 * server refuses them, they are dropped rather than work held up.
 */
public final class EventPublisher implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(EventPublisher.class);

  private static final String CONTROLLER = "raycluster-controller";
  private static final int MAX_WAITING = 10_000;

  /** Limits of the API server. */
  private static final int MAX_NOTE = 1024;

  private static final int MAX_INSTANCE = 128;

  private static final DateTimeFormatter MICRO_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final ApiWriter api;
  private final String instance;
  private final Supplier<Instant> clock;
  private final LinkedBlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>(MAX_WAITING);
  private final Thread publisher;

  private record Waiting(String namespace, Map<String, Object> body) {}

  EventPublisher(ApiWriter api, String identity, Supplier<Instant> clock) {
    this.api = api;
    String instance = CONTROLLER + "-" + identity;
    this.instance = instance.substring(0, Math.min(MAX_INSTANCE, instance.length()));
    this.clock = clock;
    this.publisher = Thread.ofPlatform().daemon().name("event-publisher").start(this::publishAll);
  }

  /** Hands an event over; returns at once. */
  public void publish(ObjectMeta cluster, RayClusterEvent event) {
    publish(ApiGroup.V1_API_VERSION, cluster, event);
  }

  /** The same about an object of another group. */
  public void publish(String apiVersion, ObjectMeta cluster, RayClusterEvent event) {
    Waiting next = new Waiting(cluster.getNamespace(), body(apiVersion, cluster, event));
    if (!waiting.offer(next)) {
      log.warn("Dropped an event, too many are waiting: {}", event);
    }
  }

  /** Drops what still waits. */
  @Override
  public void close() {
    publisher.interrupt();
  }

  private void publishAll() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Waiting next = waiting.take();
        ApiOutcome outcome =
            ApiOutcome.await(api.post(ApiPaths.events(next.namespace()), next.body()));
        if (!(outcome instanceof ApiOutcome.Done)) {
          log.debug("Event not published: {}", ApiOutcome.message(outcome));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Map<String, Object> body(String apiVersion, ObjectMeta cluster, RayClusterEvent event) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("apiVersion", "events.k8s.io/v1");
    body.put("kind", "Event");
    body.put(
        "metadata",
        Map.of("generateName", cluster.getName() + "-", "namespace", cluster.getNamespace()));
    body.put("eventTime", MICRO_TIME.format(clock.get()));
    body.put("reportingController", CONTROLLER);
    body.put("reportingInstance", instance);
    body.put("type", event.warning() ? "Warning" : "Normal");
    body.put("action", event.action());
    body.put("reason", event.reason());
    body.put(
        "regarding",
        Map.of(
            "apiVersion",
            apiVersion,
            "kind",
            ApiGroup.RAY_CLUSTER_KIND,
            "namespace",
            cluster.getNamespace(),
            "name",
            cluster.getName(),
            "uid",
            cluster.getUid(),
            "resourceVersion",
            cluster.getResourceVersion()));
    body.put("note", event.note().substring(0, Math.min(MAX_NOTE, event.note().length())));
    return body;
  }
}
