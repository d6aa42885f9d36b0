package io.rayoperator.operator.kubernetes;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.rayoperator.operator.kubernetes.cache.RayPod;
import io.rayoperator.operator.model.observed.ObservedPod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Creates, repairs and deletes pods and Services. */
public final class Children {

  private final ApiWriter api;
  private final ObjectReader podReader;
  private final ObjectReader serviceReader;

  Children(ApiWriter api, ObjectMapper json) {
    this.api = api;
    this.podReader = json.readerFor(RayPod.class);
    this.serviceReader = json.readerFor(Service.class);
  }

  /** Asks for a pod, which has a name. */
  public CompletableFuture<ApiOutcome> create(Pod pod) {
    return api.post(ApiPaths.pods(pod.getMetadata().getNamespace()), pod);
  }

  /** Looks for a pod on the API server itself, not in a cache. */
  public CompletableFuture<ApiOutcome> find(String namespace, String pod) {
    return api.get(ApiPaths.pod(namespace, pod));
  }

  /** Asks to delete a pod, and no other that may have its name by now. */
  public CompletableFuture<ApiOutcome> delete(String namespace, ObservedPod pod) {
    return api.delete(ApiPaths.pod(namespace, pod.name()), deletionOf(pod.uid()));
  }

  /**
   * Applies a Service.
   *
   * @param force whether to take over fields that others own; without, a Service of someone else is
   *     refused with a conflict
   */
  public CompletableFuture<ApiOutcome> apply(Service service, boolean force) {
    String namespace = service.getMetadata().getNamespace();
    return api.patch(
        ApiPaths.appliedService(namespace, service.getMetadata().getName(), force),
        ApiWriter.APPLY_PATCH_TYPE,
        service);
  }

  public CompletableFuture<ApiOutcome> delete(Service service) {
    return api.delete(
        ApiPaths.service(service.getMetadata().getNamespace(), service.getMetadata().getName()),
        deletionOf(service.getMetadata().getUid()));
  }

  /** The pod that the API server returned. */
  public RayPod pod(ApiOutcome.Done done) {
    try {
      return podReader.readValue(done.body());
    } catch (IOException e) {
      throw new UncheckedIOException("the API server returned no pod", e);
    }
  }

  /** The Service that the API server returned. */
  public Service service(ApiOutcome.Done done) {
    try {
      return serviceReader.readValue(done.body());
    } catch (IOException e) {
      throw new UncheckedIOException("the API server returned no Service", e);
    }
  }

  private static Map<String, Object> deletionOf(String uid) {
    return Map.of("apiVersion", "v1", "kind", "DeleteOptions", "preconditions", Map.of("uid", uid));
  }
}
