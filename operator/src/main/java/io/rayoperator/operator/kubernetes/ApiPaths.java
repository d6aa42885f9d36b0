package io.rayoperator.operator.kubernetes;

import io.rayoperator.api.v1.ApiGroup;
import io.rayoperator.operator.model.service.AppliedState;

/** Where objects are found on the API server. */
final class ApiPaths {

  private static final String FIELD_MANAGER = "fieldManager=" + AppliedState.FIELD_MANAGER;

  private ApiPaths() {}

  static String pods(String namespace) {
    return "/api/v1/namespaces/" + namespace + "/pods?" + FIELD_MANAGER;
  }

  static String pod(String namespace, String name) {
    return "/api/v1/namespaces/" + namespace + "/pods/" + name;
  }

  static String service(String namespace, String name) {
    return "/api/v1/namespaces/" + namespace + "/services/" + name;
  }

  /**
   * For server-side apply.
   *
   * @param force whether to take over fields that others own
   */
  static String appliedService(String namespace, String name, boolean force) {
    return service(namespace, name) + "?" + FIELD_MANAGER + "&force=" + force;
  }

  static String rayClusterStatus(String namespace, String name) {
    return "/apis/"
        + ApiGroup.V1_API_VERSION
        + "/namespaces/"
        + namespace
        + "/"
        + ApiGroup.RAY_CLUSTER_PLURAL
        + "/"
        + name
        + "/status?"
        + FIELD_MANAGER;
  }

  static String events(String namespace) {
    return "/apis/events.k8s.io/v1/namespaces/" + namespace + "/events?" + FIELD_MANAGER;
  }
}
