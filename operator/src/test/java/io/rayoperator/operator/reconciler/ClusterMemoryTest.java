package io.rayoperator.operator.reconciler;

import static io.rayoperator.operator.model.TestPods.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.rayoperator.operator.kubernetes.RayClusterEvent;
import io.rayoperator.operator.kubernetes.RayClusterEvent.Verb;
import io.rayoperator.testing.Contract;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClusterMemoryTest {

  private final ClusterMemory memory = new ClusterMemory("uid", () -> "xxxxx");

  @Test
  @Contract("0.2")
  void failuresInARowWaitLongerAndLongerUpToTwoMinutes() {
    assertThat(Stream.generate(memory::failed).limit(4))
        .containsExactly(
            Duration.ofMillis(200),
            Duration.ofMillis(400),
            Duration.ofMillis(800),
            Duration.ofMillis(1600));
    assertThat(Stream.generate(memory::failed).limit(100).reduce((one, next) -> next))
        .hasValue(Duration.ofMinutes(2));
  }

  @Test
  @Contract("0.2")
  void successBeginsAnew() {
    memory.failed();
    memory.failed();
    memory.succeeded();
    assertThat(memory.failed()).isEqualTo(Duration.ofMillis(200));
  }

  @Test
  @Contract("13.5")
  void failureIsToldOnceUntilItChangesOrIsOver() {
    assertThat(memory.isNews(failure("quota"))).isTrue();
    assertThat(memory.isNews(failure("quota"))).isFalse();
    assertThat(memory.isNews(failure("rights"))).isTrue();
    memory.succeeded();
    assertThat(memory.isNews(failure("rights"))).isTrue();
    RayClusterEvent done = RayClusterEvent.done(Verb.CREATE, "HeadPod", "Pod h");
    assertThat(memory.isNews(done)).isTrue();
    assertThat(memory.isNews(done)).isTrue();
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

  private static RayClusterEvent failure(String why) {
    return RayClusterEvent.failed(Verb.CREATE, "HeadPod", why);
  }
}
