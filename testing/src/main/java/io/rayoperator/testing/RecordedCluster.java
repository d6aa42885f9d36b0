package io.rayoperator.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A RayCluster and its children as KubeRay 1.7.0 left them on an API server, put on another one.
 * The file holds what {@code kubectl get} showed: first the RayCluster, then its children, all with
 * their status.
 */
public final class RecordedCluster {

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Map<String, String> GROUPS =
      Map.of(
          "Role", "rbac.authorization.k8s.io/v1",
          "RoleBinding", "rbac.authorization.k8s.io/v1",
          "Ingress", "networking.k8s.io/v1",
          "RayCluster", "ray.io/v1");

  private static final ResourceDefinitionContext PODS =
      new ResourceDefinitionContext.Builder()
          .withVersion("v1")
          .withKind("Pod")
          .withPlural("pods")
          .withNamespaced(true)
          .build();

  private final KubernetesClient client;
  private final TestNamespace namespace;

  /** What another API server names in another way: UIDs, addresses, ports. */
  private final Map<String, String> replacements = new LinkedHashMap<>();

  private RecordedCluster(KubernetesClient client, TestNamespace namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /** Puts the objects of {@code takeover/NAME.yaml} into a namespace. */
  public static void create(KubernetesClient client, TestNamespace namespace, String name) {
    new RecordedCluster(client, namespace).create(read("takeover/" + name + ".yaml"));
  }

  private void create(List<ObjectNode> objects) {
    for (ObjectNode recorded : objects) {
      ObjectNode created = post(recorded);
      replace(recorded.at("/metadata/uid"), created.at("/metadata/uid"));
      replace(recorded.at("/spec/clusterIP"), created.at("/spec/clusterIP"));
      for (int i = 0; i < recorded.at("/spec/ports").size(); i++) {
        replace(
            recorded.at("/spec/ports").get(i).path("nodePort"),
            created.at("/spec/ports").get(i).path("nodePort"));
      }
    }
    // The status of the cluster comes last: it tells about the others.
    for (ObjectNode recorded : objects.reversed()) {
      if (List.of("Pod", "RayCluster").contains(recorded.path("kind").asText())
          && recorded.has("status")) {
        patchStatus(recorded);
      }
    }
  }

  private ObjectNode post(ObjectNode recorded) {
    ObjectNode object = recorded.deepCopy();
    object.remove("status");
    ObjectNode metadata = (ObjectNode) object.path("metadata");
    metadata.remove(
        List.of("creationTimestamp", "generation", "managedFields", "resourceVersion", "uid"));
    metadata.put("namespace", namespace.name());
    for (JsonNode owner : metadata.path("ownerReferences")) {
      ((ObjectNode) owner).put("uid", replacements.get(owner.path("uid").asText()));
    }
    for (JsonNode subject : object.path("subjects")) {
      ((ObjectNode) subject).put("namespace", namespace.name());
    }
    if (object.path("spec") instanceof ObjectNode spec) {
      // Nobody schedules here; an address or port may be another's here.
      spec.remove("nodeName");
      if (!spec.path("clusterIP").asText().equals("None")) {
        spec.remove(List.of("clusterIP", "clusterIPs"));
      }
      spec.path("ports").forEach(port -> ((ObjectNode) port).remove("nodePort"));
    }
    return tree(
        Objects.requireNonNull(
            client.raw(path(recorded) + "?fieldManager=kuberay-operator", "POST", object)));
  }

  private void patchStatus(ObjectNode recorded) {
    String status = recorded.path("status").toString();
    for (Map.Entry<String, String> replacement : replacements.entrySet()) {
      status = status.replace('"' + replacement.getKey() + '"', '"' + replacement.getValue() + '"');
    }
    client
        .genericKubernetesResources(
            recorded.path("kind").asText().equals("Pod") ? PODS : RayClusterApi.V1)
        .inNamespace(namespace.name())
        .withName(recorded.at("/metadata/name").asText())
        .subresource("status")
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"status\":" + status + "}");
  }

  private void replace(JsonNode recorded, JsonNode created) {
    if (recorded.isValueNode() && !recorded.asText().equals("None")) {
      replacements.put(recorded.asText(), created.asText());
    }
  }

  private String path(ObjectNode object) {
    String kind = object.path("kind").asText();
    String version = GROUPS.getOrDefault(kind, "v1");
    return (version.equals("v1") ? "/api/" : "/apis/")
        + version
        + "/namespaces/"
        + namespace
        + "/"
        + kind.toLowerCase(Locale.ROOT)
        + (kind.endsWith("s") ? "es" : "s");
  }

  private static List<ObjectNode> read(String resource) {
    try (InputStream in =
            Objects.requireNonNull(RecordedCluster.class.getResourceAsStream(resource), resource);
        MappingIterator<ObjectNode> objects = YAML.readerFor(ObjectNode.class).readValues(in)) {
      return objects.readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode tree(String json) {
    try {
      return (ObjectNode) YAML.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
