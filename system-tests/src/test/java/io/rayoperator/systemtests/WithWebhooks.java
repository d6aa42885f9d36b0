package io.rayoperator.systemtests;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.Kubectl;
import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.TestNamespace;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/**
 * Tests with the webhook server alone, each in a namespace of its own: objects stay as they are
 * written.
 */
@ControlPlane
abstract class WithWebhooks {

  static Product product;

  Kubectl kubectl;
  Served served;
  RawApi api;

  @BeforeAll
  static void start(LocalControlPlane controlPlane, KubernetesClient client) {
    product = Product.startWithoutOperator(controlPlane, client);
  }

  @AfterAll
  static void stop() {
    product.close();
  }

  @BeforeEach
  void inThisNamespace(Kubectl kubectl, KubernetesClient client, TestNamespace namespace) {
    this.kubectl = kubectl.in(namespace);
    this.served = new Served(client, namespace);
    this.api = new RawApi(client, namespace);
  }
}
