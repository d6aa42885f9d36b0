package io.rayoperator.testing;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Locale;

/** Creates and deletes the namespaces of tests. */
final class TestNamespaces {

  private static final int MAX_PREFIX = 50;

  private TestNamespaces() {}

  /** Creates a namespace whose name tells the test method. */
  static TestNamespace create(KubernetesClient client, String method) {
    String words =
        method
            .replaceAll("(?<=[A-Za-z0-9])(?=[A-Z])", "-")
            .replaceAll("[^A-Za-z0-9-]", "-")
            .toLowerCase(Locale.ROOT);
    String prefix = words.substring(0, Math.min(words.length(), MAX_PREFIX));
    Namespace namespace =
        new NamespaceBuilder()
            .withNewMetadata()
            .withGenerateName(prefix + "-")
            .endMetadata()
            .build();
    return new TestNamespace(client.resource(namespace).create().getMetadata().getName());
  }

  /**
   * Deletes a namespace without waiting. Without a controller-manager nobody empties it, so what
   * other tests could stumble over goes first: an operator under test watches all namespaces.
   */
  static void delete(KubernetesClient client, TestNamespace namespace) {
    String name = namespace.name();
    RayClusterApi.ignoringAbsence(
        () -> client.genericKubernetesResources(RayClusterApi.V1).inNamespace(name).delete());
    client.pods().inNamespace(name).withGracePeriod(0).delete();
    client.services().inNamespace(name).delete();
    client.namespaces().withName(name).delete();
  }
}
