package io.rayoperator.migration.kubernetes;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.rayoperator.api.v1.ApiGroup;
import io.rayoperator.migration.definition.WebhookAddress;
import java.io.IOException;
import java.util.UUID;

/**
 * Lets the webhook server convert a sample there and back, before the API server depends on it.
 *
 * <p>A server in the cluster is reached through the API server's proxy, so this also works from a
 * desk; one that was registered by its URL is called there, and must show a certificate that the
 * registered CA signed.
 */
public final class ConversionProbe {

  /**
   * Holds fields that v1alpha1 does not have: a server that only renames the version loses them.
   */
  private static final String SAMPLE =
      """
      {"apiVersion": "ray.io/v1", "kind": "RayCluster", "metadata": {"name": "probe", "namespace": "default"},
       "spec": {
         "managedBy": "ray.io/kuberay-operator",
         "headGroupSpec": {"rayStartParams": {}, "template": {"spec": {"containers": [{"name": "h", "image": "i"}]}}},
         "workerGroupSpecs": [{"groupName": "w", "replicas": 1, "minReplicas": 0, "maxReplicas": 2, "numOfHosts": 4,
           "rayStartParams": {}, "template": {"spec": {"containers": [{"name": "w", "image": "i"}]}}}]}}
      """;

  private final ApiServer api;

  public ConversionProbe(ApiServer api) {
    this.api = api;
  }

  /**
   * Returns if all is well.
   *
   * @throws IOException with what is wrong
   */
  public void check(WebhookAddress webhooks) throws IOException {
    if (webhooks.url() == null) {
      check(api, webhooks.path());
      return;
    }
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(webhooks.url().toString())
            .withCaCertData(webhooks.caBundle().isEmpty() ? null : webhooks.caBundle())
            .withRequestRetryBackoffLimit(0)
            .build();
    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build()) {
      check(new ApiServer(client), webhooks.path());
    }
  }

  private static void check(ApiServer server, String path) throws IOException {
    ObjectNode sample = (ObjectNode) new ObjectMapper().readTree(SAMPLE);
    ObjectNode old = converted(server, path, sample, ApiGroup.V1ALPHA1_API_VERSION);
    if (!old.path("apiVersion").asText().equals(ApiGroup.V1ALPHA1_API_VERSION)
        || !converted(server, path, old, ApiGroup.V1_API_VERSION).equals(sample)) {
      throw new IOException("it does not convert a sample there and back without loss");
    }
  }

  private static ObjectNode converted(
      ApiServer server, String path, ObjectNode object, String version) throws IOException {
    ObjectNode review = JsonNodeFactory.instance.objectNode();
    review.put("apiVersion", "apiextensions.k8s.io/v1").put("kind", "ConversionReview");
    ObjectNode request = review.putObject("request");
    request.put("uid", UUID.randomUUID().toString()).put("desiredAPIVersion", version);
    request.putArray("objects").add(object);
    ObjectNode answer = server.post(path, review);
    if (answer.at("/response/convertedObjects/0") instanceof ObjectNode converted) {
      return converted;
    }
    throw new IOException(
        "it refuses to convert a sample: "
            + answer.at("/response/result/message").asText(answer.toString()));
  }
}
