package io.rayoperator.testing;

import java.time.Instant;
import java.util.Set;

/**
 * A request that the API server served, from its audit log.
 *
 * @param user such as {@code admin} or {@code system:kube-scheduler}
 * @param userAgent as the client sent it; tells clients of the same user apart
 * @param verb Kubernetes' verb: {@code create}, {@code update}, {@code patch}, {@code list} ...
 * @param resource plural and, after a slash, the subresource: {@code rayclusters/status}
 * @param namespace empty for cluster-wide requests
 * @param name empty where the request names no object
 * @param uri path and query
 * @param statusCode the HTTP status of the answer
 * @param isForbidden whether the user has no right to it; admission answers 403, too
 * @param receivedAt when it arrived
 */
public record ApiRequest(
    String user,
    String userAgent,
    String verb,
    String resource,
    String namespace,
    String name,
    String uri,
    int statusCode,
    boolean isForbidden,
    Instant receivedAt) {

  private static final Set<String> WRITES =
      Set.of("create", "update", "patch", "delete", "deletecollection");

  public boolean isWrite() {
    return WRITES.contains(verb);
  }
}
