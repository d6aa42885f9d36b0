package io.rayoperator.operator.reconciler;

import static io.rayoperator.operator.model.TestPods.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.rayoperator.operator.kubernetes.RayClusterEvent;
import io.rayoperator.operator.kubernetes.RayClusterEvent.Verb;
import io.rayoperator.testing.Contract;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClusterMemoryTest {

  private final ClusterMemory memory = new ClusterMemory("uid", () -> "abcde");

  @Test
  @Contract("13.5")
  void failureIsNewsOnceAlsoWhenAnotherComesInBetween() {
    assertThat(memory.isNews(failure("one"))).isTrue();
    assertThat(memory.isNews(failure("two"))).isTrue();
    assertThat(memory.isNews(failure("one"))).isFalse();
    memory.succeeded();
    assertThat(memory.isNews(failure("one"))).isTrue();
  }

  @Test
  @Contract("0.2")
  void waitGrowsWithEachRetryAndNotWithPassesInBetween() {
    assertThat(memory.failed(NOW)).isEqualTo(Duration.ofMillis(200));
    assertThat(memory.failed(NOW)).isEqualTo(Duration.ofMillis(200));
    assertThat(memory.failed(NOW.plusMillis(150))).isEqualTo(Duration.ofMillis(50));
    assertThat(memory.failed(NOW.plusMillis(200))).isEqualTo(Duration.ofMillis(400));
    memory.succeeded();
    assertThat(memory.failed(NOW.plusMillis(300))).isEqualTo(Duration.ofMillis(200));
    for (int i = 1; i < 100; i++) {
      memory.failed(NOW.plus(Duration.ofHours(i)));
    }
    assertThat(memory.failed(NOW.plus(Duration.ofHours(100)))).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void whatWasDoneIsAlwaysNews() {
    RayClusterEvent done = RayClusterEvent.done(Verb.CREATE, "HeadPod", "Pod a");
    assertThat(memory.isNews(done)).isTrue();
    assertThat(memory.isNews(done)).isTrue();
  }

  @Test
  void failuresAreForgottenRatherThanHoarded() {
    for (int i = 0; i < 1000; i++) {
      memory.isNews(failure("number " + i));
    }
    assertThat(memory.isNews(failure("number 999"))).isFalse();
    assertThat(memory.isNews(failure("number 0"))).isTrue();
  }

  @Test
  void namespaceThatIsBeingDeletedIsLeftAloneForAWhile() {
    assertThat(memory.isNamespaceTerminating(NOW)).isFalse();
    memory.namespaceIsTerminating(NOW);
    assertThat(memory.isNamespaceTerminating(NOW.plusSeconds(299))).isTrue();
    assertThat(memory.isNamespaceTerminating(NOW.plus(Duration.ofMinutes(5)))).isFalse();
  }

  @Test
  void objectsOfOthersAreRememberedForTenMinutes() {
    var foreign =
        new ServiceAccountBuilder()
            .withNewMetadata()
            .withName("demo")
            .withUid("theirs")
            .endMetadata()
            .build();
    assertThat(memory.foundForeign(foreign, NOW)).isTrue();
    assertThat(memory.foreign(NOW.plusSeconds(600))).containsExactly(foreign);
    assertThat(memory.foreign(NOW.plusSeconds(601))).isEmpty();
    assertThat(memory.foundForeign(foreign, NOW.plusSeconds(700))).isFalse();
  }

  private static RayClusterEvent failure(String note) {
    return RayClusterEvent.failed(Verb.CREATE, "WorkerPod", note);
  }
}
