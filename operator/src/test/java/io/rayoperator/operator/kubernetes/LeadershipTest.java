package io.rayoperator.operator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.rayoperator.operator.config.LeaderElection;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeadershipTest {

  private static final LeaderElection WITHOUT_NAMESPACE =
      new LeaderElection(
          true,
          "",
          "ray-operator-leader",
          Duration.ofSeconds(15),
          Duration.ofSeconds(10),
          Duration.ofSeconds(2));

  @Test
  void electionWithoutANamespaceFailsAtOnceAndSaysWhatToDo() {
    Leadership leadership = Leadership.of(WITHOUT_NAMESPACE, System::nanoTime, () -> {});
    try (leadership;
        KubernetesClient client =
            new KubernetesClientBuilder().withConfig(Config.empty()).build()) {

      assertThatThrownBy(() -> leadership.start(client, "me", null))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("--leader-election-namespace");
      assertThat(leadership.mayWrite()).isFalse();
    }
  }
}
