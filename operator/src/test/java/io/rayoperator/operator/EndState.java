package io.rayoperator.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.rayoperator.testing.RayClusterApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Everything that the operator has made in a namespace, as sorted text, without what differs from
 * run to run: random parts of names, addresses, places, times, UIDs.
 */
final class EndState {

  private static final Set<String> DIFFERENT_EACH_TIME =
      Set.of(
          "clusterIP",
          "clusterIPs",
          "creationTimestamp",
          "fieldsV1",
          "generation",
          "lastTransitionTime",
          "lastUpdateTime",
          "namespace",
          "nodeName",
          "observedGeneration",
          "podIP",
          "resourceVersion",
          "serviceIP",
          "stateTransitionTimes",
          "time",
          "topology.kubernetes.io/zone",
          "uid");

  private EndState() {}

  static List<String> of(KubernetesClient client, String namespace) {
    List<HasMetadata> objects = new ArrayList<>();
    client.pods().inNamespace(namespace).list().getItems().stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .peek(pod -> pod.setStatus(null))
        .forEach(objects::add);
    objects.addAll(client.services().inNamespace(namespace).list().getItems());
    client.serviceAccounts().inNamespace(namespace).list().getItems().stream()
        .filter(account -> !account.getMetadata().getName().equals("default"))
        .forEach(objects::add);
    objects.addAll(client.rbac().roles().inNamespace(namespace).list().getItems());
    objects.addAll(client.rbac().roleBindings().inNamespace(namespace).list().getItems());
    objects.addAll(
        client
            .genericKubernetesResources(RayClusterApi.V1)
            .inNamespace(namespace)
            .list()
            .getItems());
    return objects.stream()
        .map(object -> text(object, suffixes(objects), namespace))
        .sorted()
        .toList();
  }

  /** The random last part of every generated name. */
  private static Set<String> suffixes(List<HasMetadata> objects) {
    Set<String> suffixes = new TreeSet<>();
    objects.stream()
        .filter(object -> object.getKind().equals("Pod"))
        .flatMap(
            pod ->
                Stream.concat(
                    Stream.of(pod.getMetadata().getName()),
                    Stream.ofNullable(
                        pod.getMetadata().getLabels().get("ray.io/worker-group-replica-name"))))
        .map(name -> name.substring(name.lastIndexOf('-')))
        .forEach(suffixes::add);
    return suffixes;
  }

  private static String text(HasMetadata object, Set<String> suffixes, String namespace) {
    ObjectNode tree = Serialization.unmarshal(Serialization.asJson(object), ObjectNode.class);
    ((ObjectNode) tree.path("metadata")).remove("managedFields");
    String text = normal(tree).toPrettyString().replace(namespace, "NAMESPACE");
    for (String suffix : suffixes) {
      text = text.replace(suffix + "\"", "-RANDOM\"");
    }
    return text;
  }

  private static JsonNode normal(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(DIFFERENT_EACH_TIME);
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        if (isRandomMount(field.getValue())) {
          field.setValue(TextNode.valueOf("kube-api-access"));
        } else {
          normal(field.getValue());
        }
      }
    } else {
      node.forEach(EndState::normal);
    }
    return node;
  }

  /** The API server's own volume for the token of a service account. */
  private static boolean isRandomMount(JsonNode value) {
    return value.isTextual() && value.textValue().startsWith("kube-api-access-");
  }
}
