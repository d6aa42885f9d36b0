package io.rayoperator.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.testing.Component;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.RayClusterApi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Tests of what one running operator does, each in a namespace of its own. Pods are simulated. */
@ControlPlane(components = {Component.CONTROLLER_MANAGER, Component.SCHEDULER, Component.KWOK})
abstract class WithOperator {

  private static RayClusterOperator operator;

  @BeforeAll
  static void start(KubernetesClient client) {
    RayClusterApi.installWithoutWebhooks(client);
    operator = RayClusterOperator.start(TestOperator.config().build(), client);
  }

  @AfterAll
  static void stop() {
    operator.close();
  }

  /** Ends the operator and starts another, which remembers nothing. */
  static void restart(KubernetesClient client) {
    stop();
    operator = RayClusterOperator.start(TestOperator.config().build(), client);
  }
}
