package io.rayoperator.operator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.rayoperator.operator.model.legacy.AutoscalerDeployment;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Optional;

/**
 * Finds the pod of a cluster's autoscaler: that which the operator's own Deployment has by its
 * ReplicaSet. A label alone proves nothing, as any tenant can set it.
 */
public final class AutoscalerPods {

  /** There is one, and while it is replaced another; what others add is not looked at. */
  private static final int MAX_PODS = 5;

  private final ApiWriter api;
  private final ObjectMapper json;

  AutoscalerPods(ApiWriter api, ObjectMapper json) {
    this.api = api;
    this.json = json;
  }

  /**
   * Name of the newest that is not going; empty if there is none.
   *
   * @param deploymentUid of the operator's Deployment
   * @throws ApiException if the API server does not say
   */
  public Optional<String> find(String namespace, String cluster, String deploymentUid)
      throws ApiException {
    String selector =
        URLEncoder.encode(AutoscalerDeployment.LABEL + "=" + cluster, StandardCharsets.UTF_8);
    JsonNode pods =
        get(ApiPaths.pods(namespace) + "?limit=" + MAX_PODS + "&labelSelector=" + selector);
    for (JsonNode pod :
        pods.path("items")
            .valueStream()
            .filter(pod -> pod.path("metadata").path("deletionTimestamp").isMissingNode())
            .sorted(Comparator.comparing(AutoscalerPods::age).reversed())
            .toList()) {
      if (isOf(deploymentUid, namespace, pod)) {
        return Optional.of(pod.path("metadata").path("name").asText());
      }
    }
    return Optional.empty();
  }

  private boolean isOf(String deploymentUid, String namespace, JsonNode pod) throws ApiException {
    JsonNode controller = controller(pod);
    if (!controller.path("kind").asText().equals("ReplicaSet")) {
      return false;
    }
    JsonNode replicaSet = get(ApiPaths.replicaSet(namespace, controller.path("name").asText()));
    return replicaSet.path("metadata").path("uid").asText("").equals(uid(controller))
        && uid(controller(replicaSet)).equals(deploymentUid);
  }

  private JsonNode get(String path) throws ApiException {
    return switch (ApiOutcome.await(api.get(path))) {
      case ApiOutcome.Done done -> read(done.body());
      case ApiOutcome.Refused refused when refused.notFound() -> MissingNode.getInstance();
      case ApiOutcome outcome -> throw new ApiException(outcome);
    };
  }

  private JsonNode read(byte[] body) {
    try {
      return json.readTree(body);
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  private static JsonNode controller(JsonNode object) {
    return object
        .path("metadata")
        .path("ownerReferences")
        .valueStream()
        .filter(owner -> owner.path("controller").asBoolean())
        .findFirst()
        .orElseGet(MissingNode::getInstance);
  }

  private static String uid(JsonNode owner) {
    return owner.path("uid").asText("");
  }

  private static String age(JsonNode pod) {
    return pod.path("metadata").path("creationTimestamp").asText("");
  }

  /** The API server did not say. */
  public static final class ApiException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean forbidden;

    ApiException(ApiOutcome outcome) {
      super(ApiOutcome.message(outcome));
      forbidden = outcome instanceof ApiOutcome.Refused refused && refused.code() == 403;
    }

    public boolean forbidden() {
      return forbidden;
    }
  }
}
