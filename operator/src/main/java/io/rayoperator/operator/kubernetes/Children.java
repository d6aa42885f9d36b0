package io.rayoperator.operator.kubernetes;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.rayoperator.operator.kubernetes.cache.RayPod;
import io.rayoperator.operator.model.exposure.HeadExposure;
import io.rayoperator.operator.model.observed.ObservedPod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Creates, repairs and deletes children. */
public final class Children {

  private final ApiWriter api;
  private final ObjectMapper json;
  private final ObjectReader podReader;

  Children(ApiWriter api, ObjectMapper json) {
    this.api = api;
    this.json = json;
    this.podReader = json.readerFor(RayPod.class);
  }

  /** Asks for a pod, which has a name. */
  public CompletableFuture<ApiOutcome> createPod(Pod pod) {
    return api.post(ApiPaths.toCreate(pod), pod);
  }

  /** Looks for a pod on the API server itself, not in a cache. */
  public CompletableFuture<ApiOutcome> findPod(String namespace, String pod) {
    return api.get(ApiPaths.pod(namespace, pod));
  }

  /** Changes annotations of a pod, and of no other that may have its name by now. */
  public CompletableFuture<ApiOutcome> annotatePod(
      String namespace, ObservedPod pod, Map<String, String> annotations) {
    return api.patch(
        ApiPaths.podToPatch(namespace, pod.name()),
        ApiWriter.MERGE_PATCH_TYPE,
        Map.of("metadata", Map.of("uid", pod.uid(), "annotations", annotations)));
  }

  /** Asks to delete a pod, and no other that may have its name by now. */
  public CompletableFuture<ApiOutcome> deletePod(String namespace, ObservedPod pod) {
    return api.delete(ApiPaths.pod(namespace, pod.name()), deletionOf(pod.uid()));
  }

  /**
   * Asks for a child; refused with a conflict if someone else has an object of its name.
   *
   * <p>Services, Ingresses and Routes are applied, so that single fields can be taken back later;
   * what others own is not touched. Other kinds are created: an object of the same name might have
   * no field that conflicts.
   */
  public CompletableFuture<ApiOutcome> create(HasMetadata child) {
    return child instanceof Service || HeadExposure.isOne(child)
        ? api.patch(ApiPaths.toApply(child, false), ApiWriter.APPLY_PATCH_TYPE, child)
        : api.post(ApiPaths.toCreate(child), child);
  }

  /** Makes a child what it should be, whoever changed it. */
  public CompletableFuture<ApiOutcome> repair(HasMetadata child) {
    return api.patch(ApiPaths.toApply(child, true), ApiWriter.APPLY_PATCH_TYPE, child);
  }

  /** Reads a child from the API server itself, not from a cache. */
  public CompletableFuture<ApiOutcome> find(HasMetadata child) {
    return api.get(ApiPaths.of(child));
  }

  public CompletableFuture<ApiOutcome> delete(HasMetadata child) {
    return api.delete(ApiPaths.of(child), deletionOf(child.getMetadata().getUid()));
  }

  /** The pod that the API server returned. */
  public RayPod pod(ApiOutcome.Done done) {
    try {
      return podReader.readValue(done.body());
    } catch (IOException e) {
      throw new UncheckedIOException("the API server returned no pod", e);
    }
  }

  /** The child that the API server returned, of the class of what was asked for. */
  public HasMetadata child(ApiOutcome.Done done, HasMetadata asked) {
    try {
      return json.readValue(done.body(), asked.getClass());
    } catch (IOException e) {
      throw new UncheckedIOException("the API server returned no " + asked.getKind(), e);
    }
  }

  private static Map<String, Object> deletionOf(String uid) {
    return Map.of("apiVersion", "v1", "kind", "DeleteOptions", "preconditions", Map.of("uid", uid));
  }
}
