package io.rayoperator.operator.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.rayoperator.api.v1.ApiGroup;
import io.rayoperator.operator.model.child.AppliedState;

/** Where objects are found on the API server. */
final class ApiPaths {

  private static final String FIELD_MANAGER = "fieldManager=" + AppliedState.FIELD_MANAGER;

  private ApiPaths() {}

  static String pod(String namespace, String name) {
    return pods(namespace) + "/" + name;
  }

  static String pods(String namespace) {
    return "/api/v1/namespaces/" + namespace + "/pods";
  }

  static String replicaSet(String namespace, String name) {
    return "/apis/apps/v1/namespaces/" + namespace + "/replicasets/" + name;
  }

  static String podToPatch(String namespace, String name) {
    return pod(namespace, name) + "?" + FIELD_MANAGER;
  }

  static String of(HasMetadata object) {
    return collection(object) + "/" + object.getMetadata().getName();
  }

  static String toCreate(HasMetadata object) {
    return collection(object) + "?" + FIELD_MANAGER;
  }

  /**
   * For server-side apply.
   *
   * @param force whether to take over fields that others own
   */
  static String toApply(HasMetadata object, boolean force) {
    return of(object) + "?" + FIELD_MANAGER + "&force=" + force;
  }

  static String rayClusters(String namespace) {
    return "/apis/"
        + ApiGroup.V1_API_VERSION
        + "/namespaces/"
        + namespace
        + "/"
        + ApiGroup.RAY_CLUSTER_PLURAL;
  }

  static String rayCluster(String namespace, String name) {
    return rayClusters(namespace) + "/" + name;
  }

  static String rayClusterToPatch(String namespace, String name) {
    return rayCluster(namespace, name) + "?" + FIELD_MANAGER;
  }

  static String rayClusterStatus(String namespace, String name) {
    return rayCluster(namespace, name) + "/status?" + FIELD_MANAGER;
  }

  static String events(String namespace) {
    return "/apis/events.k8s.io/v1/namespaces/" + namespace + "/events?" + FIELD_MANAGER;
  }

  private static String collection(HasMetadata object) {
    String version = object.getApiVersion();
    return (version.contains("/") ? "/apis/" : "/api/")
        + version
        + "/namespaces/"
        + object.getMetadata().getNamespace()
        + "/"
        + object.getPlural();
  }
}
